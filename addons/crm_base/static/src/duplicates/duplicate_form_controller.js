import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { askDuplicateReason } from "./duplicate_dialog";
import { duplicateValues, touchesIdentity } from "./duplicate_values";

/** Every form of a contact, also one in a dialog, asks for a reason before it saves a customer who exists already. */
patch(FormController.prototype, {
    async onWillSaveRecord(record, changes) {
        const canSave = await super.onWillSaveRecord(...arguments);
        if (canSave === false || record.resModel !== "res.partner" || !touchesIdentity(changes)) {
            return canSave;
        }
        const reason = await this.askDuplicateReason(record);
        if (reason) {
            changes.duplicate_reason = reason;
        }
        return reason === false ? false : canSave;
    },

    async duplicateRecord() {
        const record = this.model.root;
        if (record.resModel !== "res.partner" || record.data.parent_id) {
            return super.duplicateRecord();
        }
        if (!(await record.save())) {
            return;
        }
        const reason = await askDuplicateReason(
            { orm: this.orm, dialog: this.dialogService },
            duplicateValues(record.data)
        );
        if (reason === false) {
            return;
        }
        const [resId] = await this.orm.call("res.partner", "copy", [[record.resId], { duplicate_reason: reason }], {
            context: record.context,
        });
        await this.model.load({ resId, resIds: [...record.resIds, resId] });
    },

    askDuplicateReason(record) {
        return askDuplicateReason(
            { orm: this.orm, dialog: this.dialogService },
            duplicateValues(record.data),
            record.resId
        );
    },
});
