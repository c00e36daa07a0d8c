"""A seller's day on the road: its stops, when each may begin, and the timetable of an order of them.

Times and travel are in minutes since midnight and minutes; any other unit does as well, as long as it is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

Travel = Sequence[Sequence[float]]  # from the start, each stop, the end: to the same, in this order
Windows = tuple[tuple[float, float], ...]

NO_PLACE, CLOSED, TOO_FAR, NO_TIME = "no_place", "closed", "too_far", "no_time"


@dataclass(frozen=True)
class Stop:
    """Somebody to visit: `starts` are the times at which the visit may begin, in order; None is any time."""

    key: int
    duration: float
    starts: Windows | None = None
    is_fixed: bool = False


@dataclass(frozen=True)
class Lunch:
    """A break of some minutes that begins between `earliest` and `latest`, unless one is at the end by then."""

    earliest: float
    latest: float
    minutes: float


@dataclass(frozen=True)
class Day:
    """When one may leave the start, and has to be at the end."""

    begin: float
    end: float
    lunch: Lunch | None = None


@dataclass(frozen=True)
class Visit:
    """A stop in a timetable; `drive` is the way to it, `lunch` when a break is made before the visit begins."""

    key: int
    drive: float
    arrival: float
    start: float
    leave: float
    lunch: float | None = None


def starts_within(hours: Windows, duration: float) -> Windows:
    """Return when a visit may begin, to be over before the place closes; opening hours in order.

    >>> starts_within(((540, 780), (840, 860)), 30)
    ((540, 750),)
    """
    return tuple((opens, closes - duration) for opens, closes in hours if opens <= closes - duration)


class Timing:
    """Tells when a day in a given order of stops ends, and whether it can be kept at all.

    Stops are numbers: 0 is the start, 1 to n the stops, n + 1 the end.
    """

    def __init__(self, stops: Sequence[Stop], day: Day, travel: Travel):
        self.stops, self.day, self.travel = stops, day, travel
        any_time = ((-inf, inf),)
        self.finish = len(stops) + 1
        self.starts = [
            (),
            *(any_time if stop.starts is None else stop.starts for stop in stops),
            ((-inf, day.end),),
        ]
        self.durations = [0, *(stop.duration for stop in stops), 0]
        # Who sets out after the hour for lunch has had it.
        self.lunch = day.lunch if day.lunch and day.begin <= day.lunch.latest else None

    @property
    def is_over(self) -> bool:
        """Whether it is too late even to be at the end in time, without any visit."""
        return self.end([]) == inf

    def driving(self, order: Sequence[int]) -> float:
        """Return the minutes on the road from the start through these stops to the end."""
        return sum(self.travel[here][there] for here, there in pairwise((0, *order, self.finish)))

    def start(self, stop: int, arrival: float) -> float:
        """Return when a visit begins for who arrives then; infinite when it is too late for it."""
        for earliest, latest in self.starts[stop]:
            if arrival <= latest:
                return max(arrival, earliest)
        return inf

    def after_lunch(self, moment: float) -> float:
        """Return when a break is over that begins at this moment or when it first may; infinite when too late."""
        begin = max(moment, self.lunch.earliest)
        return begin + self.lunch.minutes if begin <= self.lunch.latest else inf

    def end(self, order: Sequence[int]) -> float:
        """Return when one is at the end, infinite when a visit or the end cannot be kept.

        Two clocks run side by side, one that has had lunch and one that has not; a break is made where it costs the
        least, before a way or after it.
        """
        free, fed, here = self.day.begin, inf, 0
        for stop in (*order, self.finish):
            drive = self.travel[here][stop]
            if self.lunch:
                before = min(fed, self.after_lunch(free)) + drive
                fed = min(before, self.after_lunch(free + drive))
                fed = self.start(stop, fed) + self.durations[stop]
            free = self.start(stop, free + drive) + self.durations[stop]
            if free == inf and fed == inf:
                return inf
            here = stop
        return free if not self.lunch or free <= self.lunch.latest else fed

    def timetable(self, order: Sequence[int]) -> tuple[list[Visit], float]:
        """Return the visits with their times, and when one is at the end, for an order that can be kept.

        Who visits nobody any more goes home, however late that is.
        """
        if not order and self.is_over:
            return [], self.day.begin + self.travel[0][self.finish]
        breaks = [None]
        if self.lunch:
            breaks += [(place, early) for place in range(len(order) + 1) for early in (False, True)]
        runs = [self._run(order, eaten) for eaten in breaks]
        if self.lunch and runs[0][1] > self.lunch.latest:
            runs = runs[1:]
        return min(runs, key=lambda run: run[1])

    def _run(self, order, eaten) -> tuple[list[Visit], float]:
        """One timetable with the break at `eaten`: (place in the order, whether before the way to it)."""
        free, here, visits = self.day.begin, 0, []
        for place, stop in enumerate((*order, self.finish)):
            drive, lunch = self.travel[here][stop], None
            if eaten == (place, True):
                lunch = max(free, self.lunch.earliest)
                free = self.after_lunch(free)
            arrival = free + drive
            ready = arrival
            if eaten == (place, False):
                lunch = max(arrival, self.lunch.earliest)
                ready = self.after_lunch(arrival)
            start = self.start(stop, ready)
            free, here = start + self.durations[stop], stop
            if stop != self.finish:
                visits.append(Visit(self.stops[stop - 1].key, drive, arrival, start, free, lunch))
        return visits, free

    def why_not(self, stop: int) -> str:
        """Return why a stop is left out: no time (left), closed, or too far to be at the end in time."""
        if self.is_over:
            return NO_TIME
        if self.start(stop, self.day.begin + self.travel[0][stop]) == inf:
            return CLOSED
        return TOO_FAR if self.end([stop]) == inf else NO_TIME
