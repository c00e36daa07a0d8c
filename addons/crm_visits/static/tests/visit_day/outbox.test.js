import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";

import { Outbox } from "@crm_visits/visit_day/outbox";
import { PhotoError } from "@crm_visits/visit_day/photo";
import { PhotoOutbox } from "@crm_visits/visit_day/photo_outbox";

describe.current.tags("headless");

/** What a browser keeps, in a Map. */
function storage() {
    const kept = new Map();
    return {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => kept.set(key, value),
        removeItem: (key) => kept.delete(key),
    };
}

/** A server that notes what arrives, and fails at the requests of the given numbers. */
function server(fails = [], refusal = "") {
    const requests = [];
    let number = 0;
    const send = async (steps) => {
        number += 1;
        if (fails.includes(number)) {
            throw new Error("No connection");
        }
        requests.push(steps);
        return steps.map((step) => ({ token: step.token, refusal: step.step === "bad" ? refusal : "" }));
    };
    return { requests, send };
}

test("steps are sent in their order, so many in a request, and forgotten", async () => {
    const { requests, send } = server();
    const outbox = new Outbox("a", send, { most: 2, storage: storage() });
    for (const step of ["check_in", "note", "check_out"]) {
        outbox.add({ step });
    }
    expect(await outbox.flush()).toEqual({ refusals: [], error: null });
    expect(requests.map((steps) => steps.map((step) => step.step))).toEqual([["check_in", "note"], ["check_out"]]);
    expect(new Set(requests.flat().map((step) => step.token)).size).toBe(3);
    expect(outbox.steps).toEqual([]);
});

test("what could not be sent waits with its token, and what was refused before is told", async () => {
    const { requests, send } = server([2], "Not yours");
    const outbox = new Outbox("a", send, { most: 1, storage: storage() });
    outbox.add({ step: "bad" });
    outbox.add({ step: "note" });
    const [, note] = outbox.steps;
    const { refusals, error } = await outbox.flush();
    expect(refusals).toEqual(["Not yours"]);
    expect(error.message).toBe("No connection");
    expect(outbox.steps).toEqual([note]);
    expect(await outbox.flush()).toEqual({ refusals: [], error: null });
    expect(requests.at(-1)).toEqual([note]);
});

test("asked twice at once, it sends once", async () => {
    const { requests, send } = server();
    const kept = storage();
    const [one, other] = [new Outbox("a", send, { storage: kept }), new Outbox("a", send, { storage: kept })];
    one.add({ step: "note" });
    await Promise.all([one.flush(), one.flush(), other.flush()]);
    expect(requests.length).toBe(1);
});

test("drafts are kept for each card and survive what cannot be read", () => {
    const kept = storage();
    const outbox = new Outbox("a", null, { storage: kept });
    outbox.keepDraft(7, { notes: "Half a sentence" });
    expect(outbox.draft(7)).toEqual({ notes: "Half a sentence" });
    expect(outbox.draft(8)).toEqual({});
    kept.setItem("crm_visits.draft.a.7", "{");
    expect(outbox.draft(7)).toEqual({});
    outbox.dropDraft(7);
    expect(outbox.draft(7)).toEqual({});
});

test("photos go one by one with their pictures; what has lost its picture is sent without", async () => {
    const { requests, send } = server([1]);
    const photos = new PhotoOutbox(`test.${Math.random()}`, send, { storage: storage() });
    await photos.addPhoto({ occurrence_id: 1 }, new Blob(["one"], { type: "image/jpeg" }));
    await photos.addPhoto({ occurrence_id: 2 }, new Blob(["two"], { type: "image/jpeg" }));
    photos.add({ step: "photo", occurrence_id: 3, bytes: 9 });
    expect((await photos.flush()).error.message).toBe("No connection");
    expect(photos.steps.length).toBe(3);
    expect((await photos.flush()).error).toBe(null);
    expect(requests.map(([{ occurrence_id, data }, ...others]) => [occurrence_id, atob(data), others.length])).toEqual([
        [1, "one", 0],
        [2, "two", 0],
        [3, "", 0],
    ]);
    expect(await photos.ask("readonly", (store) => store.getAllKeys())).toEqual([]);
    indexedDB.deleteDatabase(photos.key);
});

test("photos that would take too much room are not taken", async () => {
    allowTranslations();
    const photos = new PhotoOutbox("a", null, { storage: storage() });
    photos.add({ step: "photo", occurrence_id: 1, bytes: 40 * 1024 * 1024 });
    await expect(photos.addPhoto({ occurrence_id: 2 }, new Blob(["x"]))).rejects.toThrow(PhotoError);
    expect(photos.steps.length).toBe(1);
});
