"""A promise is kept by money that came in time, and no money keeps two."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

rules = load_logic("crm_credit_control", "collection")
DAY = date(2026, 3, 2)
DAYS = st.integers(0, 40)
MONEY = st.decimals(min_value="0.01", max_value="100000", places=2)


def day(number):
    return DAY + timedelta(days=number)


@st.composite
def promises(draw):
    drawn = draw(st.lists(st.tuples(DAYS, DAYS, MONEY), max_size=5))
    return [
        rules.Promise(key, day(made), day(made + length), amount)
        for key, (made, length, amount) in enumerate(drawn)
    ]


payments = st.lists(st.builds(rules.Payment, DAYS.map(day), MONEY), max_size=6)


def test_money_before_the_promise_or_after_its_day_does_not_count():
    promise = rules.Promise(1, day(5), day(10), Decimal(100))
    money = [rules.Payment(day(4), Decimal(70)), rules.Payment(day(11), Decimal(70))]
    assert rules.paid_on_promises([promise], money) == {1: Decimal(0)}


def test_both_edges_count():
    promise = rules.Promise(1, day(5), day(10), Decimal(100))
    money = [rules.Payment(day(5), Decimal("40.01")), rules.Payment(day(10), Decimal("59.99"))]
    assert rules.paid_on_promises([promise], money) == {1: Decimal(100)}
    assert rules.promise_state(promise, Decimal(100), day(10)) == "kept"


def test_money_given_back_takes_away_the_latest():
    promise = rules.Promise(1, day(0), day(10), Decimal(100))
    money = [rules.Payment(day(2), Decimal(60)), rules.Payment(day(4), Decimal(40))]
    back = rules.Payment(day(20), Decimal(-50))
    assert rules.paid_on_promises([promise], [*money, back]) == {1: Decimal(50)}


@given(promises(), payments)
def test_no_money_is_counted_twice_and_no_promise_overfilled(given_words, money):
    paid = rules.paid_on_promises(given_words, money)
    assert sum(paid.values(), Decimal(0)) <= sum((payment.amount for payment in money), Decimal(0))
    for promise in given_words:
        in_time = [payment.amount for payment in money if promise.made <= payment.day <= promise.due]
        assert 0 <= paid[promise.key] <= min(promise.amount, sum(in_time, Decimal(0)))


@given(promises(), payments, DAYS)
def test_a_promise_is_open_only_until_its_day(given_words, money, today):
    paid = rules.paid_on_promises(given_words, money)
    for promise in given_words:
        state = rules.promise_state(promise, paid[promise.key], day(today))
        assert (state == "open") == (paid[promise.key] < promise.amount and day(today) <= promise.due)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=6, unique=True), st.integers(0, 120))
def test_letters_climb_one_level_at_a_time(thresholds, overdue):
    levels = [rules.Level(days, days) for days in thresholds]
    sent = []
    while (key := rules.next_level(levels, sent, overdue, 30 if sent else None, 7)) is not None:
        assert key not in sent
        sent.append(key)
    assert sent == sorted(days for days in thresholds if days <= overdue)


def test_a_level_added_below_is_not_sent_backwards():
    levels = [rules.Level(1, 8), rules.Level(2, 30), rules.Level(3, 15)]
    assert rules.next_level(levels, [2], 60, 30, 7) is None
