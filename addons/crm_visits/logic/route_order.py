"""The order in which a day's stops are driven: every stop if it can be, then the least time on the road.

Cheapest insertion, 2-opt and or-opt, then many small departures: some neighbouring stops are taken out and put back
where they cost least. A day has some 25 stops; for these it comes within a few per cent of the best tour there is. The
same stops always give the same order: what looks like chance comes from numbers that are the same each time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from random import Random

from .route_day import NO_PLACE, Day, Stop, Timing, Travel, Visit

BEGINNINGS = 4
TRIES = 300  # departures from each beginning; all together some tenths of a second for 25 stops
LONGEST_SEGMENT = 3  # stops moved together by or-opt
MOST_REMOVED = 8
TOLERATED = 0.04  # how much worse than the best a departure may be to go on from it, at first
TINY = 1e-9


@dataclass(frozen=True)
class Plan:
    """The visits in their order with times, what is left out and why, minutes on the road, and when the day ends."""

    visits: tuple[Visit, ...]
    left_out: tuple[tuple[int, str], ...]
    driving: float
    end: float

    @property
    def keys(self) -> list[int]:
        """The stops in their order."""
        return [visit.key for visit in self.visits]


def plan_day(stops: Sequence[Stop], day: Day, travel: Travel, without_place: Sequence[int] = ()) -> Plan:
    """Return the best order found; never longer than the order given, when that one can be kept.

    :param stops: in the order given
    :param travel: minutes between the start, the stops in this order, and the end
    :param without_place: keys of stops that nobody knows the place of; they are listed, not dropped

    >>> road = [[abs(one - other) for other in (0, 30, 10, 20, 0)] for one in (0, 30, 10, 20, 0)]
    >>> stops = [Stop(1, 15), Stop(2, 15), Stop(3, 15, ((600, 600),), is_fixed=True)]
    >>> plan = plan_day(stops, Day(540, 1080), road, without_place=[9])
    >>> plan.keys, plan.driving, plan.end, plan.left_out
    ([1, 3, 2], 60, 650, ((9, 'no_place'),))
    """
    timing = Timing(stops, day, travel)
    order = _Search(timing).best()
    driving = timing.driving(order)
    visits, end = timing.timetable(order)
    missing = [number for number in range(1, len(stops) + 1) if number not in order]
    left_out = [(stops[number - 1].key, timing.why_not(number)) for number in missing]
    return Plan(tuple(visits), (*left_out, *((key, NO_PLACE) for key in without_place)), driving, end)


def plan_in_order(stops: Sequence[Stop], day: Day, travel: Travel) -> Plan | None:
    """Return the timetable of the order given, None when it cannot be kept.

    >>> from .route_day import Lunch
    >>> plan_in_order([Stop(1, 30), Stop(2, 30)], Day(0, 120, Lunch(30, 60, 20)), [[10] * 4] * 4).visits[1].lunch
    50
    """
    timing = Timing(stops, day, travel)
    order = range(1, len(stops) + 1)
    if order and timing.end(order) == inf:
        return None
    visits, end = timing.timetable(order)
    return Plan(tuple(visits), (), timing.driving(order), end)


class _Search:
    """The search for one day; a route is a list of stop numbers, those not in it are left out."""

    def __init__(self, timing: Timing):
        self.timing, self.travel, self.finish = timing, timing.travel, timing.finish
        self.all = range(1, len(timing.stops) + 1)
        self.chance = Random(len(timing.stops))  # noqa: S311  the same order each time
        self.near = {
            stop: sorted(self.all, key=lambda other, stop=stop: (self.travel[stop][other], other))
            for stop in self.all
        }

    def worth(self, route) -> tuple[int, int, float, float]:
        """What is compared, the less the better: appointments not kept, stops left out, road, end of the day."""
        missing = self.missing(route)
        fixed = sum(self.timing.stops[stop - 1].is_fixed for stop in missing)
        return fixed, len(missing), round(self.timing.driving(route), 6), self.timing.end(route)

    def best(self) -> list[int]:
        """Return the best route found."""
        beginnings = [self.by_urgency(self.all), *(self.shuffled() for _again in range(BEGINNINGS - 1))]
        routes = [self.improved(self.inserted([], order)) for order in beginnings]
        if len(self.all) > 1:
            routes += [self.explored(route) for route in routes]
        if self.timing.end(self.all) < inf:
            # First, so that it stays when nothing is better.
            routes.insert(0, self.improved(list(self.all)))
        return min(routes, key=self.worth)

    def explored(self, route) -> list[int]:
        """Return the best route found by departures from this one."""
        best = current = route
        best_worth = self.worth(best)
        for attempt in range(TRIES):
            trial = self.departed(current)
            if attempt % 20 == 0:
                trial = self.improved(trial)
            found = self.worth(trial)
            if found < best_worth:
                best, best_worth, current = trial, found, trial
            elif self.is_tolerable(found, best_worth, 1 - attempt / TRIES):
                current = trial
            elif attempt % 50 == 49:
                current = best
        return self.improved(best)

    def shuffled(self) -> list[int]:
        """All stops in a chance order."""
        return self.chance.sample(self.all, len(self.all))

    def missing(self, route) -> list[int]:
        """The stops that are not in a route."""
        there = set(route)
        return [stop for stop in self.all if stop not in there]

    def is_tolerable(self, found, best, patience: float) -> bool:
        """Whether to go on from a route that is not the best, less and less willingly."""
        return found[:2] == best[:2] and found[2] <= best[2] * (1 + TOLERATED * patience)

    def by_urgency(self, stops) -> list[int]:
        """Appointments first, then what may begin during the shortest time."""
        spans = {
            stop: sum(latest - earliest for earliest, latest in self.timing.starts[stop]) for stop in stops
        }
        return sorted(stops, key=lambda stop: (not self.timing.stops[stop - 1].is_fixed, spans[stop], stop))

    def inserted(self, route, stops) -> list[int]:
        """Return the route with these stops where each costs least; those that fit nowhere are left out."""
        route = list(route)
        for stop in stops:
            for _cost, place in self.places(route, [stop]):
                if self.timing.end([*route[:place], stop, *route[place:]]) < inf:
                    route.insert(place, stop)
                    break
        return route

    def places(self, route, segment) -> list[tuple[float, int]]:
        """What it costs to put a segment into each place of a route, the cheapest first."""
        travel, first, last = self.travel, segment[0], segment[-1]
        ways = zip((0, *route), (*route, self.finish), strict=True)
        return sorted(
            (travel[here][first] + travel[last][there] - travel[here][there], place)
            for place, (here, there) in enumerate(ways)
        )

    def departed(self, route) -> list[int]:
        """Take some neighbouring stops out, and put them back in another order, with whatever was left out."""
        missing = self.missing(route)
        middle = self.chance.choice(self.all)
        count = self.chance.randint(2, MOST_REMOVED)
        removed = set(self.near[middle][:count])
        kept = [stop for stop in route if stop not in removed]
        back = [stop for stop in self.all if stop in removed and stop not in missing] + missing
        self.chance.shuffle(back)
        if self.chance.random() < 0.5:
            back = self.by_urgency(back)
        return self.inserted(kept, back)

    def improved(self, route) -> list[int]:
        """Return the route after 2-opt and or-opt, until neither finds anything better."""
        better = route
        while better is not None:
            route, better = better, next(self.better(better), None)
        return route

    def better(self, route) -> Iterator[list[int]]:
        """Routes of the same stops that are shorter than this one and can be kept."""
        length = self.timing.driving(route) - TINY
        count = len(route)
        for begin in range(count - 1):
            for end in range(begin + 2, count + 1):
                turned = [*route[:begin], *reversed(route[begin:end]), *route[end:]]
                if self.timing.driving(turned) < length and self.timing.end(turned) < inf:
                    yield turned
        for size in range(1, LONGEST_SEGMENT + 1):
            for begin in range(count - size + 1):
                yield from self.moved(route, begin, size, length)

    def moved(self, route, begin: int, size: int, length: float) -> Iterator[list[int]]:
        """Shorter routes with one segment in another place, either way round."""
        rest = [*route[:begin], *route[begin + size :]]
        inner = self.timing.driving(rest)
        taken = route[begin : begin + size]
        for segment in (taken, taken[::-1]) if size > 1 else (taken,):
            within = sum(self.travel[one][other] for one, other in pairwise(segment))
            for cost, place in self.places(rest, segment):
                if inner + cost + within >= length:
                    break
                trial = [*rest[:place], *segment, *rest[place:]]
                if self.timing.end(trial) < inf:
                    yield trial
