"""What a bank keeps of an instrument that it buys before maturity."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Terms:
    """`rate` in percent a year, over a year of `basis` days (360 in trade, 365 by the calendar)."""

    rate: Decimal
    basis: int = 360


def days_between(day: date, maturity: date) -> int:
    """Days for which the bank lends the money; none once it is mature.

    >>> days_between(date(2026, 3, 2), date(2026, 5, 31)), days_between(date(2026, 3, 2), date(2026, 3, 1))
    (90, 0)
    """
    return max((maturity - day).days, 0)


def interest(amount: Decimal, days: int, terms: Terms, step: Decimal = CENT) -> Decimal:
    """Simple interest on `amount` for `days`, rounded half up to `step`, the smallest unit of the currency.

    >>> interest(Decimal(1000), 90, Terms(Decimal(6)))
    Decimal('15.00')
    >>> interest(Decimal("1234.56"), 61, Terms(Decimal("7.25"), 365))
    Decimal('14.96')
    """
    exact = amount * terms.rate * days / (100 * terms.basis)
    return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step
