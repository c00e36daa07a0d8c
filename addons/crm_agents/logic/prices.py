"""How a price is raised or lowered, and brought to a shape that people expect on a price list."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
ZERO = Decimal(0)
DIRECTIONS = {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}


@dataclass(frozen=True)
class Change:
    """How prices change: `percent` and `amount` are added, both signed; `amount` in the list's currency."""

    percent: Decimal = ZERO
    amount: Decimal = ZERO


@dataclass(frozen=True)
class Rounding:
    """The shape of a price: a multiple of `step` plus `ending`, the nearest, the next above or the next below.

    A step of 0.05 gives 12.35; a step of 1 with the ending -0.01 gives 11.99 or 12.99. A step of 0 rounds to nothing.
    """

    step: Decimal = ZERO
    ending: Decimal = ZERO
    direction: str = "nearest"


def round_price(price: Decimal, rounding: Rounding) -> Decimal:
    """Return the price in the shape asked for, halves up; never below nothing, and never down to nothing.

    >>> round_price(Decimal("12.37"), Rounding(step=Decimal("0.05")))
    Decimal('12.35')
    >>> round_price(Decimal("12.37"), Rounding(step=Decimal(1), ending=Decimal("-0.01")))
    Decimal('11.99')
    >>> round_price(Decimal("12.37"), Rounding(step=Decimal(1), ending=Decimal("-0.01"), direction="up"))
    Decimal('12.99')
    >>> round_price(Decimal("0.30"), Rounding(step=Decimal(1), ending=Decimal("-0.01")))
    Decimal('0.99')
    >>> round_price(Decimal("0"), Rounding(step=Decimal(1), ending=Decimal("-0.01")))
    Decimal('0')
    """
    if not rounding.step or price <= 0:
        return max(price, ZERO)
    steps = ((price - rounding.ending) / rounding.step).to_integral_value(DIRECTIONS[rounding.direction])
    rounded = steps * rounding.step + rounding.ending
    while rounded <= 0:
        rounded += rounding.step
    return rounded


def revise(price: Decimal, change: Change, rounding: Rounding, digits: int) -> Decimal:
    """Return the new price: changed, rounded to its shape, in `digits` decimals, never below nothing.

    What costs nothing goes on costing nothing by a percentage.

    >>> revise(Decimal("10.00"), Change(percent=Decimal(5)), Rounding(), 2)
    Decimal('10.50')
    >>> revise(Decimal("10.00"), Change(percent=Decimal("3.5")), Rounding(Decimal("0.05")), 2)
    Decimal('10.35')
    >>> revise(Decimal("1.00"), Change(amount=Decimal(-3)), Rounding(), 2)
    Decimal('0.00')
    """
    changed = price * (HUNDRED + change.percent) / HUNDRED + change.amount
    return round_price(changed, rounding).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def change_percent(old: Decimal, new: Decimal) -> Decimal:
    """Return how much a price has changed, in percent with two decimals; 0 where there was none before.

    >>> change_percent(Decimal(80), Decimal(100))
    Decimal('25.00')
    >>> change_percent(Decimal(0), Decimal(5))
    Decimal('0.00')
    """
    return ((new - old) * HUNDRED / old if old else ZERO).quantize(Decimal("0.01"), ROUND_HALF_UP)
