from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

status = load_logic("crm_orders_portal", "order_status")
TEN = status.Line(Decimal(10))
CONFIRMED = {"is_sent": True, "is_taken_in": True, "is_confirmed": True, "is_cancelled": False}


def reached(*lines, **how):
    return status.progress(lines, **{**CONFIRMED, **how})


def line(**facts):
    return replace(
        TEN, **{key: Decimal(value) if type(value) is int else value for key, value in facts.items()}
    )


def test_before_confirmation():
    draft = {"is_sent": False, "is_taken_in": False, "is_confirmed": False}
    assert reached(TEN, **draft).status == "open"
    assert reached(TEN, **{**draft, "is_sent": True}).status == "sent"
    assert reached(TEN, **{**draft, "is_sent": True, "is_taken_in": True}).status == "received"


def test_partial_ways_in_turn():
    ways = [
        (line(), "received"),
        (line(shipped=4), "shipped_partial"),
        (line(shipped=4, invoiced=4, was_invoiced=True), "invoiced_partial"),
        (line(shipped=10, is_closed=True, invoiced=4, was_invoiced=True), "invoiced_partial"),
        (line(shipped=10, is_closed=True, invoiced=10, was_invoiced=True), "invoiced"),
    ]
    assert [reached(facts).status for facts, _expected in ways] == [expected for _facts, expected in ways]


def test_rest_cancelled_means_shipped_and_invoiced_at_what_left():
    done = line(shipped=4, is_closed=True)
    assert reached(done).status == "shipped"
    assert reached(replace(done, invoiced=Decimal(4), was_invoiced=True)).status == "invoiced"


def test_picking_cancelled_before_anything_left_is_not_shipped():
    assert reached(line(is_closed=True)).status == "received"


def test_return_with_credit_note_closes_the_account():
    back = line(shipped=10, returned=4, is_closed=True, invoiced=6, was_invoiced=True)
    assert reached(back).status == "invoiced"
    all_back = line(shipped=10, returned=10, is_closed=True, invoiced=0, was_invoiced=True)
    assert reached(all_back).status == "invoiced"


def test_credit_without_return_is_to_be_invoiced_again():
    assert reached(line(shipped=10, is_closed=True, invoiced=0, was_invoiced=True)).status == "shipped"


def test_services_do_not_hold_shipping_back():
    service = line(is_goods=False)
    assert reached(line(shipped=10, is_closed=True), service).status == "shipped"
    assert reached(line(is_goods=False, invoiced=10, was_invoiced=True)).status == "invoiced"


def test_cancelled_after_part_was_shipped():
    cancelled = reached(line(shipped=4, is_closed=True), is_confirmed=False, is_cancelled=True)
    assert (cancelled.status, cancelled.goods) == ("cancelled", "shipped")


def test_undone_follows_a_reset_to_draft():
    assert status.undone({"open", "sent", "received", "cancelled"}, status.Progress("open")) == {
        "sent",
        "received",
        "cancelled",
    }


FACTS = st.builds(
    status.Line,
    ordered=st.integers(1, 20).map(Decimal),
    shipped=st.integers(0, 20).map(Decimal),
    invoiced=st.integers(0, 20).map(Decimal),
    was_invoiced=st.booleans(),
    is_goods=st.booleans(),
    is_closed=st.booleans(),
)


@given(st.lists(FACTS, max_size=6))
def test_nothing_reached_is_undone_at_once(lines):
    now = reached(*lines)
    assert status.undone(now.stages, now) == set()
    assert now.status in now.stages


@given(st.lists(FACTS, min_size=1, max_size=6), st.integers(1, 20))
def test_shipping_more_never_goes_back(lines, more):
    shipped_more = [replace(facts, shipped=facts.shipped + more) for facts in lines]
    order = [*status.TRACKS[1]]
    before, after = reached(*lines).goods, reached(*shipped_more).goods
    assert not before or order.index(after) >= order.index(before)
