"""Ways between places: estimated ones grow with the distance, a server's answer is never trusted."""

import json

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

travel = load_logic("crm_visits", "route_travel")

places = st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=1, max_size=6)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner)),
    max_leaves=12,
)


@given(places, st.floats(1, 2), st.floats(10, 120))
def test_estimates(somewhere, factor, speed):
    """Nothing to itself, the same both ways, more with a greater factor."""
    roads = travel.estimated_roads(somewhere, factor, speed)
    for one in range(len(somewhere)):
        assert roads.kilometres[one][one] == roads.minutes[one][one] == 0
        for other in range(len(somewhere)):
            assert roads.kilometres[one][other] == roads.kilometres[other][one]
    longer = travel.estimated_roads(somewhere, factor + 1, speed)
    assert longer.kilometres >= roads.kilometres


@given(anything, st.integers(1, 3))
def test_whatever_a_server_answers(answer, count):
    """An answer that is not a full table is no answer, and never an error."""
    for wrapped in (answer, {"code": "Ok", "durations": answer, "distances": answer}):
        roads = travel.read_table(wrapped, count)
        assert roads is None or len(roads.minutes) == len(roads.kilometres) == count


@given(st.integers(1, 5))
def test_a_good_answer(count):
    """Seconds and metres become minutes and kilometres."""
    table = [[abs(one - other) * 600 for other in range(count)] for one in range(count)]
    answer = json.loads(json.dumps({"code": "Ok", "durations": table, "distances": table}))
    roads = travel.read_table(answer, count)
    assert roads.minutes[0][-1] == (count - 1) * 10
    assert roads.kilometres[0][-1] == round((count - 1) * 0.6, 2)


def test_a_way_that_is_missing():
    """Where no road leads the server says null: then the estimate is taken for all."""
    table = [[0, None], [60, 0]]
    assert travel.read_table({"code": "Ok", "durations": table, "distances": table}, 2) is None
