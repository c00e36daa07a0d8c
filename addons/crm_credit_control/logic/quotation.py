"""What an order comes to of which nothing was delivered or invoiced yet."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Line(NamedTuple):
    """A line with goods or services: ordered quantity, price of one with tax, lead time in days."""

    quantity: Decimal
    price: Decimal
    lead: float


def worth(lines: Iterable[Line], decimals: int) -> tuple[Decimal, int] | None:
    """What the lines come to, each rounded by itself, and the longest lead time in days; None when all are empty.

    :param decimals: of the currency of the prices; halves are rounded away from zero, as PostgreSQL's `ROUND` does

    >>> worth([Line(Decimal(3), Decimal("0.335"), 2), Line(Decimal(0), Decimal(9), 7)], 2)
    (Decimal('1.01'), 2)
    >>> worth([Line(Decimal("-0.5"), Decimal("0.01"), 0)], 2)
    (Decimal('-0.01'), 0)
    """
    ordered = [line for line in lines if line.quantity]
    if not ordered:
        return None
    cent = Decimal(1).scaleb(-decimals)
    total = sum((line.quantity * line.price).quantize(cent, ROUND_HALF_UP) for line in ordered)
    return total, round(max(line.lead for line in ordered))
