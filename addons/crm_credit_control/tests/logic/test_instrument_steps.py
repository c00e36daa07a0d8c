"""Every step of every life of an instrument balances, and in the end nothing is left where it should not be."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

steps = load_logic("crm_credit_control", "instrument_steps")
AMOUNTS = st.decimals(min_value="0.01", max_value="999999", places=2)
BOOKED = sorted(set(steps.STEPS) - {"receive"})


@given(
    amount=AMOUNTS,
    extra=st.decimals(min_value="0", max_value="100", places=2),
    step=st.sampled_from(BOOKED),
    at_bank=st.booleans(),
    on_customer=st.booleans(),
    data=st.data(),
)
def test_every_entry_balances(amount, extra, step, at_bank, on_customer, data):
    state = data.draw(st.sampled_from(steps.STEPS[step].sources))
    instrument = steps.Instrument(state, amount, at_bank)
    booked = steps.legs(step, instrument, extra, on_customer)
    assert sum(leg.principal for leg in booked) == 0
    assert sum(leg.extra for leg in booked) == 0


@given(amount=AMOUNTS, choices=st.lists(st.sampled_from(BOOKED), max_size=8))
def test_what_bounced_owes_everything_and_holds_nothing(amount, choices):
    balances = defaultdict(Decimal, portfolio=amount, customer=-amount)
    state, at_bank, passed_to = "in_hand", False, "bank"
    for step in [*choices, "bounce"]:
        if not steps.may_take(step, state) or step in ("return", "renew"):
            continue
        instrument = steps.Instrument(state, amount, at_bank, passed_to)
        for leg in steps.legs(step, instrument):
            balances[leg.role] += leg.principal
        state = steps.STEPS[step].target
        at_bank = at_bank or step == "deposit"
        passed_to = "supplier" if step == "endorse" else passed_to
    assert state == "bounced"
    assert {role: balance for role, balance in balances.items() if balance} == {}


def test_no_step_leads_back_to_the_hand():
    assert [name for name, step in steps.STEPS.items() if step.target == "in_hand"] == ["receive"]
    assert all(step.target not in step.sources for step in steps.STEPS.values())
