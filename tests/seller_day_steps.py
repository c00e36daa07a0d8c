"""A seller's day: his visits and what became of them by JSON-2, and the moves of his thumb on the telephone."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from launcher import browsing

SELLER, ZONE = "seller", "Europe/Lisbon"
NAMES = ("Ferragens do Douro", "Drogaria Central do Ave", "Construnorte")
DELIVER = "**/crm.visit.delivery/deliver"
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Language:
    """A language of the telephone, and which way it is read."""

    code: str
    direction: str


LANGUAGES = (Language("pt_PT", "ltr"), Language("he_IL", "rtl"))


class SellerDay:
    """Visits of today to three customers with a pin, in the seller's language for this day."""

    def __init__(self, json2, language: Language):
        self.language, self.names = language, NAMES
        self._seller, self._office = json2(SELLER), json2("administrator")
        (user,) = self._office.call(
            "res.users", "search_read", domain=[("login", "=", SELLER)], fields=["lang"]
        )
        self._user_id, self._before = user["id"], user["lang"]
        self._speak(language.code)
        # A seller who never came in has no time zone yet.
        self._office.call("res.users", "write", [self._user_id], vals={"tz": ZONE})
        customers = [self._customer(name) for name in NAMES]
        self.place = (customers[0]["partner_latitude"], customers[0]["partner_longitude"])
        zone = ZoneInfo(ZONE)
        noon = datetime.combine(datetime.now(zone).date(), time(12), zone).astimezone(UTC)
        noon = noon.replace(tzinfo=None).isoformat(" ")
        visits = [{"partner_id": customer["id"], "kind": "visit", "date": noon} for customer in customers]
        self.visit_ids = self._seller.call("crm.occurrence", "create", vals_list=visits)
        self.session = None

    def _customer(self, name: str) -> dict:
        domain = [("name", "=like", f"{name}%"), ("parent_id", "=", False)]
        fields = ["partner_latitude", "partner_longitude"]
        (customer,) = self._seller.call("res.partner", "search_read", domain=domain, fields=fields)
        return customer

    def _speak(self, code: str):
        self._office.call("res.users", "write", [self._user_id], vals={"lang": code})

    def restore(self):
        """Give the seller his language back."""
        self._speak(self._before)

    def visit(self, number: int, *fields: str) -> dict:
        """Fields of one of the visits, as the server has them."""
        (values,) = self._seller.call("crm.occurrence", "read", [self.visit_ids[number]], fields=list(fields))
        return values

    def photos(self, number: int) -> list[str]:
        """The kinds of files that are with one of the visits."""
        domain = [("res_model", "=", "crm.occurrence"), ("res_id", "=", self.visit_ids[number])]
        found = self._seller.call("ir.attachment", "search_read", domain=domain, fields=["mimetype"])
        return [photo["mimetype"] for photo in found]


class Phone:
    """A telephone in the seller's hand, which is where the first customer is."""

    def __init__(self, day: SellerDay, url: str, browser):
        self._day = day
        latitude, longitude = day.place
        self._context = browser.new_context(
            base_url=url,
            viewport={"width": 360, "height": 740},
            has_touch=True,
            timezone_id=ZONE,
            permissions=["geolocation"],
            geolocation={"latitude": latitude, "longitude": longitude, "accuracy": 10},
            storage_state=day.session,
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(30_000)
        self._failures, self._lost = [], []
        self.page.on("pageerror", lambda error: self._failures.append(str(error)))

    def __enter__(self):
        if not self._day.session:
            browsing.log_in(self.page, SELLER)
            self._day.session = self._context.storage_state()
        return self

    def __exit__(self, kind, *_others):
        self._context.close()
        assert kind or not self._failures, f"Scripts failed on the page: {self._failures}"

    def open_day(self):
        """My Day, with the cards of today."""
        self.page.goto("/odoo/my-day")
        self.card(0).wait_for()
        return self.page

    def card(self, number: int):
        """The card of one of the visits."""
        return self.page.locator(f".o_visit_card[data-id='{self._day.visit_ids[number]}']")

    def lose_network(self):
        """Go down into the cellar."""
        self._context.set_offline(True)

    def find_network(self):
        """Come up again."""
        self._context.set_offline(False)

    def lose_answers(self):
        """From now on what is sent arrives, and no answer comes back."""

        def lose(route):
            route.fetch()
            self._lost.append(route.request.url)
            route.abort()

        self.page.route(DELIVER, lose)

    def wait_for_lost_answer(self):
        """Wait until something was sent in vain; then answers come back again."""
        while not self._lost:
            self.page.wait_for_timeout(100)
        self.page.locator(".o_notification").first.wait_for()
        self.page.unroute(DELIVER)

    def wait_until_sent(self):
        """Wait until no card says that something of it waits."""
        self.card(0).wait_for()
        self.page.locator(".o_visit_card:has(.o_visit_waiting)").first.wait_for(state="detached")

    def photograph(self, card, name: str, content: bytes):
        """Take a photo, or choose a file."""
        picture = {"name": name, "mimeType": "", "buffer": content}
        card.locator("input[type=file]").set_input_files(picture)

    def dismiss(self):
        """Tap away what the page has to say, which on a telephone stands before the rest."""
        while self.page.locator(".o_notification_close").count():
            self.page.locator(".o_notification_close").first.click()
            self.page.wait_for_timeout(300)

    def note(self, card, text: str):
        """Write something down."""
        self.dismiss()
        card.locator(".o_visit_note").click()
        self.page.locator(".modal textarea").fill(text)
        self.page.locator(".o_visit_question_done").click()
        self.page.locator(".modal").wait_for(state="detached")

    def check_out(self, card, text: str):
        """Leave, with what came of it."""
        self.dismiss()
        card.locator(".o_visit_check_out").click()
        self.page.locator(".o_visit_outcome [role=group] .btn").first.click()
        self.page.locator(".o_visit_outcome textarea").fill(text)
        self.page.locator(".o_visit_outcome_done").click()
        self.page.locator(".modal").wait_for(state="detached")
