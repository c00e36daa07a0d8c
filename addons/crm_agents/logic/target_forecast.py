"""What a running period comes to if it goes on as it began, and whether that is in time for its target."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Part of what should be there by now from which on a seller who lies behind is called near.
NEAR = Decimal("0.9")


@dataclass(frozen=True)
class Progress:
    """Working days of a period: all, and those that have passed. Today counts as passed: its sales are counted."""

    days: int
    passed: int

    @property
    def share(self) -> Decimal:
        """The part of the period that has passed, 0 to 1."""
        return Decimal(self.passed) / self.days if self.days else Decimal(0)


def progress(working_days: Collection[date], today: date) -> Progress:
    """Return how far a period has come on `today`.

    >>> first_week = [date(2026, 6, day) for day in (1, 2, 3, 4, 5)]
    >>> progress(first_week, date(2026, 6, 3)).share, progress(first_week, date(2026, 5, 31)).share
    (Decimal('0.6'), Decimal('0'))
    """
    return Progress(len(working_days), sum(day <= today for day in working_days))


def factor(period: Progress) -> Decimal:
    """Return by what the figure so far is multiplied to forecast the period.

    While no working day has passed, what is there (sold on a Sunday the 1st) is all that is known: 1.

    >>> factor(Progress(20, 8)), factor(Progress(20, 0)), factor(Progress(20, 20))
    (Decimal('2.5'), Decimal('1'), Decimal('1'))
    """
    return Decimal(period.days) / period.passed if period.passed else Decimal(1)


def pace(actual: Decimal, target: Decimal, period: Progress) -> str:
    """Return how sales stand to the target: reached, on_track, near or behind, by the time that has passed.

    >>> half = Progress(20, 10)
    >>> [pace(Decimal(sold), Decimal(1000), half) for sold in (1000, 500, 450, 449)]
    ['reached', 'on_track', 'near', 'behind']
    >>> pace(Decimal(0), Decimal(1000), Progress(20, 0))
    'on_track'
    """
    expected = target * period.share
    if actual >= target:
        return "reached"
    if actual >= expected:
        return "on_track"
    return "near" if actual >= expected * NEAR else "behind"
