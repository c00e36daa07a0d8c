import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { DuplicateMatches } from "./duplicate_matches";

const SHORTEST_REASON = 5;

/** Shows who has such a customer already and asks why it is entered nevertheless. */
export class DuplicateDialog extends Component {
    static template = "crm_base.DuplicateDialog";
    static components = { Dialog, DuplicateMatches };
    static props = {
        matches: Array,
        canContinue: Boolean,
        isLimited: { type: Boolean, optional: true },
        message: { type: String, optional: true },
        onContinue: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.state = useState({ reason: "" });
        useAutofocus();
    }

    get isReasonGiven() {
        return this.state.reason.trim().length >= SHORTEST_REASON;
    }

    onContinue() {
        this.props.onContinue(this.state.reason.trim());
        this.props.close();
    }
}

/**
 * Ask for a reason when customers like these values exist.
 *
 * @param {Object} services `orm` and `dialog`
 * @param {Object} values as `res.partner.check_duplicates` takes them
 * @param {number|false} partnerId the contact being changed
 * @returns {Promise<string|false>} the reason, "" when none is needed, false when the user goes back
 */
export async function askDuplicateReason({ orm, dialog }, values, partnerId = false) {
    const found = await orm.call("res.partner", "check_duplicates", [values], { partner_id: partnerId });
    if (!found.matches.length) {
        return "";
    }
    return new Promise((resolve) => {
        dialog.add(
            DuplicateDialog,
            {
                matches: found.matches,
                canContinue: found.can_continue,
                isLimited: found.is_limited,
                onContinue: resolve,
            },
            { onClose: () => resolve(false) }
        );
    });
}
