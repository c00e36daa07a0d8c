"""Spreading over months, periods as people write them, and the forecast of a running month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

spread = load_logic("crm_agents", "target_spread")
periods = load_logic("crm_agents", "target_periods")
forecast = load_logic("crm_agents", "target_forecast")

money = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
weights = st.lists(st.decimals(min_value=-1000, max_value=10**7, places=4), min_size=1, max_size=24)
steps = st.sampled_from([Decimal(step) for step in ("0.01", "0.05", "1", "10", "100", "1000")])


@given(money, weights, steps)
def test_parts_sum_to_the_total(total, profile, step):
    """Whatever is spread, by any weights and step: to the cent, and nothing has the wrong sign."""
    parts = spread.spread(total, profile, step)
    assert sum(parts) == total
    assert all(part * total >= 0 for part in parts)


@given(money, weights)
def test_each_part_is_its_share(total, profile):
    """No part is more than a cent from its exact share, and a month without weight gets nothing."""
    kept = [max(weight, Decimal(0)) for weight in profile]
    parts = spread.spread(total, profile)
    if not any(kept):
        assert max(parts) - min(parts) <= 2 * spread.CENT
        return
    for part, weight in zip(parts, kept, strict=True):
        assert abs(part - total * weight / sum(kept)) < spread.CENT + Decimal("1e-9")
        assert weight or not part


@given(st.integers(0, 10**6), st.lists(st.integers(0, 50), min_size=12, max_size=12), steps)
def test_parts_are_whole_steps(count, profile, step):
    """A total of whole steps has parts of whole steps."""
    assert not any(part % step for part in spread.spread(count * step, list(map(Decimal, profile)), step))


def test_year_spread_by_season():
    """120,000 with a strong spring and a closed August."""
    season = [Decimal(weight) for weight in (5, 6, 10, 12, 12, 10, 8, 0, 9, 10, 9, 9)]
    parts = spread.spread(Decimal(120000), season, Decimal(100))
    assert [int(part) for part in parts] == [
        6000, 7200, 12000, 14400, 14400, 12000, 9600, 0, 10800, 12000, 10800, 10800
    ]  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-300, 300))
def test_months_later_and_back(day, count):
    """Going on and back ends where it began, and n months are n months."""
    first = day.replace(day=1)
    later = periods.months_later(day, count)
    assert periods.months_later(later, -count) == first
    assert (later.year - first.year) * 12 + later.month - first.month == count


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_periods_hold_their_day(day):
    """Month, quarter and year of a day hold it, and each is whole months of the next."""
    month, quarter, year = (find(day) for find in (periods.month_of, periods.quarter_of, periods.year_of))
    for period in (month, quarter, year):
        assert period.first <= day < period.end
    assert set(month.months) <= set(quarter.months) <= set(year.months)


@pytest.mark.parametrize("text", ["", "26", "2026-00", "2026-13", "13/2026", "Q5 2026", "2026-Q0", "March"])
def test_no_period(text):
    """What is no period is told, not guessed."""
    with pytest.raises(periods.PeriodError):
        periods.read_period(text)


@given(st.integers(0, 23), st.integers(0, 40), st.integers(0, 10**6))
def test_forecast_of_what_is_over_is_what_it_was(days, offset, sold):
    """On the last working day the forecast is what was sold, before the first it promises nothing."""
    first = date(2026, 6, 1)
    working = [first + timedelta(number) for number in range(days)]
    over = forecast.progress(working, first + timedelta(days + offset))
    assert forecast.factor(over) * sold == sold
    before = forecast.progress(working, first - timedelta(1 + offset))
    assert (before.passed, forecast.factor(before)) == (0, 1)


def test_forecast_grows_with_what_is_left():
    """8 of 20 working days, 40,000 sold: 100,000."""
    working = [date(2026, 6, day) for day in range(1, 29) if date(2026, 6, day).weekday() < 5]
    state = forecast.progress(working, date(2026, 6, 10))
    assert (state.days, state.passed) == (20, 8)
    assert forecast.factor(state) * 40000 == 100000
