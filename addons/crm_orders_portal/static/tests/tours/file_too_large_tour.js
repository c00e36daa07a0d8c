import { registry } from "@web/core/registry";

const FIELD = "#o_obligo_file";

function choose(bytes) {
    return function () {
        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array(bytes)], "order.csv"));
        this.anchor.files = chosen.files;
        this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
    };
}

/** A file that is too large is told at once and keeps the form from being sent; a smaller one mends it. */
registry.category("web_tour.tours").add("crm_orders_portal.file_too_large", {
    url: "/my/quick-order",
    steps: () => [
        // There once the script is.
        { trigger: `${FIELD} + [role='alert']:empty:not(:visible)` },
        { trigger: FIELD, run: choose(1024 * 1024 + 1) },
        { trigger: "[role='alert']:contains(This file is too large; at most 1 MB.)" },
        { trigger: `${FIELD}:invalid.is-invalid` },
        { trigger: FIELD, run: choose(10) },
        { trigger: `${FIELD}:valid:not(.is-invalid)` },
    ],
});
