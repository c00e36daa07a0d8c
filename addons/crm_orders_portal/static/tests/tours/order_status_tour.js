import { registry } from "@web/core/registry";

const stages = (selector) => [...document.querySelectorAll(selector)].map((cell) => cell.textContent.trim());

/** The pivot's columns follow the stages; a card tells the day, not the hour. */
registry.category("web_tour.tours").add("crm_orders_portal.order_status", {
    steps: () => [
        { trigger: ".o_switch_view.o_pivot", run: "click" },
        {
            trigger: ".o_pivot thead tr:nth-child(2):contains(Open)",
            run: () => {
                const shown = stages(".o_pivot thead tr:nth-child(2) th").filter(Boolean).join();
                if (shown !== "Open,Received,Invoiced,Cancelled") {
                    throw new Error(`Columns stand as ${shown}`);
                }
            },
        },
        { trigger: ".o_switch_view.o_kanban", run: "click" },
        {
            trigger: ".o_kanban_record footer",
            run: ({ anchor }) => {
                if (/\d:\d/.test(anchor.textContent)) {
                    throw new Error(`A card tells the hour: ${anchor.textContent}`);
                }
            },
        },
    ],
});
