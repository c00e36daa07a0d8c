import { ConnectionLostError } from "@web/core/network/rpc";

/**
 * Steps that wait to be sent, kept in the browser: a visit goes on without a network.
 *
 * Each step has a token of its own, by which the server knows it again: sent twice, it is done once.
 */
export class Outbox {
    constructor(name, send, storage = window.localStorage) {
        this.key = `crm_visits.outbox.${name}`;
        this.draftKey = `crm_visits.draft.${name}.`;
        this.send = send;
        this.storage = storage;
        this.sending = null;
    }

    get steps() {
        return this.read(this.key) || [];
    }

    /** Keep a step; it is sent by the next `flush`. */
    add(step) {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
        this.write(this.key, [...this.steps, { ...step, token }]);
    }

    /**
     * Send what waits. Returns what was refused, as the server says it; null when there is no connection and all waits
     * on. Asked twice at once, it sends once.
     */
    flush() {
        this.sending ||= this.sendAll().finally(() => {
            this.sending = null;
        });
        return this.sending;
    }

    async sendAll() {
        const refusals = [];
        while (this.steps.length) {
            const steps = this.steps.slice(0, 50);
            let answers = [];
            try {
                answers = await this.send(steps);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    return null;
                }
                throw error;
            }
            const sent = new Set(steps.map((step) => step.token));
            this.write(
                this.key,
                this.steps.filter((step) => !sent.has(step.token))
            );
            refusals.push(...answers.map((answer) => answer.refusal).filter(Boolean));
        }
        return refusals;
    }

    draft(id) {
        return this.read(this.draftKey + id) || {};
    }

    keepDraft(id, draft) {
        this.write(this.draftKey + id, draft);
    }

    dropDraft(id) {
        this.storage.removeItem(this.draftKey + id);
    }

    read(key) {
        try {
            return JSON.parse(this.storage.getItem(key));
        } catch {
            return null;
        }
    }

    write(key, value) {
        this.storage.setItem(key, JSON.stringify(value));
    }
}
