"""The demo year, week by week: buy, take orders, deliver, invoice, collect."""

from collections import defaultdict
from random import Random

from . import collection_plan, deliveries, instruments, invoices, orders, payments, plan, purchases
from .behaviour import CUSTOMERS

WEEK = 7
WAVE = 56


class Year:
    """Walks through the plan and knows which real document belongs to which part of it."""

    def __init__(self, world, clock):
        self.world = world
        self.clock = clock
        self.planned = plan.orders()
        self.orders = {}
        self.money = defaultdict(list)
        self.portfolio = instruments.Portfolio(world, clock)
        self.randomness = Random(2024)  # noqa: S311  the same payments everywhere
        self.customers = {customer.key: customer for customer in CUSTOMERS}

    def run(self):
        """Live all weeks up to yesterday."""
        for first in range(-plan.YEAR, 0, WEEK):
            last = min(first + WEEK - 1, -1)
            self.clock.go(first)
            if (first + plan.YEAR) % WAVE == 0:
                self._buy(first)
            self._sell(first, last)
            self.clock.go(last)
            self._deliver(first, last)
            self._invoice(first, last)
            self._collect(first, last)

    def _buy(self, first: int):
        """Take in what the customers will order until the next wave."""
        wanted = plan.needs(self.planned, first, first + WAVE - 1)
        level = purchases.PRICE_LEVELS[(first + plan.YEAR) // WAVE]
        purchases.receive(purchases.order_wave(self.world, wanted, level))

    def _sell(self, first: int, last: int):
        due = [order for order in self.planned if first <= order.day <= last]
        if due:
            self.orders.update(orders.confirm(self.world, self.clock, due))

    def _deliver(self, first: int, last: int):
        due = [order for order in self.orders if _within(order.delivery_day, first, last)]
        whole = [self.orders[order].id for order in due if order.delivered_share == 1.0]
        if whole:
            deliveries.deliver(self.world.env["sale.order"].browse(whole))
        for order in due:
            if order.delivered_share < 1.0:
                deliveries.deliver_part(self.orders[order], order.delivered_share)

    def _invoice(self, first: int, last: int):
        due = [order for order in self.orders if _within(order.invoice_day, first, last)]
        if not due:
            return
        days = {self.orders[order].id: self.clock.date(order.invoice_day) for order in due}
        posted = invoices.invoice(self.world.env["sale.order"].browse(days), days)
        for order in due:
            customer = self.customers[order.customer]
            for item in collection_plan.money_for(customer, order.invoice_day, self.randomness):
                self.money[item.day].append((posted[self.orders[order].id], item))

    def _collect(self, first: int, last: int):
        for day in range(first, last + 1):
            self.portfolio.step(day)
            for invoice, item in self.money.pop(day, ()):
                if not invoice.amount_residual:
                    continue
                if item.kind == "payment":
                    payments.pay(invoice, self.clock.date(day), item.share)
                else:
                    self.portfolio.receive(invoice, item)


def _within(day: int | None, first: int, last: int) -> bool:
    return day is not None and first <= day <= last
