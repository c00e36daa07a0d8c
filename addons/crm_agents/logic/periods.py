"""The periods after which agents are settled, and where the last one that is over has ended."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
HALF_MONTH = 15  # the last day of a month's first half
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date


def period_of(day: date, kind: str) -> Period:
    """Return the period of a kind in which a day lies. Weeks begin on Monday.

    >>> period_of(date(2026, 1, 16), "half_month")
    Period(first=datetime.date(2026, 1, 16), last=datetime.date(2026, 1, 31))
    >>> period_of(date(2024, 2, 29), "half_month").last
    datetime.date(2024, 2, 29)
    >>> period_of(date(2026, 8, 5), "quarter")
    Period(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 9, 30))
    >>> period_of(date(2027, 1, 1), "week")
    Period(first=datetime.date(2026, 12, 28), last=datetime.date(2027, 1, 3))
    """
    if kind == "week":
        first = day - day.weekday() * DAY
        return Period(first, first + 6 * DAY)
    if kind == "half_month":
        month = period_of(day, "month")
        middle = month.first.replace(day=HALF_MONTH)
        return Period(month.first, middle) if day <= middle else Period(middle + DAY, month.last)
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    year, month = divmod(first.month - 1 + months, 12)
    return Period(first, date(first.year + year, month + 1, 1) - DAY)


def last_day_over(today: date, kind: str) -> date:
    """Return the last day of the latest period that is over: the day before the one that `today` lies in.

    >>> last_day_over(date(2026, 2, 1), "month"), last_day_over(date(2026, 2, 28), "month")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31))
    >>> last_day_over(date(2026, 1, 16), "half_month"), last_day_over(date(2026, 1, 15), "half_month")
    (datetime.date(2026, 1, 15), datetime.date(2025, 12, 31))
    >>> last_day_over(date(2026, 6, 30), "half_year"), last_day_over(date(2026, 7, 1), "half_year")
    (datetime.date(2025, 12, 31), datetime.date(2026, 6, 30))
    """
    return period_of(today, kind).first - DAY
