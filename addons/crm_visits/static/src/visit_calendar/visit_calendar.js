import { browser } from "@web/core/browser/browser";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";
import { registry } from "@web/core/registry";

import { KINDS } from "../visit_day/visit_card";

const LINE_AND_EDGES = 28; // pixels
const THUMB = 39; // pixels
const MOMENT = 0.25; // hours, of a contact that took no time

export class VisitCalendarModel extends calendarView.Model {
    /** A week on a telephone is seven slivers: there it begins with the day, until somebody chooses otherwise. */
    getLocalStorageScale() {
        const isChosen = Boolean(browser.localStorage.getItem(this.storageKey));
        return this.env.isSmall && !isChosen ? "day" : super.getLocalStorageScale();
    }

    /** Who comes first, and what about; what kind it is says an icon. */
    normalizeRecord(rawRecord) {
        const record = super.normalizeRecord(rawRecord);
        const { contact_name, duration, kind, name, state } = rawRecord;
        return {
            ...record,
            title: [contact_name, name].filter(Boolean).join(" · "),
            icon: KINDS[kind],
            end: record.start.plus({ hours: duration || MOMENT }),
            isStriked: ["missed", "cancelled"].includes(state),
        };
    }

    /** What is moved keeps its length, to the minute: it was measured, or nobody asked to change it. */
    buildRawRecord(partialRecord, options = {}) {
        const values = super.buildRawRecord(partialRecord, options);
        if (options.moved) {
            delete values[this.meta.fieldMapping.date_delay];
        }
        return values;
    }
}

/**
 * Visits are short, and are moved more often than they are lengthened: each is high enough to be taken in its middle,
 * none lies over another, and none falls into a row of whole days, which a contact has not.
 */
export class VisitCalendarCommonRenderer extends CalendarCommonRenderer {
    static eventTemplate = "crm_visits.VisitCalendar.event";

    get options() {
        return {
            ...super.options,
            allDaySlot: false,
            eventMinHeight: this.env.isSmall ? THUMB : LINE_AND_EDGES,
            scrollTime: "07:00:00",
            slotEventOverlap: false,
        };
    }

    /** What took place, or did not, is not pulled to another hour by a slip of the hand. */
    convertRecordToEvent(record) {
        return { ...super.convertRecordToEvent(record), editable: record.rawRecord.state === "planned" };
    }
}

export class VisitCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: VisitCalendarCommonRenderer,
        week: VisitCalendarCommonRenderer,
        month: VisitCalendarCommonRenderer,
    };

    /** A visit that is being pulled aside does not turn the page below it. */
    get actionSwiperProps() {
        const isPulled = () => Boolean(document.querySelector(".fc-event-dragging, .fc-event-resizing, .fc-event-mirror"));
        return { ...super.actionSwiperProps, swipeInvalid: isPulled };
    }
}

registry
    .category("views")
    .add("visit_calendar", { ...calendarView, Model: VisitCalendarModel, Renderer: VisitCalendarRenderer });
