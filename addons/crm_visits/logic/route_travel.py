"""How far and how long it is between places: as the crow flies with a factor for roads, or as a road server says."""

from collections.abc import Sequence
from dataclasses import dataclass

from .places import distance_in_metres

Place = tuple[float, float]  # latitude, longitude in degrees
METRES = 1000


@dataclass(frozen=True)
class Roads:
    """Ways between all places: kilometres and minutes, by number from and to."""

    kilometres: tuple[tuple[float, ...], ...]
    minutes: tuple[tuple[float, ...], ...]


def estimated_roads(places: Sequence[Place], factor: float, speed: float) -> Roads:
    """Return the ways as the crow flies, times a factor for the bends of roads, at so many kilometres an hour.

    >>> estimated_roads([(38.7223, -9.1393), (41.1579, -8.6291)], 1.3, 90).minutes[0][1]
    237.7
    """
    kilometres = tuple(
        tuple(round(distance_in_metres(one, other) / METRES * factor, 2) for other in places)
        for one in places
    )
    return Roads(kilometres, tuple(tuple(round(way / speed * 60, 1) for way in row) for row in kilometres))


def table_address(server: str, places: Sequence[Place]) -> str:
    """Return the address of OSRM's table of ways between places.

    >>> table_address("http://roads.example.com/", [(38.7, -9.1), (41.2, -8.6)])
    'http://roads.example.com/table/v1/driving/-9.100000,38.700000;-8.600000,41.200000?annotations=duration,distance'
    """
    coordinates = ";".join(f"{longitude:.6f},{latitude:.6f}" for latitude, longitude in places)
    return f"{server.rstrip('/')}/table/v1/driving/{coordinates}?annotations=duration,distance"


def read_table(answer: object, count: int) -> Roads | None:
    """Return the ways in OSRM's answer, None when it is not one or leaves a way out.

    >>> read_table({"code": "Ok", "durations": [[0, 90], [60, 0]], "distances": [[0, 1500], [1000, 0]]}, 2)
    Roads(kilometres=((0.0, 1.5), (1.0, 0.0)), minutes=((0.0, 1.5), (1.0, 0.0)))
    >>> read_table({"code": "NoTable", "message": "Too many"}, 2)
    """
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        return None
    kilometres = _read_numbers(answer.get("distances"), count, METRES, 2)
    minutes = _read_numbers(answer.get("durations"), count, 60, 1)
    return Roads(kilometres, minutes) if kilometres and minutes else None


def _read_numbers(rows, count, divisor, digits):
    """A square of `count` numbers a side, none of them missing or below zero; None otherwise."""
    if not isinstance(rows, list) or len(rows) != count:
        return None
    for row in rows:
        if not isinstance(row, list) or len(row) != count:
            return None
        if not all(type(number) in (int, float) and 0 <= number < float("inf") for number in row):
            return None
    return tuple(tuple(round(number / divisor, digits) for number in row) for row in rows)
