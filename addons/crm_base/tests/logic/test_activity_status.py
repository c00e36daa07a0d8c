"""The stages of a customer follow each other in one direction as days pass."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

status = load_logic("crm_base", "activity_status")

TODAY = date(2026, 6, 15)
DAYS = st.integers(0, 2000)
RULES = st.tuples(st.integers(1, 90), st.integers(1, 200), st.integers(1, 400), st.integers(1, 90)).map(
    lambda days: status.ActivityRule(days[0], days[0] + days[1], days[0] + days[1] + days[2], days[3])
)


def ago(days):
    """The day so many days before today."""
    return TODAY - timedelta(days=days)


@given(RULES, DAYS, DAYS, st.none() | DAYS)
def test_every_customer_with_orders_has_one_stage(rule, first, gap, contact):
    """Whatever the dates, a customer who bought is never a prospect."""
    last_contact = ago(contact) if contact is not None else None
    found = status.activity_status(ago(first + gap), ago(first), last_contact, rule, TODAY)
    assert found in status.STATUSES[1:]


@given(RULES, DAYS, DAYS)
def test_nobody_comes_back_by_waiting(rule, first, waited):
    """Without a new order or contact the stage only moves on."""
    now = status.activity_status(ago(first), ago(first), None, rule, TODAY)
    later = status.activity_status(ago(first), ago(first), None, rule, TODAY + timedelta(days=waited))
    assert status.STATUSES.index(later) >= status.STATUSES.index(now)


@given(RULES, DAYS)
def test_speaking_to_a_customer_keeps_him_from_being_lost(rule, idle):
    """A contact today never leaves a customer lost, and never makes a dormant one active."""
    without = status.activity_status(ago(3000), ago(idle), None, rule, TODAY)
    spoken_to = status.activity_status(ago(3000), ago(idle), TODAY, rule, TODAY)
    assert spoken_to == ("dormant" if without == "lost" else without)
