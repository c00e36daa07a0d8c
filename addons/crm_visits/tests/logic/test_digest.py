"""Digests come at the same local hour all the year, and once a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

digest = load_logic("crm_visits", "digest")
places = load_logic("crm_visits", "places")

HOURS = (7.0, 18.0)
zones = st.sampled_from(["Europe/Lisbon", "Asia/Jerusalem", "America/Sao_Paulo", "Pacific/Auckland", "UTC"])


@given(zones, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from([5, 15, 60]))
def test_one_of_each_a_day(name, start, minutes):
    """A job that runs every few minutes for three days sends three of each, at the hour by the seller's clock."""
    zone = ZoneInfo(name)
    start = start.replace(hour=12)  # noon in UTC, somewhere in everybody's day
    sent, seen = [None, None], []
    now = start
    while now < start + timedelta(days=3):
        due = digest.digest_due(now, zone, HOURS, tuple(sent))
        if due:
            day = places.local_day(now, zone)
            sent[due == "evening"] = day
            local = now.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
            seen.append((due, day, local.hour))
        now += timedelta(minutes=minutes)
    assert len(seen) == len({(due, day) for due, day, _hour in seen})
    on_time = [(due, hour) for due, _day, hour in seen[2:]]
    assert all(hour == (7 if due == "morning" else 18) for due, hour in on_time)
    assert {due for due, _hour in on_time} == {"morning", "evening"}


def test_across_the_change_of_clocks():
    """Clocks in Lisbon go forward on 29 March 2026: six in the evening is an hour earlier in UTC."""
    lisbon = ZoneInfo("Europe/Lisbon")
    for moment, due in (
        (datetime(2026, 3, 28, 17, 59), None),
        (datetime(2026, 3, 28, 18, 0), "evening"),
        (datetime(2026, 3, 29, 16, 59), None),
        (datetime(2026, 3, 29, 17, 0), "evening"),
    ):
        assert digest.digest_due(moment, lisbon, HOURS, (None, None)) == due


def test_late_is_better_than_never_but_not_always():
    """A server that comes back at ten still sends the morning's, at noon it does not; the evening's till midnight."""
    utc = ZoneInfo("UTC")
    assert digest.digest_due(datetime(2026, 3, 2, 10, 0), utc, HOURS, (None, None)) == "morning"
    assert digest.digest_due(datetime(2026, 3, 2, 12, 0), utc, HOURS, (None, None)) is None
    assert digest.digest_due(datetime(2026, 3, 2, 23, 59), utc, HOURS, (None, None)) == "evening"
