import { registry } from "@web/core/registry";

const field = (row, name) => `.o_obligo_rows tbody tr:nth-child(${row}) input[name='${name}']`;
const SUGGESTION = ".o_obligo_suggestions li";

/** A whole order without the mouse: a suggestion taken with the arrows, a code typed in full, checked and added. */
registry.category("web_tour.tours").add("crm_orders_portal.quick_order_by_keyboard", {
    url: "/my/quick-order",
    steps: () => [
        { trigger: field(1, "code"), run: "edit bleu cup" },
        { trigger: `${SUGGESTION}:contains(Blue cup)` },
        { trigger: field(1, "code"), run: "press ArrowDown" },
        { trigger: `${SUGGESTION}.active` },
        { trigger: field(1, "code"), run: "press Enter" },
        { trigger: `${field(1, "quantity")}:focus`, run: "edit 3" },
        { trigger: field(1, "quantity"), run: "press Enter" },
        { trigger: `${field(2, "code")}:focus`, run: "edit PLATE" },
        { trigger: `${SUGGESTION}:contains(White plate)` },
        { trigger: field(2, "code"), run: "press Escape" },
        { trigger: ".o_obligo_rows:not(:has(.o_obligo_suggestions))" },
        { trigger: field(2, "code"), run: "press Enter" },
        { trigger: `${field(2, "quantity")}:focus`, run: "edit 2" },
        { trigger: "button[value='check']", run: "click", expectUnloadPage: true },
        { trigger: ".table-danger:contains(We do not know this code)" },
        { trigger: "td:contains(Blue cup)" },
        { trigger: "button[value='add']", run: "click", expectUnloadPage: true },
        { trigger: ".alert-success:contains(in the basket)" },
    ],
});
