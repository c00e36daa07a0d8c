import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

import { useRegisterKeys } from "./register_keys";

/** A contact, entered and printed by the keys of the register. */
export class OccurrenceFormController extends formView.Controller {
    setup() {
        super.setup();
        useRegisterKeys({
            change: () => this.change(),
            include: () => this.canCreate && this.create(),
            print: () => this.print(),
            remove: () => this.remove(),
        });
    }

    /** Put the cursor into the first field that can be written. */
    change() {
        const input = this.rootRef.el.querySelector(".o_form_sheet :is(input[type=text], textarea):not([disabled])");
        input?.focus();
        input?.select();
    }

    remove() {
        if (this.archInfo.activeActions.delete && !this.model.root.isNew) {
            this.deleteRecord();
        }
    }

    async print() {
        if (await this.model.root.save()) {
            this.actionService.doAction("crm_visits.action_report_occurrence", {
                additionalContext: { active_ids: [this.model.root.resId] },
            });
        }
    }
}

registry.category("views").add("occurrence_form", { ...formView, Controller: OccurrenceFormController });
