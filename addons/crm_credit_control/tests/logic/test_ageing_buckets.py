"""Every day overdue falls in exactly one bucket, and what cannot be used as bounds is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

ageing = load_logic("crm_credit_control", "ageing")
BOUNDS = st.sets(st.integers(1, 9999), min_size=1, max_size=ageing.MAX_BOUNDS).map(sorted).map(tuple)


@given(bounds=BOUNDS, days=st.integers(1, 20000))
def test_each_day_is_in_one_bucket(bounds, days):
    found = [(first, last) for first, last in ageing.ranges(bounds) if first <= days <= (last or days)]
    assert len(found) == 1


@given(bounds=BOUNDS)
def test_bounds_survive_writing_and_reading(bounds):
    assert ageing.read_bounds(ageing.write_bounds(bounds)) == bounds


@pytest.mark.parametrize("text", ["", "0", "30 30", "60, 30", "-5", "1.5", "x", "1 2 3 4 5 6", "99999", "٣"])
def test_unusable_bounds_are_refused(text):
    with pytest.raises(ageing.BoundsError):
        ageing.read_bounds(text)
