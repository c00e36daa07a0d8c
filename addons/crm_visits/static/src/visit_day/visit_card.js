import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { formatMonetary } from "@web/views/fields/formatters";

import { kilometresBetween, navigationLink } from "../position/position";

export const KINDS = {
    visit: ["fa-map-marker", _t("Visit")],
    call: ["fa-phone", _t("Call")],
    mail: ["fa-envelope-o", _t("Mail")],
    meeting: ["fa-users", _t("Meeting")],
    service: ["fa-wrench", _t("Service")],
};
const STATES = { done: _t("Done"), missed: _t("Missed"), in_progress: _t("In progress") };
export const ON_THE_ROAD = ["visit", "service", "meeting"];

/** One contact of the day: what to know before going in, and all that can be done with a tap. */
export class VisitCard extends Component {
    static template = "crm_visits.VisitCard";
    static props = { card: Object, number: Number, here: { optional: true }, currencyId: Number, act: Function };

    get kind() {
        return KINDS[this.props.card.kind];
    }

    get stateLabel() {
        return STATES[this.props.card.state] || "";
    }

    get time() {
        return deserializeDateTime(this.props.card.date).toLocaleString(luxon.DateTime.TIME_SIMPLE);
    }

    get day() {
        return deserializeDateTime(this.props.card.date).toLocaleString(luxon.DateTime.DATE_MED);
    }

    get isOpen() {
        return ["planned", "in_progress"].includes(this.props.card.state);
    }

    get isOnTheRoad() {
        return ON_THE_ROAD.includes(this.props.card.kind);
    }

    /** How far it is from where one is, or else from the stop before. */
    get distance() {
        const { card, here } = this.props;
        const kilometres = here && card.place ? kilometresBetween(here, card.place) : card.leg;
        return kilometres === null || kilometres === undefined ? "" : _t("%s km", kilometres.toFixed(1));
    }

    get overdue() {
        return formatMonetary(this.props.card.overdue, { currencyId: this.props.currencyId });
    }

    get navigation() {
        return navigationLink(this.props.card);
    }

    get daysSince() {
        const days = this.props.card.days_since;
        const near = { null: _t("Never contacted"), 0: _t("Contacted today"), 1: _t("Contacted yesterday") };
        return near[days] || _t("%s days since the last contact", days);
    }
}
