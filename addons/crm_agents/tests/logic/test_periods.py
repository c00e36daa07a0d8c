"""Periods of settlements: none overlap, none leave a day out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

periods = load_logic("crm_agents", "periods")
KINDS = ["week", "half_month", "month", "quarter", "half_year", "year"]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.sampled_from(KINDS))
def test_every_day_lies_in_one_period(day, kind):
    period = periods.period_of(day, kind)
    assert period.first <= day <= period.last
    assert periods.period_of(period.first, kind) == periods.period_of(period.last, kind) == period
    assert periods.period_of(period.last + timedelta(days=1), kind).first == period.last + timedelta(days=1)


@given(DAYS, st.sampled_from(KINDS))
def test_what_is_over_ends_before_today(day, kind):
    last = periods.last_day_over(day, kind)
    assert last < day
    assert periods.period_of(last, kind).last == last
    assert periods.period_of(last + timedelta(days=1), kind) == periods.period_of(day, kind)


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("week", date(2026, 2, 22)),
        ("half_month", date(2026, 2, 15)),
        ("month", date(2026, 1, 31)),
        ("quarter", date(2025, 12, 31)),
        ("half_year", date(2025, 12, 31)),
        ("year", date(2025, 12, 31)),
    ],
)
def test_on_the_last_day_of_february(kind, last):
    assert periods.last_day_over(date(2026, 2, 28), kind) == last
