"""A running statement of account."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Days past due at which a bucket of the ageing ends; the first holds what is not due.
BOUNDS = (0, 30, 60, 90)


@dataclass(frozen=True)
class Entry:
    """One booked line: what the customer owes by it (`amount` > 0) or is owed (`amount` < 0), company currency."""

    date: date
    name: str
    amount: Decimal
    due: date | None = None
    residual: Decimal = Decimal(0)


@dataclass(frozen=True)
class Row:
    """An entry with the balance after it."""

    entry: Entry
    balance: Decimal

    @property
    def debit(self) -> Decimal:
        """The amount when it adds to the debt, else nothing."""
        return max(self.entry.amount, Decimal(0))

    @property
    def credit(self) -> Decimal:
        """The amount when it lowers the debt, as a positive figure."""
        return max(-self.entry.amount, Decimal(0))


def running(opening: Decimal, entries: Iterable[Entry]) -> list[Row]:
    """The entries in their order, each with the balance after it.

    >>> day = date(2026, 3, 1)
    >>> rows = running(Decimal(100), [Entry(day, "INV/1", Decimal(50)), Entry(day, "PAY/1", Decimal(-120))])
    >>> [str(row.balance) for row in rows], str(rows[1].credit)
    (['150', '30'], '120')
    """
    rows, balance = [], opening
    for entry in entries:
        balance += entry.amount
        rows.append(Row(entry, balance))
    return rows


@dataclass(frozen=True)
class Debt:
    """What is open: the whole, what of it is past due, and what the customer has to his credit."""

    total: Decimal
    overdue: Decimal


def debt(open_items: Iterable[Entry], today: date) -> Debt:
    """Sums of the open items; an item due today is not overdue yet, a credit is never overdue.

    >>> items = [Entry(date(2026, 1, 1), "A", Decimal(10), due=date(2026, 2, 1), residual=Decimal(10)),
    ...          Entry(date(2026, 1, 5), "B", Decimal(-3), due=date(2026, 1, 5), residual=Decimal(-3))]
    >>> debt(items, date(2026, 2, 1)), debt(items, date(2026, 2, 2)).overdue
    (Debt(total=Decimal('7'), overdue=Decimal('0')), Decimal('10'))
    """
    items = tuple(open_items)
    late = [item for item in items if item.residual > 0 and is_overdue(item, today)]
    zero = Decimal(0)
    return Debt(sum((item.residual for item in items), zero), sum((item.residual for item in late), zero))


def is_overdue(item: Entry, today: date) -> bool:
    """Whether the customer should have paid `item` before `today`."""
    return item.residual > 0 and item.due is not None and item.due < today


def aged(open_items: Iterable[Entry], today: date, bounds: tuple[int, ...] = BOUNDS) -> list[Decimal]:
    """What is open by days past due: not due, then up to each of `bounds`, then beyond the last.

    An item without a due date is not due; a credit stands where its own date puts it.

    >>> items = [Entry(date(2026, 1, 1), "A", Decimal(1), due=date(2026, 2, day), residual=Decimal(10 * day))
    ...          for day in (1, 5, 6)]
    >>> [int(amount) for amount in aged(items, date(2026, 2, 5), bounds=(0, 3))]
    [110, 0, 10]
    """
    sums = [Decimal(0)] * (len(bounds) + 1)
    for item in open_items:
        late = (today - item.due).days if item.due else 0
        sums[bisect_left(bounds, late)] += item.residual
    return sums
