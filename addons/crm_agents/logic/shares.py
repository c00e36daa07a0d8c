"""How a customer, or one document, is divided among agents: shares in percent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Assignment:
    """An agent's share (percent) of a customer, from a day until a day, both included; None is open."""

    agent: int
    share: Decimal
    date_from: date | None = None
    date_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the assignment is in force on `day`."""
        return (self.date_from is None or self.date_from <= day) and (
            self.date_to is None or day <= self.date_to
        )


def first_overbooked_day(assignments: Iterable[Assignment]) -> date | None:
    """Return the first day on which the shares add up to more than 100 %, None when there is none.

    The sum can only grow on a day on which an assignment starts, so only those are looked at.

    >>> half = Decimal(60)
    >>> first_overbooked_day([
    ...     Assignment(1, half, date(2026, 1, 1), date(2026, 3, 31)),
    ...     Assignment(2, half, date(2026, 3, 31)),
    ... ])
    datetime.date(2026, 3, 31)
    >>> first_overbooked_day([
    ...     Assignment(1, half, date(2026, 1, 1), date(2026, 3, 31)),
    ...     Assignment(2, half, date(2026, 4, 1)),
    ... ]) is None
    True
    """
    rows = list(assignments)
    for start in sorted({row.date_from or date.min for row in rows}):
        if sum((row.share for row in rows if row.holds_on(start)), Decimal(0)) > WHOLE:
            return start
    return None


def document_shares(assignments: Iterable[Assignment], day: date, house: int) -> list[tuple[int, Decimal]]:
    """Return (agent, share) of a document of `day`; what nobody is assigned belongs to the `house`.

    An empty list means that nobody is assigned: the document has no agent.

    >>> document_shares([Assignment(7, Decimal(60))], date(2026, 1, 1), house=1)
    [(7, Decimal('60')), (1, Decimal('40'))]
    >>> document_shares([Assignment(7, Decimal(60), date(2026, 2, 1))], date(2026, 1, 1), house=1)
    []
    """
    shares: dict[int, Decimal] = {}
    for row in assignments:
        if row.holds_on(day) and row.share > 0:
            shares[row.agent] = shares.get(row.agent, Decimal(0)) + row.share
    rest = WHOLE - sum(shares.values(), Decimal(0))
    if shares and rest > 0:
        shares[house] = shares.get(house, Decimal(0)) + rest
    return list(shares.items())
