"""On which days and for whom a seller can be planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .places import local_moment

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class StandIn:
    """Somebody else takes a seller's contacts from one day to another; without a last day for good."""

    first: date
    last: date | None
    user_id: int

    def holds(self, day: date) -> bool:
        """Tell whether the other stands in on this day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class SellerDays:
    """When a seller works: weekdays (0 is Monday), absences as moments in UTC, and who stands in for him."""

    zone: str = "UTC"
    workdays: frozenset[int] = frozenset(range(5))
    absences: tuple[tuple[datetime, datetime], ...] = ()
    stand_ins: tuple[StandIn, ...] = ()

    def stand_in(self, day: date) -> int | None:
        """Return who takes this seller's contacts of a day, None for himself; the latest arrangement wins."""
        return next((row.user_id for row in reversed(self.stand_ins) if row.holds(day)), None)

    def days_off(self, hour: float, duration: float) -> frozenset[date]:
        """Return the days on which the seller is away at this local hour, for so many hours.

        >>> lisbon = SellerDays("Europe/Lisbon", absences=((datetime(2026, 7, 1, 11), datetime(2026, 7, 2, 8)),))
        >>> sorted(map(str, lisbon.days_off(10.0, 0.5)))  # ten in Lisbon is nine in UTC: away from noon to nine
        []
        >>> sorted(map(str, lisbon.days_off(14.0, 0.5)))
        ['2026-07-01']
        """
        return frozenset(self._days_off(hour, duration))

    def _days_off(self, hour: float, duration: float) -> Iterable[date]:
        zone, length = ZoneInfo(self.zone), timedelta(hours=duration)
        for start, end in self.absences:
            day = start.replace(tzinfo=UTC).astimezone(zone).date() - timedelta(days=1)
            while datetime.combine(day, time.min) <= end + timedelta(days=1):
                begin = local_moment(day, hour, zone)
                if begin < end and start < begin + length:
                    yield day
                day += timedelta(days=1)
