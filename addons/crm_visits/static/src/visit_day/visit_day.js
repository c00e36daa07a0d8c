import { Component, onWillStart, status, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { KeepLast } from "@web/core/utils/concurrency";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { session } from "@web/session";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";

import { currentPosition } from "../position/position";
import { Outbox } from "./outbox";
import { PhotoOutbox } from "./photo_outbox";
import { steps } from "./visit_steps";
import { ON_THE_ROAD, VisitCard } from "./visit_card";
import { VisitMap } from "./visit_map";

/** A seller's day on his telephone: whom to see, in which order, and what came of it; with or without a network. */
export class VisitDay extends Component {
    static template = "crm_visits.VisitDay";
    static components = { Layout, VisitCard, VisitMap };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.keepLast = new KeepLast();
        const name = `${session.db}.${user.userId}`;
        // Not by `this.orm`: what is on its way when the page is left must still be known to have arrived.
        const orm = this.env.services.orm.silent;
        const deliver = (steps) => orm.call("crm.visit.delivery", "deliver", [steps]);
        this.outbox = new Outbox(name, deliver);
        this.photos = new PhotoOutbox(name, deliver);
        const { route_id: routeId = false, tab = "today" } = this.props.action.params || {};
        this.routeId = routeId;
        this.tabs = [
            ["today", routeId ? _t("Day") : _t("Today")],
            ...(routeId ? [] : [["tomorrow", _t("Tomorrow")]]),
            ...(routeId ? [] : [["overdue", _t("Overdue")]]),
            ["map", _t("Map")],
        ];
        this.state = useState({
            shown: tab,
            cards: [],
            ends: [null, null],
            near: [],
            here: null,
            busy: false,
            ...this.props.state,
        });
        useSetupAction({ getLocalState: () => ({ shown: this.state.shown }) });
        useExternalListener(window, "online", () => this.sendAndLoad());
        onWillStart(() => this.sendAndLoad());
    }

    /** Send what waits from before, then read the tab again; photos may take their time behind it. */
    async sendAndLoad() {
        const isSent = await this.send();
        await this.load();
        if (isSent) {
            this.sendPhotos();
        }
    }

    async load(shown = this.state.shown) {
        const tab = shown === "map" ? "today" : shown;
        this.state.shown = shown;
        try {
            const page = await this.keepLast.add(
                this.orm.call("crm.visit.day", "page", [], { tab, route_id: this.routeId })
            );
            const { steps } = this.outbox;
            const photos = this.photos.steps;
            for (const card of page.cards) {
                const ofCard = (step) => step.occurrence_id === card.id;
                card.photos += photos.filter(ofCard).length;
                card.waiting = steps.some(ofCard) || photos.some(ofCard);
                card.showDay = tab === "overdue";
            }
            Object.assign(this.state, page);
        } catch (error) {
            this.sayOffline(error);
        }
    }

    sayOffline(error) {
        if (!(error instanceof ConnectionLostError)) {
            throw error;
        }
        this.closeOffline?.(); // said once at a time: on a telephone it stands before what is to be tapped next
        this.closeOffline = this.notification.add(_t("No connection: what you enter is kept here and sent later."), {
            type: "warning",
        });
    }

    /** Do what a button of a card says. */
    async act(name, card, value) {
        try {
            await steps[name](this, card, value);
        } catch (error) {
            this.sayOffline(error);
        }
    }

    /** Put a step of a card into the outbox and send it if that can be; the page shows it as done at once. */
    async take(card, step) {
        this.outbox.add({ ...step, occurrence_id: card.id });
        card.waiting = true;
        if (await this.send()) {
            await this.load();
        }
    }

    async sendPhotos() {
        if (this.photos.steps.length && (await this.send(this.photos)) && status(this) !== "destroyed") {
            await this.load();
        }
    }

    /** Returns whether everything was sent. */
    async send(outbox = this.outbox) {
        if (!outbox.steps.length) {
            return true;
        }
        const { refusals, error } = await outbox.flush();
        for (const refusal of refusals) {
            this.notification.add(refusal, { type: "danger", sticky: true });
        }
        if (error instanceof ConnectionLostError) {
            this.sayOffline(error);
        } else if (error) {
            // What waits goes on waiting, and the page opens all the same.
            this.notification.add(error.data?.message || error.message, { type: "danger" });
        }
        return !error;
    }

    async plan() {
        this.state.busy = true;
        try {
            await this.orm.call("crm.visit.route", "plan_my_day", [], { day: this.state.day });
            await this.load();
        } catch (error) {
            this.sayOffline(error);
        } finally {
            this.state.busy = false;
        }
    }

    /** Where one is, and which customers of a kind are near; from the first stop when the device does not say. */
    async findNear(kind) {
        this.state.busy = true;
        const { latitude, longitude } = await currentPosition();
        const stop = this.state.cards.find((card) => card.place);
        this.state.here = latitude === undefined ? null : [latitude, longitude];
        const place = this.state.here || stop?.place || this.state.ends[0];
        try {
            if (place) {
                const asked = { latitude: place[0], longitude: place[1], kind };
                const found = await this.orm.call("crm.visit.day", "near", [], asked);
                const seen = new Set(this.state.cards.map((card) => card.partner_id));
                this.state.near = found.filter((somebody) => !seen.has(somebody.partner_id));
            }
            if (!place || !this.state.near.length) {
                this.notification.add(place ? _t("Nobody is near.") : _t("The device does not say where it is."), {
                    type: "info",
                });
            }
        } catch (error) {
            this.sayOffline(error);
        } finally {
            this.state.busy = false;
        }
    }

    async addStop(somebody) {
        await this.orm.call("crm.visit.day", "add_stop", [], { partner_id: somebody.partner_id });
        this.state.near = this.state.near.filter((other) => other !== somebody);
        await this.load();
    }

    /** What is on the map, under the number of its card; the way leads through what is on the route. */
    get stops() {
        return this.state.cards
            .map(({ id, kind, left_out, place, state, title }, index) => ({
                id,
                title,
                place,
                tone: state,
                number: index + 1,
                isOnTheWay: !left_out && ON_THE_ROAD.includes(kind) && state !== "missed",
            }))
            .filter((stop) => stop.place);
    }

    get withoutPlace() {
        return this.state.cards.filter((card) => !card.place);
    }

    get backAt() {
        return deserializeDateTime(this.state.route.home_arrival).toLocaleString(luxon.DateTime.TIME_SIMPLE);
    }

    choose(id) {
        this.act(
            "open",
            this.state.cards.find((card) => card.id === id)
        );
    }
}

registry.category("actions").add("crm_visits.day", VisitDay);
