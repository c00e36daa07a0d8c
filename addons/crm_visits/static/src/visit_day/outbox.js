/**
 * Steps that wait to be sent, kept in the browser: a visit goes on without a network.
 *
 * Each step has a token of its own, by which the server knows it again: sent twice, it is done once.
 */
export class Outbox {
    /**
     * @param {string} name whose steps these are
     * @param {Function} send takes steps, returns the server's answer to each
     * @param {number} most steps in one request
     */
    constructor(name, send, { most = 50, storage = window.localStorage } = {}) {
        this.key = `crm_visits.outbox.${name}`;
        this.draftKey = `crm_visits.draft.${name}.`;
        this.send = send;
        this.most = most;
        this.storage = storage;
        this.sending = null;
    }

    get steps() {
        return this.read(this.key) || [];
    }

    newToken() {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    /** Keep a step; it is sent by the next `flush`. */
    add(step, token = this.newToken()) {
        this.write(this.key, [...this.steps, { ...step, token }]);
    }

    /**
     * Send what waits. Returns `{ refusals, error }`: what was refused, as the server says it, and what kept the rest
     * from being sent, which waits on; null when all is sent. Asked twice at once, on two pages even, it sends once.
     */
    flush() {
        const { locks } = window.navigator; // not there where the connection is not encrypted
        const work = () =>
            this.sendAll().finally(() => {
                this.sending = null;
            });
        this.sending ||= locks ? locks.request(this.key, work) : work();
        return this.sending;
    }

    async sendAll() {
        const refusals = [];
        while (this.steps.length) {
            const steps = this.steps.slice(0, this.most);
            try {
                const answers = await this.send(steps);
                refusals.push(...answers.map((answer) => answer.refusal).filter(Boolean));
                await this.drop(steps);
            } catch (error) {
                return { refusals, error };
            }
        }
        return { refusals, error: null };
    }

    /** Forget steps that the server has answered. */
    async drop(steps) {
        const answered = new Set(steps.map((step) => step.token));
        this.write(
            this.key,
            this.steps.filter((step) => !answered.has(step.token))
        );
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
