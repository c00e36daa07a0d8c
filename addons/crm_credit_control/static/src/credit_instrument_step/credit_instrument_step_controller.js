import { onMounted } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/**
 * The dialog of a step. A dialog focuses its first field, which is the date in many steps: its calendar would open
 * over the dialog.
 */
export class CreditInstrumentStepController extends FormController {
    setup() {
        super.setup();
        onMounted(() => this.focusFirst());
    }

    /** What has to be chosen, or else the button that takes the step. */
    focusFirst() {
        const dialog = this.rootRef.el.closest(".modal");
        const first =
            dialog?.querySelector(".o_field_many2one input") || dialog?.querySelector("footer .btn-primary");
        first?.focus();
    }
}

registry.category("views").add("credit_instrument_step", {
    ...formView,
    Controller: CreditInstrumentStepController,
});
