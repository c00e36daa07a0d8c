"""Distances on the earth, and hours that stay the same across a change of clocks."""

from datetime import date, datetime, tzinfo
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

EARTH_RADIUS = 6_371_000  # metres, mean


def distance_in_metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance as the crow flies between two (latitude, longitude) in degrees.

    >>> round(distance_in_metres((38.7223, -9.1393), (41.1579, -8.6291)) / 1000)  # Lisbon to Porto
    274
    """
    latitude, longitude, other_latitude, other_longitude = map(radians, (*one, *other))
    chord = (
        sin((other_latitude - latitude) / 2) ** 2
        + cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def local_moment(day: date, hour: float, zone: tzinfo) -> datetime:
    """Return, in UTC, an hour of a local day.

    >>> local_moment(date(2026, 7, 1), 9.5, ZoneInfo("Europe/Lisbon"))
    datetime.datetime(2026, 7, 1, 8, 30)
    """
    minutes = round(hour * 60)
    local = datetime(day.year, day.month, day.day, minutes // 60 % 24, minutes % 60, tzinfo=zone)
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the local day of a moment (UTC).

    >>> local_day(datetime(2026, 7, 1, 23, 30), ZoneInfo("Europe/Lisbon"))
    datetime.date(2026, 7, 2)
    """
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()


def same_hour_on(day: date, moment: datetime, zone: tzinfo) -> datetime:
    """Return, in UTC, the local hour of `moment` (UTC) on another day: ten o'clock stays ten o'clock.

    >>> same_hour_on(date(2026, 3, 30), datetime(2026, 3, 27, 10, 0), ZoneInfo("Europe/Lisbon"))
    datetime.datetime(2026, 3, 30, 9, 0)
    """
    utc = ZoneInfo("UTC")
    local = moment.replace(tzinfo=utc).astimezone(zone)
    moved = datetime.combine(day, local.time(), zone)
    return moved.astimezone(utc).replace(tzinfo=None)
