"""Planning by cadence: in order, on days that fit, never twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

cadence = load_logic("crm_visits", "cadence")

TODAY = date(2026, 3, 2)
wishes = st.builds(
    cadence.Cadence,
    days=st.integers(1, 120),
    horizon=st.integers(1, 180).map(lambda days: TODAY + timedelta(days=days)),
    weekday=st.one_of(st.none(), st.integers(0, 4)),
    holidays=st.frozensets(st.integers(0, 180).map(lambda days: TODAY + timedelta(days=days)), max_size=20),
)
lasts = st.one_of(st.none(), st.integers(-400, 100).map(lambda days: TODAY + timedelta(days=days)))


@given(wishes, lasts)
def test_days_fit_and_come_in_order(wish, last):
    """Every planned day is a free workday after today within the horizon, on the wished weekday, and later."""
    days = cadence.planned_days(last, TODAY, wish)
    assert all(TODAY < day <= wish.horizon and wish.is_workday(day) for day in days)
    assert all(wish.weekday in (None, day.weekday()) for day in days)
    assert days == sorted(set(days))


@given(wishes, lasts)
def test_running_again_adds_nothing(wish, last):
    """What was planned counts as the last contact: a second run is empty."""
    days = cadence.planned_days(last, TODAY, wish)
    if days:
        assert cadence.planned_days(days[-1], TODAY, wish) == []


@given(wishes, lasts, st.integers(1, 60))
def test_killed_half_way_goes_on(wish, last, keep):
    """A run that stopped after some days is finished by the next to the same plan."""
    days = cadence.planned_days(last, TODAY, wish)
    first = days[:keep]
    if first:
        assert first + cadence.planned_days(first[-1], TODAY, wish) == days


def test_report_of_lateness():
    """Contacts on day 0, 25 and 80 with 30 days wanted: five days early, then 25 late."""
    start = date(2026, 1, 1)
    assert cadence.days_late(start, start + timedelta(days=25), 30) == -5
    assert cadence.days_late(start + timedelta(days=25), start + timedelta(days=80), 30) == 25
    assert cadence.days_late(None, TODAY, 30) is None
