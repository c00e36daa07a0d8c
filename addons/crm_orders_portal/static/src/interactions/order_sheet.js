import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

import { Suggestions } from "./suggestions";

/**
 * Keyboard only: Enter goes from code to quantity to the next row, and a new row appears when the last is reached;
 * the arrows go through the products that a half-typed code may mean, Enter takes one, Esc closes the list.
 */
export class OrderSheet extends Interaction {
    static selector = ".o_obligo_sheet";
    dynamicContent = {
        ".o_obligo_rows input": { "t-on-keydown": this.onKeydown },
        ".o_obligo_rows input[name='code']": {
            "t-on-input": this.debounced(this.onInput, 150),
            "t-on-blur": this.closeList,
        },
        ".o_obligo_rows": { "t-on-mousedown": this.onMousedown },
    };

    onKeydown(ev) {
        if (this.list && ["ArrowDown", "ArrowUp"].includes(ev.key)) {
            ev.preventDefault();
            this.list.move(ev.key === "ArrowDown" ? 1 : -1);
        } else if (this.list && ev.key === "Escape") {
            ev.preventDefault();
            this.closeList();
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            this.onEnter(ev.currentTarget);
        }
    }

    onEnter(input) {
        if (this.list?.product) {
            this.take(this.list.product);
        }
        this.closeList();
        const inputs = [...this.el.querySelectorAll(".o_obligo_rows input")];
        const next = inputs[inputs.indexOf(input) + 1] || this.addRow();
        next.focus();
        next.select();
    }

    async onInput(ev) {
        const input = ev.target;
        const text = input.value.trim();
        const products = text.length > 1 ? await this.waitFor(rpc("/my/catalogue/suggest", { text })) : [];
        // Whoever typed on or went away meanwhile does not want the answer any more.
        if (input.value.trim() !== text || document.activeElement !== input) {
            return;
        }
        this.closeList();
        if (products.length) {
            this.list = new Suggestions(input, products);
        }
    }

    onMousedown(ev) {
        const option = ev.target.closest("[role='option']");
        if (option) {
            // The field keeps the focus, so that the list is not closed before its choice is taken.
            ev.preventDefault();
            const input = this.list.input;
            this.list.chosen = Number(option.dataset.index);
            this.onEnter(input);
        }
    }

    take(product) {
        const { input } = this.list;
        input.value = product.own_code || product.code;
        input.closest("tr").cells[2].textContent = product.name;
    }

    closeList() {
        this.list?.close();
        this.list = null;
    }

    addRow() {
        const rows = this.el.querySelector(".o_obligo_rows tbody");
        const row = rows.querySelector(".o_obligo_empty_row").cloneNode(true);
        for (const input of row.querySelectorAll("input")) {
            input.value = "";
        }
        row.cells[2].textContent = "";
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
