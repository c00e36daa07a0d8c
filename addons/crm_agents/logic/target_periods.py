"""Periods of targets: months, and the quarters and years made of them, read from what people write."""

import re
from dataclasses import dataclass
from datetime import date

# A date stands for its month; a quarter is marked by the Q of English or the T of Portuguese and Spanish.
YEAR = re.compile(r"(?P<year>\d{4})")
QUARTERS = (
    re.compile(r"(?P<year>\d{4})[-/ ]?[QT](?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(r"([QT](?P<quarter>[1-4])|(?P<before>[1-4])[QT])[-/ ]?(?P<year>\d{4})", re.IGNORECASE),
)
MONTHS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})([-/.]\d{1,2})?"),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)


class PeriodError(ValueError):
    """What was written is neither a month nor a quarter nor a year."""


@dataclass(frozen=True)
class Period:
    """`count` months from `first`, the first day of a month."""

    first: date
    count: int

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        return [months_later(self.first, number) for number in range(self.count)]

    @property
    def end(self) -> date:
        """The first day after it."""
        return months_later(self.first, self.count)


def months_later(month: date, count: int) -> date:
    """Return the first day of the month `count` months after that of `month`; negative: before.

    >>> months_later(date(2026, 11, 22), 3), months_later(date(2026, 1, 1), -1)
    (datetime.date(2027, 2, 1), datetime.date(2025, 12, 1))
    """
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, index + 1, 1)


def month_of(day: date) -> Period:
    """The month that `day` lies in.

    >>> month_of(date(2026, 11, 22)).end
    datetime.date(2026, 12, 1)
    """
    return Period(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    """The quarter that `day` lies in.

    >>> quarter_of(date(2026, 11, 22)).first
    datetime.date(2026, 10, 1)
    """
    return Period(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def year_of(day: date) -> Period:
    """The calendar year that `day` lies in.

    >>> len(year_of(date(2026, 11, 22)).months)
    12
    """
    return Period(date(day.year, 1, 1), 12)


def read_period(text: str) -> Period:
    """Return the period that a cell names.

    >>> [read_period(text).count for text in ("2026", "2026-Q3", "Q3 2026", "2026-03", "3/2026", "2026-03-15")]
    [12, 3, 3, 1, 1, 1]
    >>> read_period("3T 2026") == read_period("2026/Q3") == quarter_of(date(2026, 8, 1))
    True
    >>> read_period("2026-13")
    Traceback (most recent call last):
    ...
    addons.crm_agents.logic.target_periods.PeriodError: 2026-13
    """
    text = text.strip()
    if found := YEAR.fullmatch(text):
        return Period(date(int(found["year"]), 1, 1), 12)
    for pattern in QUARTERS:
        if found := pattern.fullmatch(text):
            quarter = int(found.groupdict().get("before") or found["quarter"])
            return Period(date(int(found["year"]), 3 * quarter - 2, 1), 3)
    for pattern in MONTHS:
        if (found := pattern.fullmatch(text)) and 1 <= int(found["month"]) <= 12:
            return Period(date(int(found["year"]), int(found["month"]), 1), 1)
    raise PeriodError(text)
