"""A day's order: every stop once, its times kept, never longer than what it was given, the same each time."""

from itertools import pairwise, permutations
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from logic_loader import load_logic

route_day = load_logic("crm_visits", "route_day")
route_order = load_logic("crm_visits", "route_order")
Day, Lunch, Stop, Timing = route_day.Day, route_day.Lunch, route_day.Stop, route_day.Timing

windows = st.lists(st.tuples(st.integers(480, 1080), st.integers(0, 180)), max_size=2).map(
    lambda spans: tuple((begin, begin + width) for begin, width in sorted(spans))
)
stops = st.lists(
    st.tuples(st.sampled_from([0, 10, 20, 45]), st.none() | windows, st.booleans()), max_size=8
).map(lambda rows: [Stop(10 + place, *row) for place, row in enumerate(rows)])
lunches = st.builds(
    lambda earliest, patience, minutes: Lunch(earliest, earliest + patience, minutes),
    st.integers(300, 1300),
    st.integers(0, 180),
    st.sampled_from([0, 30, 60, 600]),
)
days = st.builds(
    Day, st.integers(420, 1300), st.integers(900, 1200), st.none() | st.just(Lunch(720, 810, 60)) | lunches
)


@st.composite
def outings(draw):
    """Stops, a day, and minutes between places that are not the same both ways."""
    somebody = draw(stops)
    size = len(somebody) + 2
    numbers = draw(st.lists(st.integers(0, 60), min_size=size * size, max_size=size * size))
    return somebody, draw(days), [numbers[row * size : (row + 1) * size] for row in range(size)]


def anytime(stop):
    """When a visit may begin."""
    return [(-inf, inf)] if stop.starts is None else stop.starts


@settings(deadline=None, max_examples=60)
@given(outings())
def test_a_plan_can_be_driven(outing):
    """Every stop once or left out with a reason; ways, windows, durations, the break and the end are kept."""
    somebody, day, travel = outing
    plan = route_order.plan_day(somebody, day, travel, without_place=[99])
    keys = [*plan.keys, *(key for key, _reason in plan.left_out)]
    assert sorted(keys) == [*(stop.key for stop in somebody), 99]
    numbers = {stop.key: number for number, stop in enumerate(somebody, 1)}
    free, here, lunches = day.begin, 0, 0
    for visit in plan.visits:
        stop = somebody[numbers[visit.key] - 1]
        assert visit.drive == travel[here][numbers[visit.key]]
        pause = day.lunch.minutes if visit.lunch is not None else 0
        if visit.lunch is not None:
            assert day.lunch.earliest <= visit.lunch <= day.lunch.latest
            lunches += 1
        assert visit.start >= free + visit.drive + pause
        assert any(begin <= visit.start <= end for begin, end in anytime(stop))
        assert visit.leave == visit.start + stop.duration
        free, here = visit.leave, numbers[visit.key]
    assert free + travel[here][len(somebody) + 1] <= plan.end <= day.end or not plan.visits
    assert lunches <= 1
    assert route_order.plan_day(somebody, day, travel, without_place=[99]) == plan


@settings(deadline=None, max_examples=60)
@given(outings())
def test_never_worse_than_the_order_given(outing):
    """What can be kept as given is kept whole, and is not driven longer."""
    somebody, day, travel = outing
    given_plan = route_order.plan_in_order(somebody, day, travel)
    if given_plan:
        plan = route_order.plan_day(somebody, day, travel)
        assert not plan.left_out
        assert plan.driving <= given_plan.driving


@settings(deadline=None, max_examples=25)
@given(outings())
def test_as_good_as_trying_all(outing):
    """Of few stops no order is better, and none that could be kept whole is missed."""
    somebody, day, travel = outing
    somebody = somebody[:5]
    travel = [[*row[: len(somebody) + 1], row[-1]] for row in [*travel[: len(somebody) + 1], travel[-1]]]
    timing = Timing(somebody, day, travel)
    orders = [order for order in permutations(range(1, len(somebody) + 1)) if timing.end(order) < inf]
    plan = route_order.plan_day(somebody, day, travel)
    if orders:
        assert not plan.left_out
        assert plan.driving == min(map(timing.driving, orders))


@settings(deadline=None, max_examples=60)
@given(outings())
def test_timetable_ends_when_the_clock_says(outing):
    """The two ways to reckon a day agree."""
    somebody, day, travel = outing
    timing = Timing(somebody, day, travel)
    order = range(1, len(somebody) + 1)
    if timing.end(order) < inf:
        visits, end = timing.timetable(order)
        assert end == timing.end(order)
        assert all(one.leave <= other.arrival for one, other in pairwise(visits))


def test_twelve_stops_with_two_appointments():
    """Twelve places on a ring, given crosswise, two of them at fixed hours: the ring is driven, the hours are kept."""
    ring = [(place * 7) % 12 for place in range(12)]
    places = [0, *ring, 0]
    travel = [[min((one - other) % 12, (other - one) % 12) * 10 for other in places] for one in places]
    appointment = {3: ((660, 660),), 9: ((900, 900),)}
    somebody = [Stop(place, 20, appointment.get(place), is_fixed=place in appointment) for place in ring]
    plan = route_order.plan_day(somebody, Day(480, 1080, Lunch(720, 840, 60)), travel)
    assert plan.left_out == ()
    assert plan.driving == 120  # once round, where as given it is 600
    starts = {visit.key: visit.start for visit in plan.visits}
    assert (starts[3], starts[9]) == (660, 900)
    assert [visit.lunch for visit in plan.visits if visit.lunch is not None] != []


def test_reasons():
    """Why somebody is left out is told apart."""
    travel = [[10, 10, 500, 10, 10, 10]] * 6
    somebody = [
        Stop(1, 30, ((400, 420),)),
        Stop(2, 30),
        Stop(3, 400, is_fixed=True, starts=((500, 500),)),
        Stop(4, 400),
    ]
    plan = route_order.plan_day(somebody, Day(480, 1000), travel, without_place=[5])
    assert plan.keys == [3]
    assert plan.left_out == ((1, "closed"), (2, "too_far"), (4, "no_time"), (5, "no_place"))


def test_an_appointment_wins_over_somebody_else():
    """When not all fit, appointments are kept before others."""
    travel = [[10] * 5] * 5
    somebody = [Stop(1, 100), Stop(2, 100), Stop(3, 100, ((90, 90),), is_fixed=True)]
    plan = route_order.plan_day(somebody, Day(0, 220), travel)
    assert 3 in plan.keys
    assert [reason for _key, reason in plan.left_out] == ["no_time", "no_time"]


def test_too_late_for_anybody():
    """Who is on the road after his day goes home, however late; there is no time left for whom he did not see."""
    travel = [[30] * 4] * 4
    late = Day(1100, 1080, Lunch(720, 810, 60))
    plan = route_order.plan_day([Stop(1, 20), Stop(2, 20, ((500, 600),))], late, travel)
    assert (plan.keys, plan.driving, plan.end) == ([], 30, 1130)
    assert plan.left_out == ((1, "no_time"), (2, "no_time"))
    assert route_order.plan_in_order([], late, travel) == route_order.plan_day([], late, travel)
    assert route_order.plan_in_order([Stop(1, 20)], late, travel) is None


def test_nobody_to_visit():
    """An empty day is a plan too."""
    plan = route_order.plan_day([], Day(480, 1080), [[0, 5], [5, 0]])
    assert (plan.visits, plan.left_out, plan.driving, plan.end) == ((), (), 5, 485)
