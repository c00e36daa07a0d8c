"""A customer who orders again and again, in two windows of his browser."""

import random
import re
import threading
import time

from .customer import Customer

SECONDS = 60
PAUSE = (3.0, 9.0)  # between two clicks
COMING = 15.0  # within which all have come
OWN_PAGE = "/my/invoices"  # Odoo's own, nothing of ours in it


def by_page(customers) -> dict[str, list[float]]:
    """The seconds of all these customers' answers by page."""
    times = {}
    for customer in customers:
        for page, seconds in customer.times.items():
            times.setdefault(page, []).extend(seconds)
    return times


class Shopper(threading.Thread):
    """A customer who orders again and again until the minute is over."""

    def __init__(self, port, session, products, seed):
        super().__init__(daemon=True)
        self._hands = [Customer(port, session), Customer(port, session)]
        self._products = products
        self._choice = random.Random(seed)  # noqa: S311  the same clicks in every run
        self.orders = []

    @property
    def errors(self):
        """What went wrong, in both of his windows."""
        return [error for hand in self._hands for error in hand.errors]

    @property
    def times(self):
        """Seconds by page, of both of his windows."""
        return by_page(self._hands)

    def run(self):
        """Orders, one after the other."""
        end = time.monotonic() + SECONDS
        # Fifty customers do not come through the door in the same second.
        time.sleep(self._choice.uniform(0, COMING))
        while time.monotonic() < end:
            self._order()

    def _pause(self):
        time.sleep(self._choice.uniform(*PAUSE))

    def _order(self):
        hand = self._hands[0]
        page = hand.get("/my/catalogue", "/my/catalogue")
        self._look_at_invoices(hand)
        page = hand.get("search", f"/my/catalogue?search=P-{self._choice.randrange(1, 9999)}") or page
        self._pause()
        for _product in range(2):
            choice = {"product_id": self._choice.choice(self._products), "quantity": 2}
            hand.post("into the basket", "/my/basket/add", choice, page)
            self._look_at_invoices(hand)
        page = hand.get("/my/basket", "/my/basket")
        self._send(page)
        self._pause()
        hand.get("/my/orders", "/my/orders")
        self._look_at_invoices(hand)

    def _look_at_invoices(self, hand):
        # All through the minute, so that Odoo's page meets the same crowd as ours.
        self._pause()
        hand.get(OWN_PAGE, OWN_PAGE)
        self._pause()

    def _send(self, page):
        token = re.search(rb'name="token" value="([^"]+)"', page)
        if not token:
            self._hands[0].errors.append("basket: nothing to send")
            return
        values = {"token": token[1].decode(), "do": "send"}
        answers = [None, None]

        def press(number):
            answers[number] = self._hands[number].post("send", "/my/basket/save", values, page)

        presses = [threading.Thread(target=press, args=(number,)) for number in range(2)]
        for pressing in presses:
            pressing.start()
        for pressing in presses:
            pressing.join()
        orders = {re.search(r"/my/orders/(\d+)", answer or "") for answer in answers}
        numbers = {found[1] for found in orders if found}
        if len(numbers) != 1:
            self._hands[0].errors.append(f"sent twice leads to {sorted(numbers)}")
        self.orders.extend(int(number) for number in numbers)
