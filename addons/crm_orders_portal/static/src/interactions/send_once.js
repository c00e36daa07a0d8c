import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** Comfort only: the second press of a button does nothing. That one basket becomes one order is seen to by the server. */
export class SendOnce extends Interaction {
    static selector = ".o_obligo_basket, .o_obligo_once";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit },
    };

    onSubmit(ev) {
        if (this.isSent) {
            ev.preventDefault();
        }
        this.isSent = true;
        ev.submitter?.classList.add("disabled");
        // Back to the page through the browser's history: the button works again.
        this.addListener(window, "pageshow", () => {
            this.isSent = false;
            ev.submitter?.classList.remove("disabled");
        });
    }
}

registry.category("public.interactions").add("crm_orders_portal.send_once", SendOnce);
