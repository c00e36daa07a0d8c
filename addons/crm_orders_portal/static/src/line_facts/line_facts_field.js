import { Component } from "@odoo/owl";

import { deserializeDate, deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { formatFloat } from "@web/core/utils/numbers";
import { formatCurrency } from "@web/core/currency";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Stock, arrivals and last sales of an order line, as a small table. */
export class LineFacts extends Component {
    static template = "crm_orders_portal.LineFacts";
    static props = { facts: { type: Object }, close: { type: Function, optional: true } };

    get arrivals() {
        return this.props.facts.arrivals.map(([day, quantity]) => ({
            day: formatDate(deserializeDate(day)),
            quantity: this.quantity(quantity),
        }));
    }

    get sales() {
        return this.props.facts.sales.map((sale) => ({
            ...sale,
            day: formatDate(deserializeDateTime(sale.date)),
            quantity: this.quantity(sale.quantity),
            price: formatCurrency(sale.price, sale.currency),
            discount: sale.discount ? `−${this.quantity(sale.discount)} %` : "",
        }));
    }

    quantity(number) {
        return formatFloat(number, { trailingZeros: false });
    }
}

/** In a list: a mark that tells whether the line can be delivered from stock, and opens the table. */
export class LineFactsField extends Component {
    static template = "crm_orders_portal.LineFactsField";
    static props = { ...standardFieldProps };

    setup() {
        this.popover = usePopover(LineFacts, { position: "top" });
    }

    get facts() {
        return this.props.record.data[this.props.name];
    }

    get colour() {
        const { stock } = this.facts;
        if (!stock) {
            return "text-muted";
        }
        // Once confirmed, the line's own quantity is among what is held for customers.
        const { state, product_uom_qty: wanted } = this.props.record.data;
        const isHeld = state === "sale";
        return stock.available >= (isHeld ? 0 : wanted) ? "text-success" : "text-danger";
    }

    onClick(ev) {
        this.popover.open(ev.currentTarget, { facts: this.facts });
    }
}

/** In a form, and so on the telephone: the table itself. */
export class LineFactsTableField extends Component {
    static template = "crm_orders_portal.LineFactsTableField";
    static components = { LineFacts };
    static props = { ...standardFieldProps };

    get facts() {
        return this.props.record.data[this.props.name];
    }
}

const lineFactsField = {
    component: LineFactsField,
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "product_uom_qty", type: "float" },
    ],
};

registry.category("fields").add("obligo_line_facts", lineFactsField);
registry.category("fields").add("obligo_line_facts_table", {
    component: LineFactsTableField,
    supportedTypes: ["json"],
});
