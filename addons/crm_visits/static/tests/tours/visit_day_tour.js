import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const { XMLHttpRequest } = browser;

/** From here on nothing of the day's page reaches the server. */
function loseConnection() {
    browser.XMLHttpRequest = class extends XMLHttpRequest {
        open(method, url, ...others) {
            this.isLost = url.includes("/crm.visit.");
            super.open(method, url, ...others);
        }

        send(body) {
            return this.isLost ? this.dispatchEvent(new Event("error")) : super.send(body);
        }
    };
}

function findConnection() {
    browser.XMLHttpRequest = XMLHttpRequest;
    window.dispatchEvent(new Event("online"));
}

/** A visit from check-in to check-out without a network; what was entered is sent when there is one again. */
registry.category("web_tour.tours").add("crm_visits_day_offline", {
    steps: () => [
        { content: "The day is there", trigger: ".o_visit_card:contains(Stop 0) .o_visit_check_in" },
        { content: "The network goes", trigger: ".o_visit_day", run: loseConnection },
        { content: "Check in", trigger: ".o_visit_card:contains(Stop 0) .o_visit_check_in", run: "click" },
        { content: "It is kept", trigger: ".o_visit_card:contains(Stop 0):contains(Not sent yet)" },
        { content: "Check out", trigger: ".o_visit_card:contains(Stop 0) .o_visit_check_out", run: "click" },
        { content: "Choose what came of it", trigger: ".o_visit_outcome .btn:contains(Interested)", run: "click" },
        { content: "Say more", trigger: ".o_visit_outcome textarea", run: "edit Wants the new list" },
        { content: "Later", trigger: ".modal-footer .btn-secondary", run: "click" },
        { content: "Once more", trigger: ".o_visit_card:contains(Stop 0) .o_visit_check_out", run: "click" },
        {
            content: "What was typed is still there",
            trigger: ".o_visit_outcome textarea",
            run() {
                if (this.anchor.value !== "Wants the new list") {
                    throw new Error("The draft is lost.");
                }
            },
        },
        { content: "Come back in two weeks", trigger: ".o_visit_outcome .btn:contains(14)", run: "click" },
        { content: "Done", trigger: ".o_visit_outcome_done", run: "click" },
        { content: "It is kept too", trigger: ".o_visit_card:contains(Stop 0):contains(Done):contains(Not sent yet)" },
        { content: "The network comes back", trigger: ".o_visit_day", run: findConnection },
        { content: "All is sent", trigger: ".o_visit_day:not(:contains(Not sent yet)) .o_visit_card:contains(Stop 0):contains(Done)" },
    ],
});

/** Putting the stops in order, moving one to another day, skipping one, and the map. */
registry.category("web_tour.tours").add("crm_visits_day_steps", {
    steps: () => [
        { content: "Order the stops", trigger: ".o_visit_plan", run: "click" },
        { content: "The route is there", trigger: ".o_visit_day:contains(km · back at)" },
        { content: "Move one to tomorrow", trigger: ".o_visit_card:contains(Stop 1) .o_visit_tomorrow", run: "click" },
        { content: "It is gone from today", trigger: ".o_visit_day:not(:contains(Stop 1))" },
        { content: "Skip one", trigger: ".o_visit_card:contains(Stop 2) .o_visit_skip", run: "click" },
        { content: "Say why", trigger: ".modal .btn:contains(Closed)", run: "click" },
        { content: "It is missed", trigger: ".o_visit_card:contains(Stop 2):contains(Missed)" },
        { content: "Note something", trigger: ".o_visit_card:contains(Stop 0) .o_visit_note", run: "click" },
        { content: "Write", trigger: ".modal textarea", run: "edit Ask for Ana" },
        { content: "Keep it", trigger: ".o_visit_question_done", run: "click" },
        { content: "The map", trigger: "body:not(:has(.modal)) .o_visit_tab_map", run: "click" },
        { content: "Marks on it", trigger: ".o_visit_map .o_visit_map_mark:contains(1)" },
        { content: "Tomorrow", trigger: ".o_visit_tab_tomorrow", run: "click" },
        { content: "There it is", trigger: ".o_visit_card:contains(Stop 1)" },
    ],
});

/** Put a file into a card's camera button as the device does when a photo was taken. */
function takePhoto(input, file) {
    const files = new DataTransfer();
    files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function takePicture() {
    const canvas = document.createElement("canvas");
    canvas.width = 2000;
    canvas.height = 1000;
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    takePhoto(this.anchor.querySelector("input"), new File([blob], "photo.png", { type: "image/png" }));
}

const CAMERA = ".o_visit_card:contains(Stop 0) label:has(.o_visit_photo)";

/** Photos without a network wait where they were taken, and what is no picture is refused at once. */
registry.category("web_tour.tours").add("crm_visits_day_photos", {
    steps: () => [
        { content: "The network goes", trigger: CAMERA, run: loseConnection },
        { content: "Take a photo", trigger: CAMERA, run: takePicture },
        { content: "It waits", trigger: ".o_visit_card:contains(Not sent yet) .o_visit_photos:contains(1)" },
        { content: "And another", trigger: CAMERA, run: takePicture },
        { content: "Both wait", trigger: ".o_visit_card:contains(Not sent yet) .o_visit_photos:contains(2)" },
        {
            content: "A file of another kind",
            trigger: CAMERA,
            run() {
                takePhoto(this.anchor.querySelector("input"), new File(["ftypheic"], "photo.heic"));
            },
        },
        { content: "It says what to do", trigger: ".o_notification:contains(choose a JPEG or PNG)" },
        { content: "The network comes back", trigger: ".o_visit_day", run: findConnection },
        { content: "All is sent", trigger: ".o_visit_day:not(:contains(Not sent yet)) .o_visit_photos:contains(2)" },
    ],
});
