"""When a late complaint is put before which manager."""

from datetime import date, timedelta

SATURDAY = 5


def weekdays_after(day: date, number: int) -> date:
    """Return the day that is so many days from Monday to Friday after `day`.

    >>> weekdays_after(date(2026, 3, 6), 3)  # from a Friday
    datetime.date(2026, 3, 11)
    """
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def level_due(deadline: date, second: date, today: date) -> int:
    """Return how many levels of managers are to have heard of what was to be solved by `deadline`.

    None on the day itself, the first level the day after, the second level after the day `second`.

    >>> [level_due(date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, day)) for day in (5, 6, 12, 13)]
    [0, 1, 1, 2]
    """
    return (today > deadline) + (today > deadline and today > second)
