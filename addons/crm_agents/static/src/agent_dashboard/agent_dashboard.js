import { Component, onWillStart, useState } from "@odoo/owl";

import { formatMonetary } from "@web/views/fields/formatters";
import { KeepLast } from "@web/core/utils/concurrency";
import { Layout } from "@web/search/layout";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";

/** A seller's or a team's period: figures that open their documents, targets, customers, what was done and is planned. */
export class AgentDashboard extends Component {
    static template = "crm_agents.AgentDashboard";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.keepLast = new KeepLast();
        this.periods = [
            ["month", _t("Month")],
            ["quarter", _t("Quarter")],
            ["year", _t("Year")],
        ];
        this.state = useState({
            who: "",
            period: "month",
            offset: 0,
            // What was looked at when a figure was opened is there again on the way back.
            ...this.props.state,
            choices: [],
            tiles: [],
            targets: [],
            lists: [],
        });
        useSetupAction({
            getLocalState: () => ({
                who: this.state.who,
                period: this.state.period,
                offset: this.state.offset,
            }),
        });
        onWillStart(() => this.load());
    }

    async load(changes = {}) {
        const asked = { who: this.state.who, period: this.state.period, offset: this.state.offset, ...changes };
        const figures = await this.keepLast.add(this.orm.call("agent.dashboard", "figures", [], asked));
        Object.assign(this.state, figures, { offset: asked.offset });
    }

    /** Width of the cards on a wide screen: four fill a row, more stand in rows of three. */
    get column() {
        return this.state.lists.length + (this.state.targets.length ? 1 : 0) > 4 ? "col-xl-4" : "col-xl-3";
    }

    choosePeriod(period) {
        return this.load({ period, offset: 0 });
    }

    step(count) {
        return this.load({ offset: this.state.offset + count });
    }

    money(amount) {
        return formatMonetary(amount, { currencyId: this.state.currency_id });
    }

    open(action) {
        this.action.doAction(action);
    }

    openRow(row) {
        if (row.who) {
            return this.load({ who: row.who });
        }
        if (row.action) {
            return this.open(row.action);
        }
        if (row.record) {
            const [resModel, resId] = row.record;
            return this.open({
                type: "ir.actions.act_window",
                res_model: resModel,
                res_id: resId,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("actions").add("crm_agents.dashboard", AgentDashboard);
