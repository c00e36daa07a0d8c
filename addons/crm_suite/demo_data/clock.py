"""The demo year is lived through: the clock is set to each week, so that dates come from Odoo itself."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from freezegun import freeze_time

OPENING = time(9, 0)


class Clock:
    """Moves the process's clock; days count from the day of installation."""

    def __init__(self, frozen, today: date):
        self._frozen = frozen
        self.today = today

    def date(self, day: int) -> date:
        """The calendar day, for fields that hold a date."""
        return self.today + timedelta(days=day)

    def moment(self, day: int, hour: int = 10) -> datetime:
        """An hour of a day, for fields that hold a moment."""
        return datetime.combine(self.date(day), time(hour, 0))

    def go(self, day: int):
        """Set the clock to the opening hour of a day."""
        self._frozen.move_to(datetime.combine(self.date(day), OPENING))


@contextmanager
def travelling(today: date):
    """Give a clock; the true time is back at the end."""
    with freeze_time(datetime.combine(today, OPENING)) as frozen:
        yield Clock(frozen, today)
