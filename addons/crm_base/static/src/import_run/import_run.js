import { Component, onWillDestroy, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const POLL_EVERY = 1000;

/**
 * The button that starts a check or an import, and the bar that shows how far it is. The run is one request, in one
 * transaction; what it has done so far is asked for by others meanwhile.
 */
export class ImportRun extends Component {
    static template = "crm_base.ImportRun";
    static props = {
        ...standardWidgetProps,
        method: { type: String },
        label: { type: String },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ isRunning: false, done: 0, total: 0 });
        onWillDestroy(() => clearInterval(this.timer));
    }

    get percent() {
        return this.state.total ? Math.min(100, Math.round((100 * this.state.done) / this.state.total)) : 0;
    }

    async run() {
        const { record } = this.props;
        if (this.state.isRunning || !(await record.save())) {
            return;
        }
        Object.assign(this.state, { isRunning: true, done: 0, total: 0 });
        this.timer = setInterval(() => this.poll(), POLL_EVERY);
        try {
            await this.orm.call(record.resModel, this.props.method, [[record.resId]]);
            await record.load();
        } finally {
            clearInterval(this.timer);
            this.state.isRunning = false;
        }
    }

    async poll() {
        const { record } = this.props;
        Object.assign(this.state, await this.orm.silent.call(record.resModel, "read_progress", [[record.resId]]));
    }
}

registry.category("view_widgets").add("crm_import_run", {
    component: ImportRun,
    extractProps: ({ attrs, options }) => ({
        method: options.method,
        label: attrs.string,
    }),
});
