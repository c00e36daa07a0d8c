"""When a customer is to be contacted next, and the days after that."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .season import Season

DAYS_OF_WEEK = 7
ALL_YEAR = Season()
REACH = 2 * DAYS_OF_WEEK  # so far to both sides of the wanted day a fitting one is looked for
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cadence:
    """How often to contact a customer: every `days`, if possible on `weekday` (0 is Monday), until `horizon`."""

    days: int
    horizon: date
    weekday: int | None = None
    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    season: Season = ALL_YEAR
    key: int = 0  # by which the caller knows it

    def fits(self, day: date) -> bool:
        """Tell whether somebody can be contacted on this day: in season, at work, on the preferred weekday."""
        return (
            (self.weekday is None or day.weekday() == self.weekday)
            and day.weekday() in self.workdays
            and day not in self.holidays
            and self.season.holds(day)
        )


def _always(_day: date) -> bool:
    return True


def fitting_day(
    wanted: date, not_before: date, cadence: Cadence, is_free: Callable[[date], bool] = _always
) -> date | None:
    """Return the day nearest to the wanted one that fits; None when none does until the horizon.

    A day before `not_before` never fits; of two days equally near the later one is taken. Beyond two weeks only
    later days are looked at.

    >>> fitting_day(date(2026, 3, 7), date(2026, 3, 1), Cadence(30, date(2026, 12, 31)))  # a Saturday
    datetime.date(2026, 3, 6)
    >>> fitting_day(date(2026, 3, 7), date(2026, 3, 1), Cadence(30, date(2026, 12, 31), weekday=1))
    datetime.date(2026, 3, 10)
    """
    wanted = max(wanted, not_before)
    furthest = max(REACH, (cadence.horizon - wanted).days)
    for distance in range(furthest + 1):
        days = [wanted + timedelta(days=distance)]
        if 0 < distance <= REACH:
            days.append(wanted - timedelta(days=distance))
        for day in days:
            if day >= not_before and cadence.fits(day) and is_free(day):
                return day
    return None


def wanted_day(
    last: date | None, not_before: date, cadences: Sequence[Cadence]
) -> tuple[date, Cadence] | None:
    """Return the first day on which a contact is due, and the cadence that says so; None up to all horizons.

    On each day the first of `cadences` that is in season holds. Who was never contacted is due at once.

    >>> summer = Cadence(7, date(2026, 12, 31), season=Season(date(2026, 6, 1), date(2026, 9, 30)), key=1)
    >>> always = Cadence(60, date(2026, 12, 31), key=2)
    >>> day, cadence = wanted_day(date(2026, 5, 15), date(2026, 5, 16), [summer, always])
    >>> day, cadence.key  # seven days are over long since, but only from June on do they count
    (datetime.date(2026, 6, 1), 1)
    """
    if not cadences:
        return None
    day = not_before
    if last is not None:
        day = max(day, last + timedelta(days=min(cadence.days for cadence in cadences)))
    end = max(cadence.horizon for cadence in cadences)
    while day <= end:
        holding = next((cadence for cadence in cadences if cadence.season.holds(day)), None)
        if holding and (last is None or (day - last).days >= holding.days):
            return day, holding
        day += ONE_DAY
    return None


def planned_days(
    last: date | None,
    today: date,
    cadences: Sequence[Cadence],
    is_free: Callable[[date], bool] = _always,
) -> Iterator[tuple[date, Cadence]]:
    """Yield the days to plan after the last contact, made or planned, up to the horizon of the cadence that holds.

    Who was never contacted is wanted tomorrow; who is overdue too. Run again with the last of these days as
    `last`, it yields nothing: planning may be repeated at will.

    :param cadences: those of the customer, the nearest first
    :param is_free: whether there is room for one contact more on a day

    >>> cadence = Cadence(14, date(2026, 4, 10))
    >>> [str(day) for day, _cadence in planned_days(date(2026, 3, 2), date(2026, 3, 9), [cadence])]
    ['2026-03-16', '2026-03-30']
    >>> list(planned_days(date(2026, 3, 30), date(2026, 3, 9), [cadence]))
    []
    """
    while True:
        not_before = today + ONE_DAY if last is None else max(last, today) + ONE_DAY
        if not (wanted := wanted_day(last, not_before, cadences)):
            return
        due, cadence = wanted
        day = fitting_day(due, not_before, cadence, is_free)
        if day is None or day > cadence.horizon:
            return
        yield day, cadence
        last = day
