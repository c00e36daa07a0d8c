import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formPhoneField } from "@web/views/fields/phone/phone_field";

/**
 * A telephone number that one taps to call, and a call that opens filled in: who, when, by whom.
 */
export class CallField extends formPhoneField.component {
    static template = "crm_visits.CallField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.action = useService("action");
    }

    async onCall() {
        const { record } = this.props;
        if (!record.resId) {
            return;
        }
        const action = await this.orm.call(record.resModel, "action_log_call", [[record.resId]]);
        await this.action.doAction(action, { onClose: () => record.load() });
    }
}

registry.category("fields").add("occurrence_call", {
    ...formPhoneField,
    component: CallField,
    // Asked late: other modules give the telephone number further options.
    extractProps: (...given) => formPhoneField.extractProps(...given),
});
