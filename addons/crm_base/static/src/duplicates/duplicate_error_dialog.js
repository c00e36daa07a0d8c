import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { standardErrorDialogProps } from "@web/core/errors/error_dialogs";
import { Many2XAutocomplete } from "@web/views/fields/relational_utils";
import { Component, onWillStart, useState, xml } from "@odoo/owl";
import { DuplicateDialog } from "./duplicate_dialog";

const DUPLICATE_ERROR = "odoo.addons.crm_base.exceptions.DuplicateCustomerError";

/** The refusal of the server (a list, a wizard, an import), with whom the customer belongs to. */
export class DuplicateErrorDialog extends Component {
    static template = xml`
        <DuplicateDialog
            matches="state.matches"
            isLimited="state.isLimited"
            canContinue="true"
            message="props.data.message"
            close="props.close"
        />`;
    static components = { DuplicateDialog };
    static props = { ...standardErrorDialogProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ matches: [], isLimited: false });
        onWillStart(async () => {
            const values = this.props.data.context?.duplicate_values || {};
            const found = await this.orm.call("res.partner", "check_duplicates", [values]);
            this.state.matches = found.matches;
            this.state.isLimited = found.is_limited;
        });
    }
}

registry.category("error_dialogs").add(DUPLICATE_ERROR, DuplicateErrorDialog);

/** Quick creation gives only a name: when that is refused, the form opens, which asks for a reason. */
patch(Many2XAutocomplete.prototype, {
    onQuickCreateError(error, request) {
        if (error instanceof RPCError && error.exceptionName === DUPLICATE_ERROR) {
            return this.slowCreate(request);
        }
        return super.onQuickCreateError(...arguments);
    },
});
