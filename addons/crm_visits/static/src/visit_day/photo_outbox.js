import { _t } from "@web/core/l10n/translation";
import { getDataURLFromFile } from "@web/core/utils/urls";

import { Outbox } from "./outbox";
import { PhotoError } from "./photo";

const STORE = "photos";
const MOST_BYTES = 40 * 1024 * 1024; // of all that wait: a hundred photos, and room that any telephone has

/**
 * Photos that wait to be sent, one in a request and apart from the other steps: none holds up a check-in.
 *
 * The pictures lie in IndexedDB, each under the token of its step: they are too large for where the steps are kept.
 */
export class PhotoOutbox extends Outbox {
    constructor(name, send, options = {}) {
        super(`${name}.photos`, async (steps) => send(await Promise.all(steps.map((step) => this.fill(step)))), {
            most: 1,
            ...options,
        });
        this.opening = null;
    }

    /** Keep a picture (a Blob) and the step that sends it. */
    async addPhoto(step, picture) {
        const taken = this.steps.reduce((sum, waiting) => sum + waiting.bytes, 0);
        if (taken + picture.size > MOST_BYTES) {
            throw new PhotoError(_t("Too many photos wait to be sent. Find a network first, then take this one again."));
        }
        const token = this.newToken();
        try {
            await this.ask("readwrite", (store) => store.put(picture, token));
        } catch {
            throw new PhotoError(_t("This device has no room for the photo. Free some, then take it again."));
        }
        this.add({ ...step, step: "photo", bytes: picture.size }, token);
    }

    /** A step as it is sent: with its picture, or with none when the browser threw it away. */
    async fill(step) {
        const picture = await this.ask("readonly", (store) => store.get(step.token));
        return { ...step, data: picture ? (await getDataURLFromFile(picture)).split(",")[1] : "" };
    }

    /** Forget photos, and any picture that lost its step because the page was closed between the two. */
    async drop(steps) {
        await super.drop(steps);
        const kept = await this.ask("readonly", (store) => store.getAllKeys());
        const waiting = new Set(this.steps.map((step) => step.token));
        for (const token of kept.filter((known) => !waiting.has(known))) {
            await this.ask("readwrite", (store) => store.delete(token));
        }
    }

    async ask(mode, request) {
        const database = await this.open();
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(STORE, mode);
            const asked = request(transaction.objectStore(STORE));
            transaction.oncomplete = () => resolve(asked.result);
            transaction.onabort = () => reject(transaction.error);
        });
    }

    open() {
        this.opening ||= new Promise((resolve, reject) => {
            const request = indexedDB.open(this.key, 1);
            request.onupgradeneeded = () => request.result.createObjectStore(STORE);
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        return this.opening;
    }
}
