"""What happens in the demo year: a plan made of plain values, the same on every machine.

Days count from the day of installation: -365 is a year ago, 0 is today.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random

from .assortment import QUANTITIES
from .behaviour import CUSTOMERS, TODAY, YEAR_AGO

YEAR = 364
ORDERS_A_YEAR = {"a": 9, "b": 5, "c": 3}
FACTOR = {"a": 3, "b": 2, "c": 1}


@dataclass(frozen=True)
class PlannedLine:
    """A product's key and the quantity ordered."""

    product: str
    quantity: int


@dataclass(frozen=True)
class PlannedOrder:
    """One customer's order and what becomes of it; a day of `None` never comes."""

    customer: str
    day: int
    lines: tuple[PlannedLine, ...]
    warehouse: str
    delivery_day: int | None
    delivered_share: float
    invoice_day: int | None


def orders() -> list[PlannedOrder]:
    """The year's orders by day.

    >>> planned = orders()
    >>> 150 <= len(planned) <= 250
    True
    >>> planned == orders()
    True
    """
    randomness = Random(19)  # noqa: S311  the same plan everywhere
    planned = [order for customer in CUSTOMERS for order in _orders_of(customer, randomness)]
    return sorted(planned, key=lambda order: (order.day, order.customer))


def year_before() -> list[PlannedOrder]:
    """The orders of the year before by day, counted as those of the year: of all who are no new customers.

    >>> 100 <= len(year_before()) <= 250
    True
    >>> max(order.day for order in year_before()) < 0
    True
    """
    randomness = Random(18)  # noqa: S311  the same plan everywhere
    known = [replace(customer, last_day=TODAY) for customer in CUSTOMERS if customer.first_day == YEAR_AGO]
    planned = [order for customer in known for order in _orders_of(customer, randomness)]
    return sorted(planned, key=lambda order: (order.day, order.customer))


def _orders_of(customer, randomness: Random) -> list[PlannedOrder]:
    """Orders spread evenly over the time in which the customer bought, each moved by some days."""
    if not customer.days:
        return []
    count = max(1, round(ORDERS_A_YEAR[customer.size] * customer.days / YEAR))
    step = customer.days / count
    middles = [customer.first_day + step * (number + 0.5) for number in range(count)]
    days = [
        min(customer.last_day, round(middle + randomness.uniform(-0.4, 0.4) * step)) for middle in middles
    ]
    return [_order(customer, day, randomness) for day in days]


def _order(customer, day: int, randomness: Random) -> PlannedOrder:
    """One order: goods leave within days, recent ones at times in part; the invoice follows the goods."""
    wanted = randomness.sample(customer.products, randomness.randint(2, 5))
    lines = tuple(
        PlannedLine(product, randomness.choice(QUANTITIES[product]) * FACTOR[customer.size])
        for product in wanted
    )
    delivery = day + randomness.choice((3, 4, 7, 8))
    in_part = day > -60 and randomness.random() < 0.5
    share = randomness.choice((0.4, 0.5, 0.6)) if in_part else 1.0
    invoice = delivery + randomness.choice((0, 2, 7))
    return PlannedOrder(
        customer.key,
        day,
        lines,
        customer.warehouse,
        delivery if delivery < 0 else None,
        share,
        invoice if invoice < 0 else None,
    )


def needs(planned: list[PlannedOrder], first: int, last: int) -> dict[tuple[str, str], int]:
    """Quantities ordered by (warehouse, product) from day `first` to day `last`, both counted in."""
    result = defaultdict(int)
    for order in planned:
        if first <= order.day <= last:
            for line in order.lines:
                result[order.warehouse, line.product] += line.quantity
    return dict(result)
