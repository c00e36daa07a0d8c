import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:contains(Alfa)";

/** A seller at 360 px: what is unpaid, how far the last order is, the stock of what he orders, and the order itself. */
registry.category("web_tour.tours").add("crm_orders_portal.order_on_the_road", {
    url: "/odoo/order-on-the-road",
    steps: () => [
        { trigger: `${CARD}:contains(50.00):contains(overdue):contains(50.00)` },
        { trigger: `${CARD} .badge:contains(Received)` },
        { trigger: `${CARD} a:contains(Repeat Last)` },
        {
            trigger: "body",
            run() {
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("The cards are wider than the telephone.");
                }
            },
        },
        { trigger: `${CARD} a:contains(New Order)`, run: "click" },
        { trigger: ".o_form_view [name=customer_unpaid_amount]:contains(50.00)" },
        { trigger: ".o_form_view [name=customer_overdue_amount]:contains(50.00)" },
        { trigger: ".o_form_view [name=customer_open_order_count]:contains(2)" },
        { trigger: ".o_field_widget[name=order_line] button:contains(Add product)", run: "click" },
        { trigger: ".modal .o_field_widget[name=product_id] input", run: "click" },
        { trigger: ".o_dialog .o_kanban_record:contains(Blue cup)", run: "click" },
        { trigger: ".modal [name=product_uom_qty] input", run: "edit 7" },
        // Stock and last sales stand below the line on a telephone.
        { trigger: ".modal [name=line_facts]:contains(94)" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: ".o_form_view:not(:has(.modal)) .o_kanban_record:contains(Blue cup)" },
        { trigger: ".o_statusbar_buttons button:not([name])", run: "click" },
        { trigger: ".o-dropdown--menu button[name=action_confirm]", run: "click" },
        { trigger: ".o_statusbar_status:contains(Sales Order)" },
    ],
});
