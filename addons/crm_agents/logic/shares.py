"""How a customer, or one document, is divided among agents: shares in percent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Assignment:
    """An agent's share (percent) of a customer, from a day until a day, both included; None is open.

    Of one product line (`line`), or of all that is of no product line for which the customer has agents of its own.
    """

    agent: int
    share: Decimal
    date_from: date | None = None
    date_to: date | None = None
    line: int | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the assignment is in force on `day`."""
        return (self.date_from is None or self.date_from <= day) and (
            self.date_to is None or day <= self.date_to
        )


def first_overbooked_day(assignments: Iterable[Assignment]) -> date | None:
    """Return the first day on which the shares of a product line, or of the rest, add up to more than 100 %.

    None when there is none. A sum can only grow on a day on which an assignment starts, so only those are looked at.

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
    >>> first_overbooked_day([Assignment(1, half), Assignment(2, half, line=4)]) is None
    True
    """
    rows = list(assignments)
    for start in sorted({row.date_from or date.min for row in rows}):
        sums: dict[int | None, Decimal] = {}
        for row in rows:
            if row.holds_on(start):
                sums[row.line] = sums.get(row.line, Decimal(0)) + row.share
        if any(total > WHOLE for total in sums.values()):
            return start
    return None


def document_shares(
    assignments: Iterable[Assignment], day: date, house: int
) -> list[tuple[int, Decimal, int | None]]:
    """Return (agent, share, product line) of a document of `day`; what agents leave open belongs to the `house`.

    Each product line adds up to 100 %, and so does the rest. Without a row nobody is assigned: it has no agent.

    >>> document_shares([Assignment(7, Decimal(60))], date(2026, 1, 1), house=1)
    [(7, Decimal('60'), None), (1, Decimal('40'), None)]
    >>> document_shares([Assignment(7, Decimal(60), line=4)], date(2026, 1, 1), house=1)
    [(7, Decimal('60'), 4), (1, Decimal('40'), 4)]
    >>> document_shares([Assignment(7, Decimal(60), date(2026, 2, 1))], date(2026, 1, 1), house=1)
    []
    """
    by_line: dict[int | None, dict[int, Decimal]] = {}
    for row in assignments:
        if row.holds_on(day) and row.share > 0:
            shares = by_line.setdefault(row.line, {})
            shares[row.agent] = shares.get(row.agent, Decimal(0)) + row.share
    for shares in by_line.values():
        rest = WHOLE - sum(shares.values(), Decimal(0))
        if rest > 0:
            shares[house] = shares.get(house, Decimal(0)) + rest
    return [(agent, share, line) for line, shares in by_line.items() for agent, share in shares.items()]
