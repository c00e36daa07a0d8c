import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

/** Puts a product into the basket without leaving the catalogue; the plain form does the same without script. */
export class AddToBasket extends Interaction {
    static selector = ".o_obligo_add";
    dynamicContent = {
        _root: { "t-on-submit.prevent": this.locked(this.onSubmit, true) },
    };

    async onSubmit() {
        const { product_id: productId, quantity, unit } = this.el.elements;
        const result = await this.waitFor(
            rpc("/my/basket/put", { product_id: productId.value, quantity: quantity.value, unit: unit?.value })
        );
        const answer = this.el.parentElement.querySelector(".o_obligo_answer");
        const isChanged = result.corrections.length > 0;
        answer.textContent = result.problem || result.corrections.join(" ") || result.message;
        answer.classList.toggle("text-danger", Boolean(result.problem));
        answer.classList.toggle("text-warning-emphasis", !result.problem && isChanged);
        answer.classList.toggle("text-success", !result.problem && !isChanged);
        quantity.classList.toggle("is-invalid", Boolean(result.problem));
        quantity.setAttribute("aria-invalid", Boolean(result.problem));
        for (const count of document.querySelectorAll(".o_obligo_basket_count")) {
            count.textContent = result.count;
        }
    }
}

registry.category("public.interactions").add("crm_orders_portal.add_to_basket", AddToBasket);
