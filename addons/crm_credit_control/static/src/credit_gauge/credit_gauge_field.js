import { _t } from "@web/core/l10n/translation";
import { formatMonetary } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

/** Share of the ceiling from which the gauge warns. */
const NEARLY = 0.8;

/** Shows an amount against its ceiling; with `before_field` also what was there before the order. */
export class CreditGaugeField extends Component {
    static template = "crm_credit_control.CreditGaugeField";
    static props = {
        ...standardFieldProps,
        ceilingField: { type: String },
        limitedField: { type: String },
        beforeField: { type: String, optional: true },
        currencyField: { type: String, optional: true },
    };

    get amount() {
        return this.props.record.data[this.props.name] || 0;
    }

    get ceiling() {
        return this.props.record.data[this.props.ceilingField] || 0;
    }

    get isLimited() {
        return Boolean(this.props.record.data[this.props.limitedField]);
    }

    /** Used part of the ceiling; a ceiling of zero is used up by the first cent. */
    get use() {
        if (this.ceiling > 0) {
            return this.amount / this.ceiling;
        }
        return this.amount > 0 ? Infinity : 0;
    }

    get beforeWidth() {
        return this.width(this.props.beforeField ? this.props.record.data[this.props.beforeField] || 0 : this.amount);
    }

    get addedWidth() {
        return Math.max(this.width(this.amount) - this.beforeWidth, 0);
    }

    width(amount) {
        const full = Math.max(this.ceiling, this.amount);
        return full > 0 ? Math.min(Math.max((100 * amount) / full, 0), 100) : 0;
    }

    get colour() {
        if (this.use > 1) {
            return "bg-danger";
        }
        return this.use >= NEARLY ? "bg-warning" : "bg-success";
    }

    get label() {
        const amount = this.money(this.amount);
        if (!this.isLimited) {
            return _t("%(amount)s, no ceiling", { amount });
        }
        if (!this.ceiling) {
            return _t("%(amount)s, nothing on account", { amount });
        }
        const percent = Math.round(100 * this.use);
        return _t("%(amount)s of %(ceiling)s (%(percent)s %)", { amount, ceiling: this.money(this.ceiling), percent });
    }

    money(amount) {
        const currency = this.props.record.data[this.props.currencyField || "currency_id"];
        return formatMonetary(amount, { currencyId: currency && currency.id });
    }
}

registry.category("fields").add("credit_gauge", {
    component: CreditGaugeField,
    displayName: _t("Credit gauge"),
    supportedTypes: ["monetary"],
    extractProps: ({ options }) => ({
        ceilingField: options.ceiling_field,
        limitedField: options.limited_field,
        beforeField: options.before_field,
        currencyField: options.currency_field,
    }),
});
