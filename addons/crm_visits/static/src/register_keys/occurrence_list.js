import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { listView } from "@web/views/list/list_view";

import { useRegisterKeys } from "./register_keys";

/** The register: its keys work on the contacts that are marked. */
export class OccurrenceListController extends listView.Controller {
    setup() {
        super.setup();
        this.notification = useService("notification");
        useRegisterKeys({
            change: () => this.withMarked(() => this.openRecord(this.model.root.selection[0])),
            include: () => this.activeActions.create && this.createRecord(),
            print: () => this.withMarked(() => this.print()),
            remove: () => this.activeActions.delete && this.withMarked(() => this.onDeleteSelectedRecords()),
        });
    }

    withMarked(move) {
        if (this.hasSelectedRecords) {
            return move();
        }
        this.notification.add(_t("Mark the contacts first."), { type: "info" });
    }

    /** One contact on its sheet, several as a list. */
    async print() {
        const ids = await this.model.root.getResIds(true);
        const report = ids.length > 1 ? "action_report_occurrence_list" : "action_report_occurrence";
        this.actionService.doAction(`crm_visits.${report}`, { additionalContext: { active_ids: ids } });
    }
}

registry.category("views").add("occurrence_list", { ...listView, Controller: OccurrenceListController });
