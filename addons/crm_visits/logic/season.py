"""The part of the year in which something holds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Season:
    """From one day to another, both included and either left open; every year again, across New Year too."""

    first: date | None = None
    last: date | None = None
    every_year: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the season.

        >>> winter = Season(date(2025, 11, 15), date(2026, 2, 28), every_year=True)
        >>> winter.holds(date(2031, 1, 6)), winter.holds(date(2031, 3, 1))
        (True, False)
        """
        if not self.every_year or not self.first or not self.last:
            return (not self.first or self.first <= day) and (not self.last or day <= self.last)
        first, last, asked = ((moment.month, moment.day) for moment in (self.first, self.last, day))
        return first <= asked <= last if first <= last else asked >= first or asked <= last
