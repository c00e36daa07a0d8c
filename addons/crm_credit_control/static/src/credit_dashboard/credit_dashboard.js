import { Component, onWillStart, useState } from "@odoo/owl";

import { formatMonetary } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

/** The credit controller's day: tiles that open what they count, and the first rows of what is most urgent. */
export class CreditDashboard extends Component {
    static template = "crm_credit_control.CreditDashboard";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.state = useState({ tiles: [], lists: [] });
        onWillStart(async () => {
            Object.assign(this.state, await this.orm.call("credit.dashboard", "figures", []));
        });
    }

    money(amount) {
        return formatMonetary(amount, { currencyId: this.state.currency_id });
    }

    /** Used part of a ceiling as a width; what is over it fills the bar. */
    width(row) {
        return row.ceiling > 0 ? Math.min((100 * row.amount) / row.ceiling, 100) : 100;
    }

    open(action) {
        this.action.doAction(action);
    }

    openRow(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.res_model,
            res_id: row.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("crm_credit_control.dashboard", CreditDashboard);
