import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { currentPosition } from "../position/position";

/**
 * Check in at a customer, and out. The device is asked for its position at this moment only; when it refuses, has
 * none, or is slow, the visit goes on without one.
 */
export class CheckButton extends Component {
    static template = "crm_visits.CheckButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.ui = useState({ busy: false });
    }

    get method() {
        return this.props.record.data.state === "planned" ? "action_check_in" : "action_check_out";
    }

    get isShown() {
        const { kind, state, check_in_date: checkedIn } = this.props.record.data;
        const onTheRoad = ["visit", "service"].includes(kind);
        return onTheRoad && (state === "planned" || (state === "in_progress" && Boolean(checkedIn)));
    }

    get label() {
        return this.method === "action_check_in" ? _t("Check in") : _t("Check out");
    }

    async onClick() {
        if (this.ui.busy) {
            return;
        }
        this.ui.busy = true;
        try {
            const { record } = this.props;
            if (!(await record.save())) {
                return;
            }
            const position = await currentPosition();
            await this.orm.call("crm.occurrence", this.method, [[record.resId]], position);
            await record.load();
            if (!("latitude" in position)) {
                this.notification.add(_t("Recorded without a position: the device gave none."), { type: "info" });
            }
        } finally {
            this.ui.busy = false;
        }
    }
}

registry.category("view_widgets").add("occurrence_check", {
    component: CheckButton,
    fieldDependencies: [
        { name: "kind", type: "selection" },
        { name: "state", type: "selection" },
        { name: "check_in_date", type: "datetime" },
    ],
});
