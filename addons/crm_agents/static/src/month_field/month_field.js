import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * A month that is kept as its first day: "Nov 2026" in place of "Nov 1".
 */
export class MonthField extends Component {
    static template = xml`<span class="text-nowrap" t-out="month"/>`;
    static props = { ...standardFieldProps };

    get month() {
        const day = this.props.record.data[this.props.name];
        return day ? day.toFormat("LLL yyyy") : "";
    }
}

registry.category("fields").add("agent_month", { component: MonthField, supportedTypes: ["date"] });
