import { browser } from "@web/core/browser/browser";
import { calendarView } from "@web/views/calendar/calendar_view";
import { registry } from "@web/core/registry";

/** A week on a telephone is seven slivers: there the calendar begins with the day, until somebody chooses otherwise. */
export class VisitCalendarModel extends calendarView.Model {
    getLocalStorageScale() {
        const isChosen = Boolean(browser.localStorage.getItem(this.storageKey));
        return this.env.isSmall && !isChosen ? "day" : super.getLocalStorageScale();
    }
}

registry.category("views").add("visit_calendar", { ...calendarView, Model: VisitCalendarModel });
