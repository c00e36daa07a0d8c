"""The order of a day's stops against Google's OR-tools: how much longer our tours are, and how long one takes.

100 days of 10 to 25 stops. Each is made so that it can be kept: somebody drives it in some order, and the windows lie
around the times at which he came by. Two fifths of the stops have a window, some of them two with a closure at noon,
and two are appointments to the minute. Both sides are given the same whole numbers of seconds, so their tours can be
compared to the second. OR-tools seldom finds a first tour through so many windows; it is given two to go on from, the
one that the day was made of and ours, and a second for each, which for these sizes is to the end of what it finds.
"""

import time
from itertools import pairwise
from random import Random

from odoo.addons.crm_visits.logic.route_day import Day, Stop
from odoo.addons.crm_visits.logic.route_order import plan_day

from .frame import Figure

DAYS = 100
BEGIN, END = 8 * 3600, 20 * 3600
RIVAL_MILLISECONDS = 1000
MINUTE = 60
WINDOW = 2 * 3600


def prepare(_env):
    """Nothing: the days are made of chance numbers that are the same at every run."""


def measures(_env):
    """The mean and the worst of the tours, the longest time that one took us, and what OR-tools found better."""
    results = [compared(number) for number in range(DAYS)]
    longer = sorted(ours / rival - 1 for ours, rival, _seconds in results)
    shown = {
        "tours against OR-tools, mean": 100 * sum(longer) / len(longer),
        "tours against OR-tools, worst of 100 days": 100 * longer[-1],
    }
    for name, value in shown.items():
        yield Figure(name, value=lambda value=value: value, unit="% longer", at_most=5)
    slowest = max(seconds for _ours, _rival, seconds in results)
    yield Figure("ordering a day, slowest of 100", value=lambda: slowest, unit="seconds", at_most=1)


def compared(number: int) -> tuple[float, float, float]:
    """Seconds on the road of our tour and of OR-tools' for one day, and the seconds we took to find ours."""
    stops, travel, driven = chance_day(Random(number))  # noqa: S311  the same days each time
    day = Day(BEGIN, END)
    # Processor time: a machine that does something else at the same time does not count against the order.
    start = time.process_time()
    plan = plan_day(stops, day, travel)
    seconds = time.process_time() - start
    if plan.left_out:
        raise AssertionError(f"Day {number} can be kept, and {plan.left_out} were left out.")
    rival = min(rival_length(stops, day, travel, known) for known in (driven, plan.keys))
    return plan.driving, rival, seconds


def chance_day(chance: Random) -> tuple[list[Stop], list[list[int]], list[int]]:
    """A day that can be kept, the seconds between its places, and an order to keep it in.

    The office is in the middle of 30 by 30 minutes.
    """
    count = chance.randint(10, 25)
    office = (15 * MINUTE, 15 * MINUTE)
    places = [
        office,
        *((chance.randint(0, 1800), chance.randint(0, 1800)) for _stop in range(count)),
        office,
    ]
    travel = [
        [int(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5) for other in places]
        for one in places
    ]
    durations = [chance.choice((10, 15, 20)) * MINUTE for _stop in range(count)]
    order = some_order(chance, travel, count)
    appointments = set(chance.sample(range(1, count + 1), 2))
    stops, now, here = [None] * count, BEGIN, 0
    for stop in order:
        now += travel[here][stop]
        starts = _windows(chance, now, stop in appointments)
        stops[stop - 1] = Stop(stop, durations[stop - 1], starts, is_fixed=stop in appointments)
        now, here = now + durations[stop - 1], stop
    return stops, travel, order


def some_order(chance: Random, travel, count: int) -> list[int]:
    """An order that somebody might drive: to one of the three nearest each time."""
    order, left = [], set(range(1, count + 1))
    while left:
        here = order[-1] if order else 0
        near = sorted(left, key=lambda stop, here=here: (travel[here][stop], stop))[:3]
        order.append(chance.choice(near))
        left.discard(order[-1])
    return order


def _windows(chance: Random, arrival: int, is_appointment: bool):
    if is_appointment:
        return ((arrival, arrival),)
    if chance.random() > 0.4:
        return None
    begin = arrival - chance.randint(0, WINDOW)
    end = arrival + chance.randint(0, WINDOW)
    if chance.random() < 0.3:
        return ((begin - WINDOW, begin - WINDOW // 2), (begin, end))
    return ((begin, end),)


def rival_length(stops: list[Stop], day: Day, travel, known: list[int]) -> float:
    """Seconds on the road of the best tour that OR-tools finds by guided local search from a known one."""
    # A Google library of this benchmark alone: `benchmarks/rivals` says where it comes from.
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    manager = pywrapcp.RoutingIndexManager(len(travel), 1, [0], [len(travel) - 1])
    routing = pywrapcp.RoutingModel(manager)
    durations = [0, *(int(stop.duration) for stop in stops), 0]

    def road(one, other):
        return travel[manager.IndexToNode(one)][manager.IndexToNode(other)]

    def passing(one, other):
        return road(one, other) + durations[manager.IndexToNode(one)]

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(road))
    routing.AddDimension(routing.RegisterTransitCallback(passing), END, END, False, "clock")
    clock = routing.GetDimensionOrDie("clock")
    clock.CumulVar(routing.Start(0)).SetRange(BEGIN, END)
    clock.CumulVar(routing.End(0)).SetRange(BEGIN, int(day.end))
    for number, stop in enumerate(stops, 1):
        if stop.starts:
            variable = clock.CumulVar(manager.NodeToIndex(number))
            variable.SetRange(int(stop.starts[0][0]), int(stop.starts[-1][1]))
            for (_begin, closes), (opens, _end) in pairwise(stop.starts):
                variable.RemoveInterval(int(closes) + 1, int(opens) - 1)
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromMilliseconds(RIVAL_MILLISECONDS)
    routing.CloseModelWithParameters(options)
    first = routing.ReadAssignmentFromRoutes([known], True)
    if first is None:
        raise AssertionError("OR-tools does not take a tour that keeps all windows.")
    return routing.SolveFromAssignmentWithParameters(first, options).ObjectiveValue()
