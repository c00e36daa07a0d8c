"""A short visit is moved in the calendar by taking it in its middle, with a mouse or a thumb, and nobody is told."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from keyboard import overflow

SELLER, ZONE = "seller", "Europe/Lisbon"
TOLD = ("mail.mail", "mail.notification", "calendar.event", "calendar.attendee")
TWO_HOURS = 4  # slots of half an hour


class ShortVisit:
    """A visit of half an hour to a customer, today at ten by the seller's clock."""

    def __init__(self, json2):
        self._seller, self._office = json2(SELLER), json2("administrator")
        (user_id,) = self._office.call("res.users", "search", domain=[("login", "=", SELLER)])
        # A seller who never came in has no time zone yet.
        self._office.call("res.users", "write", [user_id], vals={"tz": ZONE})
        zone = ZoneInfo(ZONE)
        ten = datetime.combine(datetime.now(zone).date(), time(10), zone).astimezone(UTC)
        self.date = ten.replace(tzinfo=None)
        (customer,) = self._seller.call(
            "res.partner",
            "search_read",
            domain=[("name", "=like", "Construnorte%"), ("parent_id", "=", False)],
            fields=["email"],
        )
        visit = {"partner_id": customer["id"], "kind": "visit", "duration": 0.5, "date": f"{self.date}"}
        (self.id,) = self._seller.call("crm.occurrence", "create", vals_list=[visit])
        self._told = self._count_told()

    def _count_told(self):
        return [self._office.call(model, "search_count", domain=[]) for model in TOLD]

    def values(self) -> tuple[datetime, float, str]:
        """When it is, how many hours it takes, and its state."""
        (read,) = self._seller.call("crm.occurrence", "read", [self.id], fields=["date", "duration", "state"])
        return datetime.fromisoformat(read["date"]), read["duration"], read["state"]

    def nobody_was_told(self) -> bool:
        """No mail, notification, event or invitation has come of it."""
        return self._count_told() == self._told

    def is_done(self):
        """It took place."""
        self._seller.call("crm.occurrence", "action_done", [self.id])

    def delete(self):
        """Take it out of the register."""
        self._seller.call("crm.occurrence", "unlink", [self.id])


@pytest.fixture
def visit(json2):
    """A short visit of today, for one test."""
    visit = ShortVisit(json2)
    yield visit
    visit.delete()


class Calendar:
    """The visit calendar on a page, with what it writes."""

    def __init__(self, page, visit):
        self.page, self.writes = page, []
        page.on("request", self._note)
        page.goto("/odoo/visit-calendar")
        self.event = page.locator(f".fc-event[data-event-id='{visit.id}']")
        self.event.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        self.slot = page.locator(".fc-timegrid-slot-lane").first.bounding_box()["height"]

    def _note(self, request):
        if request.url.endswith("/crm.occurrence/write"):
            self.writes.append(request.post_data_json["params"]["args"][1])

    def middle(self) -> tuple[float, float]:
        """Where somebody takes the event."""
        box = self.event.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def wait_until_written(self):
        """Wait until the calendar has written, and a moment longer, for a second time would be one too many."""
        for _moment in range(50):
            if self.writes:
                break
            self.page.wait_for_timeout(100)
        self.page.wait_for_timeout(700)

    def pull(self, x: float, y: float, slots: float):
        """Pull with the mouse from a place down by so many slots."""
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(200)
        self.page.mouse.down()
        for step in range(1, 11):
            self.page.mouse.move(x, y + step * slots * self.slot / 10)
            self.page.wait_for_timeout(30)
        self.page.mouse.up()
        self.wait_until_written()

    def press_long_and_pull(self, aside: float, slots: float):
        """Press long with a thumb on the middle of the event, then pull it down, and aside as thumbs do."""
        session = self.page.context.new_cdp_session(self.page)
        x, y = self.middle()

        def touch(kind, *points):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

        touch("touchStart", {"x": x, "y": y})
        self.page.wait_for_timeout(900)
        for step in range(1, 11):
            touch("touchMove", {"x": x + step * aside / 10, "y": y + step * slots * self.slot / 10})
            self.page.wait_for_timeout(30)
        touch("touchEnd")
        self.wait_until_written()


def test_moved_by_its_middle_with_a_mouse(browser_page, visit, screenshot):
    """It keeps its length, is written once, and nobody hears of it; its lower edge still makes it longer."""
    calendar = Calendar(browser_page(SELLER), visit)
    calendar.pull(*calendar.middle(), TWO_HOURS)
    assert visit.values() == (visit.date + timedelta(hours=2), 0.5, "planned")
    assert calendar.writes == [{"date": f"{visit.date + timedelta(hours=2)}"}]
    assert visit.nobody_was_told()
    screenshot(calendar.page, "visit_calendar_moved")

    x, _middle = calendar.middle()
    box = calendar.event.bounding_box()
    calendar.pull(x, box["y"] + box["height"] - 2, 1)
    assert visit.values() == (visit.date + timedelta(hours=2), 1.0, "planned")
    assert len(calendar.writes) == 2
    assert visit.nobody_was_told()


def test_moved_by_its_middle_with_a_thumb(browser_page, visit, screenshot):
    """Pressed long and pulled on a telephone, it moves by as much, and the day under it stays where it is."""
    calendar = Calendar(browser_page(SELLER, width=360, height=740, touch=True), visit)
    assert calendar.event.bounding_box()["height"] >= 39
    day = calendar.page.locator(".fc-timegrid-col[data-date]").get_attribute("data-date")
    calendar.press_long_and_pull(80, 2)
    assert visit.values() == (visit.date + timedelta(hours=1), 0.5, "planned")
    assert calendar.writes == [{"date": f"{visit.date + timedelta(hours=1)}"}]
    assert visit.nobody_was_told()
    assert calendar.page.locator(".fc-timegrid-col[data-date]").get_attribute("data-date") == day
    assert overflow(calendar.page) <= 0
    screenshot(calendar.page, "visit_calendar_moved_phone")


def test_what_took_place_stays_at_its_hour(browser_page, visit):
    """A visit that is done is not pulled away by a slip of the hand."""
    visit.is_done()
    calendar = Calendar(browser_page(SELLER), visit)
    calendar.pull(*calendar.middle(), TWO_HOURS)
    assert visit.values() == (visit.date, 0.5, "done")
    assert calendar.writes == []
