"""When a customer is to be contacted next, and the days after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Cadence:
    """How often to contact a customer: every `days`, if possible on `weekday` (0 is Monday), until `horizon`."""

    days: int
    horizon: date
    weekday: int | None = None
    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether somebody can be visited on this day."""
        return day.weekday() in self.workdays and day not in self.holidays


def fitting_day(wanted: date, not_before: date, cadence: Cadence) -> date | None:
    """Return the day nearest to the wanted one that fits: the preferred weekday, or any workday without one.

    A day before `not_before` never fits; of two days equally near the later one is taken. None when no day of the
    four weeks around fits.

    >>> fitting_day(date(2026, 3, 7), date(2026, 3, 1), Cadence(30, date(2026, 12, 31)))  # a Saturday
    datetime.date(2026, 3, 6)
    >>> fitting_day(date(2026, 3, 7), date(2026, 3, 1), Cadence(30, date(2026, 12, 31), weekday=1))
    datetime.date(2026, 3, 10)
    """
    wanted = max(wanted, not_before)
    for distance in range(2 * DAYS_OF_WEEK + 1):
        for day in (wanted + timedelta(days=distance), wanted - timedelta(days=distance)):
            on_wish = cadence.weekday is None or day.weekday() == cadence.weekday
            if day >= not_before and on_wish and cadence.is_workday(day):
                return day
    return None


def planned_days(last: date | None, today: date, cadence: Cadence) -> list[date]:
    """Return the days to plan after the last contact, made or planned, up to the horizon.

    Who was never contacted is wanted tomorrow; who is overdue too. Run again with the last of these days as
    `last`, it returns nothing: planning may be repeated at will.

    >>> cadence = Cadence(14, date(2026, 4, 10))
    >>> planned_days(date(2026, 3, 2), date(2026, 3, 9), cadence)
    [datetime.date(2026, 3, 16), datetime.date(2026, 3, 30)]
    >>> planned_days(date(2026, 3, 30), date(2026, 3, 9), cadence)
    []
    """
    one = timedelta(days=1)
    every = timedelta(days=cadence.days)
    days: list[date] = []
    while True:
        not_before = today + one if last is None else max(last + one, today + one)
        wanted = not_before if last is None else max(last + every, not_before)
        day = fitting_day(wanted, not_before, cadence)
        if day is None or day > cadence.horizon:
            return days
        days.append(day)
        last = day


def days_late(last: date | None, today: date, wanted: int) -> int | None:
    """Return by how many days the wanted frequency is not kept, negative when there is time; None without contact.

    >>> days_late(date(2026, 3, 1), date(2026, 4, 5), 30)
    5
    """
    return None if last is None else (today - last).days - wanted


def nearest_cadence(own: int | None, by_group: Iterable[int], by_class: int | None) -> int | None:
    """Return the cadence that holds: the customer's own, else of his nearest group, else of his class.

    >>> nearest_cadence(None, [7, 8], 9)
    7
    """
    if own is not None:
        return own
    return next(iter(by_group), by_class)
