import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** Keyboard only: Enter goes from code to quantity to the next row, and a new row appears when the last is reached. */
export class OrderSheet extends Interaction {
    static selector = ".o_obligo_sheet";
    dynamicContent = {
        ".o_obligo_rows input": { "t-on-keydown": this.onKeydown },
    };

    onKeydown(ev) {
        if (ev.key !== "Enter") {
            return;
        }
        ev.preventDefault();
        const inputs = [...this.el.querySelectorAll(".o_obligo_rows input")];
        const next = inputs[inputs.indexOf(ev.currentTarget) + 1] || this.addRow();
        next.focus();
        next.select();
    }

    addRow() {
        const rows = this.el.querySelector(".o_obligo_rows tbody");
        const row = rows.querySelector(".o_obligo_empty_row").cloneNode(true);
        for (const input of row.querySelectorAll("input")) {
            input.value = "";
        }
        this.insert(row, rows, "beforeend");
        return row.querySelector("input");
    }
}

/** Takes what was typed or pasted along when a file is sent, so that nothing is lost. */
export class OrderUpload extends Interaction {
    static selector = ".o_obligo_upload";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit },
    };

    onSubmit() {
        const sheet = document.querySelector(".o_obligo_sheet");
        const typed = [...sheet.querySelectorAll(".o_obligo_rows tbody tr")]
            .map((row) => [...row.querySelectorAll("input")].map((input) => input.value.trim()))
            .filter((cells) => cells.some(Boolean))
            .map((cells) => cells.join("\t"));
        this.el.elements.paste.value = [...typed, sheet.elements.paste.value].join("\n");
    }
}

registry.category("public.interactions").add("crm_orders_portal.order_sheet", OrderSheet);
registry.category("public.interactions").add("crm_orders_portal.order_upload", OrderUpload);
