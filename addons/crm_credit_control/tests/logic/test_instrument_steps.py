"""Every step of every life of an instrument balances, and in the end nothing is left where it should not be."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

steps = load_logic("crm_credit_control", "instrument_steps")
AMOUNTS = st.decimals(min_value="0.01", max_value="999999", places=2)
CHARGES = st.decimals(min_value="0", max_value="100", places=2)
BOOKED = sorted(set(steps.STEPS) - {"receive"})
OPPOSITES = {
    "deposit": "withdraw",
    "discount": "take_back",
    "endorse": "take_back",
    "bounce": "present",
    "renew": "reinstate",
}


@given(
    amount=AMOUNTS,
    extra=CHARGES,
    interest=CHARGES,
    step=st.sampled_from(BOOKED),
    at_bank=st.booleans(),
    on_customer=st.booleans(),
    data=st.data(),
)
def test_every_entry_balances(amount, extra, interest, step, at_bank, on_customer, data):
    state = data.draw(st.sampled_from(steps.STEPS[step].sources))
    instrument = steps.Instrument(state, amount, at_bank)
    booked = steps.legs(step, instrument, extra, on_customer, interest)
    assert sum(leg.principal for leg in booked) == 0
    assert sum(leg.extra for leg in booked) == 0


def walk(amount, choices):
    """Balances by role after the possible ones among `choices`, and the state they lead to."""
    balances = defaultdict(Decimal, portfolio=amount, customer=-amount)
    state, at_bank, passed_to = "in_hand", False, "bank"
    for step in choices:
        if not steps.may_take(step, state):
            continue
        for leg in steps.legs(step, steps.Instrument(state, amount, at_bank, passed_to)):
            balances[leg.role] += leg.principal
        state = steps.STEPS[step].target
        at_bank = step == "deposit" or (at_bank and state != "in_hand")
        passed_to = "supplier" if step == "endorse" else "bank" if state == "in_hand" else passed_to
    return {role: balance for role, balance in balances.items() if balance}, state


@given(amount=AMOUNTS, choices=st.lists(st.sampled_from(BOOKED), max_size=10))
def test_what_bounced_owes_everything_and_holds_nothing(amount, choices):
    choices = [step for step in choices if step not in ("return", "renew")]
    assert walk(amount, [*choices, "present", "bounce"]) == ({}, "bounced")


@given(amount=AMOUNTS, choices=st.lists(st.sampled_from(BOOKED), max_size=10))
def test_whatever_happened_in_hand_is_in_hand(amount, choices):
    balances, state = walk(amount, choices)
    if state == "in_hand":
        assert balances == {"portfolio": amount, "customer": -amount}


@given(amount=AMOUNTS, step=st.sampled_from(sorted(OPPOSITES)))
def test_the_opposite_undoes_the_step(amount, step):
    balances, state = walk(amount, [step, OPPOSITES[step]])
    assert (balances, state) == ({"portfolio": amount, "customer": -amount}, "in_hand")


def test_no_step_follows_itself():
    assert all(step.target not in step.sources for step in steps.STEPS.values())
