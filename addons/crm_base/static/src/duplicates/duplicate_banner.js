import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { DuplicateMatches } from "./duplicate_matches";
import { duplicateValues, TEXT_FIELDS } from "./duplicate_values";

const DEBOUNCE_MS = 400;

/** Says while a customer is being typed who has one like it already. */
export class DuplicateBanner extends Component {
    static template = "crm_base.DuplicateBanner";
    static components = { DuplicateMatches };
    static props = { ...standardWidgetProps, valuesField: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.state = useState({ matches: [], isLimited: false });
        this.keepLast = new KeepLast();
        // What stands in an input and is not yet in the record, which learns of it when the input is left.
        this.typed = {};
        this.checkSoon = useDebounced(() => this.check(), DEBOUNCE_MS);
        useEffect(
            () => {
                this.typed = {};
                this.checkSoon();
            },
            () => [JSON.stringify(this.values), this.props.record.resId]
        );
        this.listenToTyping();
    }

    get values() {
        const { record, valuesField } = this.props;
        return valuesField ? record.data[valuesField] || {} : duplicateValues(record.data);
    }

    get hasCertainMatch() {
        return this.state.matches.some((match) => match.is_certain);
    }

    listenToTyping() {
        let form;
        const onInput = (ev) => {
            const name = ev.target.closest(".o_field_widget")?.getAttribute("name");
            if (TEXT_FIELDS.includes(name)) {
                this.typed[name] = ev.target.value;
                this.checkSoon();
            }
        };
        onMounted(() => {
            form = !this.props.valuesField && this.root.el.closest(".o_form_renderer");
            form?.addEventListener?.("input", onInput);
        });
        onWillUnmount(() => form?.removeEventListener?.("input", onInput));
    }

    async check() {
        const { record } = this.props;
        const isSaved = Boolean(record.resId) && !record.dirty && !Object.keys(this.typed).length;
        if (isSaved || !record.isInEdition) {
            this.state.matches = [];
            return;
        }
        const found = await this.keepLast.add(
            this.orm.silent.call("res.partner", "check_duplicates", [{ ...this.values, ...this.typed }], {
                partner_id: record.resModel === "res.partner" ? record.resId || false : false,
            })
        );
        this.state.matches = found.matches;
        this.state.isLimited = found.is_limited;
    }
}

registry.category("view_widgets").add("crm_duplicate_banner", {
    component: DuplicateBanner,
    extractProps: ({ attrs }) => ({ valuesField: attrs.values_field }),
});
