"""Planning by cadence: in order, on days that fit, never twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

cadence = load_logic("crm_visits", "cadence")
season = load_logic("crm_visits", "season")

TODAY = date(2026, 3, 2)
days_around = st.integers(-30, 400).map(lambda days: TODAY + timedelta(days=days))
seasons = st.one_of(
    st.just(season.Season()), st.builds(season.Season, days_around, days_around, every_year=st.just(True))
)
wishes = st.builds(
    cadence.Cadence,
    days=st.integers(1, 120),
    horizon=st.integers(1, 180).map(lambda days: TODAY + timedelta(days=days)),
    weekday=st.one_of(st.none(), st.integers(0, 4)),
    holidays=st.frozensets(st.integers(0, 180).map(lambda days: TODAY + timedelta(days=days)), max_size=20),
    season=seasons,
)
choices = st.lists(wishes, min_size=1, max_size=3)
lasts = st.one_of(st.none(), st.integers(-400, 100).map(lambda days: TODAY + timedelta(days=days)))


def planned(last, wishes, **options):
    return list(cadence.planned_days(last, TODAY, wishes, **options))


@given(choices, lasts)
def test_days_fit_and_come_in_order(wishes, last):
    """Every planned day is later than the one before, fits, and lies after today and within the horizon."""
    found = planned(last, wishes)
    assert all(TODAY < day <= wish.horizon and wish.fits(day) for day, wish in found)
    days = [day for day, _wish in found]
    assert days == sorted(set(days))
    assert last is None or all(day > last for day in days)


@given(choices, lasts)
def test_running_again_adds_nothing(wishes, last):
    """What was planned counts as the last contact: a second run is empty."""
    found = planned(last, wishes)
    if found:
        assert planned(found[-1][0], wishes) == []


@given(choices, lasts, st.integers(1, 60))
def test_killed_half_way_goes_on(wishes, last, keep):
    """A run that stopped after some days is finished by the next to the same plan."""
    found = planned(last, wishes)
    first = found[:keep]
    if first:
        assert first + planned(first[-1][0], wishes) == found


@given(wishes, lasts)
def test_full_days_are_left_out(wish, last):
    """Where there is no room, nothing is planned; elsewhere it goes on."""
    found = planned(last, [wish], is_free=lambda day: day.day % 2 == 0)
    assert all(day.day % 2 == 0 for day, _wish in found)


def test_years_of_cadence_end_at_the_horizon():
    """A cadence that never ends gives eight weeks of contacts, not ten years of them."""
    weekly = cadence.Cadence(7, TODAY + timedelta(weeks=8))
    assert len(planned(TODAY, [weekly])) == 8


def test_summer_asks_more_often():
    """Every week in summer, every eight weeks else; of the two the nearer one holds in its season only."""
    horizon = date(2026, 6, 30)
    summer = cadence.Cadence(
        7, horizon, season=season.Season(date(2020, 6, 1), date(2020, 9, 30), True), key=1
    )
    always = cadence.Cadence(56, horizon, key=2)
    found = [(str(day), wish.key) for day, wish in planned(TODAY, [summer, always])]
    assert found == [
        ("2026-04-27", 2),
        ("2026-06-01", 1),
        ("2026-06-08", 1),
        ("2026-06-15", 1),
        ("2026-06-22", 1),
        ("2026-06-29", 1),
    ]


def test_winter_goes_across_new_year():
    """A season of every year may begin in one and end in the next."""
    winter = season.Season(date(2020, 11, 15), date(2020, 2, 10), every_year=True)
    held = ("2026-11-14", "2026-11-15", "2027-02-10", "2027-02-11")
    assert [winter.holds(date.fromisoformat(day)) for day in held] == [False, True, True, False]
