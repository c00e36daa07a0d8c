import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** What came of a contact and what comes next; what is typed survives whatever happens to the page. */
export class OutcomeDialog extends Component {
    static template = "crm_visits.OutcomeDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        title: String,
        results: Array,
        draft: Object,
        keep: Function,
        done: Function,
        doneLabel: String,
    };

    setup() {
        this.state = useState({ result_id: false, notes: "", next_date: "", ...this.props.draft });
        this.nextDays = [7, 14, 30];
    }

    set(name, value) {
        this.state[name] = value;
        this.props.keep({ ...this.state });
    }

    inDays(days) {
        return luxon.DateTime.now().plus({ days }).toISODate();
    }

    confirm() {
        this.props.done({ ...this.state });
        this.props.close();
    }
}

/** One question with a few answers to tap, or a line to type. */
export class QuestionDialog extends Component {
    static template = "crm_visits.QuestionDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        title: String,
        choices: { type: Array, optional: true },
        hint: { type: String, optional: true },
        draft: { type: String, optional: true },
        keep: { type: Function, optional: true },
        answered: Function,
    };

    setup() {
        this.state = useState({ text: this.props.draft || "" });
    }

    type(text) {
        this.state.text = text;
        this.props.keep?.(text);
    }

    answer(value) {
        this.props.answered(value);
        this.props.close();
    }
}
