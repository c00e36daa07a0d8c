"""Distances behave like distances, and hours survive the change of clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

places = load_logic("crm_visits", "places")

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
zones = st.sampled_from(
    [
        "Europe/Lisbon",
        "Atlantic/Azores",  # whose clocks change at midnight
        "America/New_York",
        "America/Nuuk",
        "America/Sao_Paulo",
        "Asia/Beirut",
        "Asia/Jerusalem",
        "Pacific/Auckland",
        "UTC",
    ]
).map(ZoneInfo)


@given(points, points, points)
def test_distance_is_a_distance(one, other, third):
    """Zero to itself, the same both ways, never longer than a detour, at most half round the earth."""
    distance = places.distance_in_metres
    assert distance(one, one) == 0
    assert abs(distance(one, other) - distance(other, one)) < 0.001
    assert distance(one, other) <= distance(one, third) + distance(third, other) + 0.001
    assert distance(one, other) <= 20_015_087


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(7, 20), st.integers(0, 400), zones)
def test_working_hour_stays(day, hour, later, zone):
    """A working hour is the same on any other day, whatever the clocks did between."""
    moment = (
        datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    )
    moved = places.same_hour_on(day + timedelta(days=later), moment, zone)
    local = moved.replace(tzinfo=UTC).astimezone(zone)
    assert (local.date(), local.hour, local.minute) == (day + timedelta(days=later), hour, 30)


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.floats(0, 23.99), zones)
def test_an_hour_of_a_day_is_on_that_day(day, hour, zone):
    """Also an hour that the change of clocks leaves out or has twice; and a day has 23 to 25 hours."""
    assert places.local_day(places.local_moment(day, hour, zone), zone) == day
    begin, end = (places.local_moment(day + timedelta(days=days), 0, zone) for days in (0, 1))
    assert timedelta(hours=23) <= end - begin <= timedelta(hours=25)
    assert begin <= places.local_moment(day, hour, zone) < end
