"""Whether a customer kept his word, and which letter he gets next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Promise:
    """The word to pay `amount` (company currency) until `due`, both days included, given on `made`."""

    key: int
    made: date
    due: date
    amount: Decimal


@dataclass(frozen=True)
class Payment:
    """Money that really came in on `day`, in the company's currency; negative when it was given back."""

    day: date
    amount: Decimal


@dataclass(frozen=True)
class Level:
    """A letter for debt that is overdue for at least `days`."""

    key: int
    days: int


def paid_on_promises(promises: Iterable[Promise], payments: Iterable[Payment]) -> dict[int, Decimal]:
    """What was paid on each promise, by its key: in time, and no payment counted twice.

    The promise that falls due first is served first; what it does not need serves the next one.

    >>> first = Promise(1, date(2026, 3, 2), date(2026, 3, 10), Decimal(300))
    >>> second = Promise(2, date(2026, 3, 2), date(2026, 3, 20), Decimal(300))
    >>> paid_on_promises([first, second], [Payment(date(2026, 3, 9), Decimal(400))])
    {1: Decimal('300'), 2: Decimal('100')}
    """
    promises = sorted(promises, key=lambda promise: (promise.due, promise.made, promise.key))
    paid = {promise.key: Decimal(0) for promise in promises}
    for payment in _without_returned(payments):
        left = payment.amount
        for promise in promises:
            if promise.made <= payment.day <= promise.due:
                part = min(left, promise.amount - paid[promise.key])
                paid[promise.key] += part
                left -= part
    return paid


def _without_returned(payments: Iterable[Payment]) -> list[Payment]:
    """Payments in order of their days; money given back takes away the latest ones before it."""
    kept: list[Payment] = []
    for payment in sorted(payments, key=lambda payment: (payment.day, -payment.amount)):
        day, amount = payment.day, payment.amount
        while amount < 0 and kept:
            last = kept.pop()
            day, amount = last.day, amount + last.amount
        if amount > 0:
            kept.append(Payment(day, amount))
    return kept


def promise_state(promise: Promise, paid: Decimal, today: date) -> str:
    """`kept` as soon as all is paid; once the day has passed without that, `partly` or `broken`; else `open`.

    >>> promise = Promise(1, date(2026, 3, 2), date(2026, 3, 10), Decimal(300))
    >>> [promise_state(promise, Decimal(paid), date(2026, 3, 11)) for paid in (300, 299, 0)]
    ['kept', 'partly', 'broken']
    >>> promise_state(promise, Decimal(0), date(2026, 3, 10))
    'open'
    """
    if paid >= promise.amount:
        return "kept"
    if today <= promise.due:
        return "open"
    return "partly" if paid > 0 else "broken"


def next_level(
    levels: Iterable[Level],
    sent: Iterable[int],
    days_overdue: int,
    days_since_last: int | None,
    interval: int,
) -> int | None:
    """Key of the letter that is due now, or None.

    Levels are climbed one by one, `interval` days apart at least: debt that comes to light late begins with the
    first letter all the same. `days_since_last` is None when none was sent yet.

    >>> levels = [Level(1, 8), Level(2, 30)]
    >>> next_level(levels, [], 45, None, 7), next_level(levels, [1], 45, 7, 7), next_level(levels, [1], 45, 6, 7)
    (1, 2, None)
    """
    if days_since_last is not None and days_since_last < interval:
        return None
    ordered = sorted(levels, key=lambda level: (level.days, level.key))
    sent = set(sent)
    # What lies below a level already sent is over: a level added later is not sent backwards.
    reached = max((index for index, level in enumerate(ordered) if level.key in sent), default=-1)
    following = ordered[reached + 1 : reached + 2]
    return following[0].key if following and following[0].days <= days_overdue else None
