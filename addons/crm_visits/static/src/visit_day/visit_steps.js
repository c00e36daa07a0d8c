import { _t } from "@web/core/l10n/translation";
import { serializeDateTime } from "@web/core/l10n/dates";

import { currentPosition } from "../position/position";
import { OutcomeDialog, QuestionDialog } from "./visit_dialogs";
import { PhotoError, smallPhoto } from "./photo";

/** What the buttons of a card do: each a step for the outbox, or a page of Odoo. */
export const steps = {
    async check_in(day, card) {
        const moment = serializeDateTime(luxon.DateTime.now());
        const position = day.state.records_place ? await currentPosition() : {};
        card.state = "in_progress";
        await day.take(card, { step: "check_in", at: moment, ...position });
        if (day.state.records_place && !("latitude" in position)) {
            day.notification.add(_t("Recorded without a position: the device gave none."), { type: "info" });
        }
    },

    check_out(day, card) {
        askOutcome(day, card, _t("Check out"), async (outcome) => {
            const moment = serializeDateTime(luxon.DateTime.now());
            const position = day.state.records_place ? await currentPosition() : {};
            card.state = "done";
            await day.take(card, { step: "check_out", at: moment, ...position, ...outcome });
        });
    },

    done(day, card) {
        askOutcome(day, card, _t("Done"), (outcome) => {
            card.state = "done";
            return day.take(card, { step: "done", ...outcome });
        });
    },

    postpone(day, card, days) {
        day.state.cards.splice(day.state.cards.indexOf(card), 1);
        return day.take(card, { step: "postpone", days });
    },

    skip(day, card) {
        day.dialog.add(QuestionDialog, {
            title: _t("Why was nobody seen?"),
            choices: day.state.reasons,
            answered: (reason) => {
                card.state = "missed";
                return day.take(card, { step: "skip", reason });
            },
        });
    },

    note(day, card) {
        const id = `note-${card.id}`;
        day.dialog.add(QuestionDialog, {
            title: card.title,
            hint: _t("What was said, what was promised…"),
            draft: day.outbox.draft(id).text,
            keep: (text) => day.outbox.keepDraft(id, { text }),
            answered: (notes) => {
                day.outbox.dropDraft(id);
                return day.take(card, { step: "note", notes });
            },
        });
    },

    reason(day, card) {
        day.dialog.add(QuestionDialog, {
            title: _t("Why so far from the customer?"),
            hint: _t("Parked round the corner, met elsewhere…"),
            answered: (reason) => {
                card.is_far = false;
                return day.take(card, { step: "reason", reason });
            },
        });
    },

    async photo(day, card, ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (!file) {
            return;
        }
        const moment = serializeDateTime(luxon.DateTime.now());
        try {
            const picture = await smallPhoto(file);
            await day.photos.addPhoto({ occurrence_id: card.id, at: moment }, picture);
        } catch (error) {
            if (!(error instanceof PhotoError)) {
                throw error;
            }
            day.notification.add(error.message, { type: "danger", autocloseDelay: 12000 });
            return;
        }
        Object.assign(card, { photos: card.photos + 1, waiting: true });
        await day.sendPhotos();
    },

    async order(day, card) {
        const action = await day.orm.call("crm.occurrence", "action_new_quotation", [[card.id]]);
        return day.action.doAction({ ...action, views: [[false, "form"]] });
    },

    open(day, card) {
        return day.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.occurrence",
            res_id: card.id,
            views: [[false, "form"]],
        });
    },
};

function askOutcome(day, card, doneLabel, done) {
    day.dialog.add(OutcomeDialog, {
        title: card.title,
        results: day.state.results,
        doneLabel,
        draft: day.outbox.draft(card.id),
        keep: (draft) => day.outbox.keepDraft(card.id, draft),
        done: async (outcome) => {
            await done(outcome);
            day.outbox.dropDraft(card.id);
        },
    });
}
