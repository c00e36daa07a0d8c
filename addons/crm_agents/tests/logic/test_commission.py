"""Cents are neither made nor lost, whatever the order of receipts, refunds and receipts taken back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

commission = load_logic("crm_agents", "commission")
bases = load_logic("crm_agents", "bases")

CENT = Decimal("0.01")
money = st.decimals(0, 100_000, places=2)


@given(total=money, parts=st.lists(money, min_size=1, max_size=12))
def test_receipts_add_up_to_the_whole(total, parts):
    gross = sum(parts)
    steps = commission.receipt_steps(total, gross, Decimal(0), parts, CENT)
    assert sum(steps) == (total if gross else 0)
    assert all(step >= 0 for step in steps)


@given(total=money, parts=st.lists(money, min_size=1, max_size=8), data=st.data())
def test_taking_back_in_any_order_leaves_what_remains_earns(total, parts, data):
    gross = sum(parts) or Decimal(1)
    undone = data.draw(st.lists(st.sampled_from(range(len(parts))), unique=True))
    changes = [*parts, *(-parts[index] for index in undone)]
    steps = commission.receipt_steps(total, gross, Decimal(0), changes, CENT)
    remaining = [part for index, part in enumerate(parts) if index not in undone]
    direct = commission.receipt_steps(total, gross, Decimal(0), data.draw(st.permutations(remaining)), CENT)
    assert sum(steps) == sum(direct)


@given(total=money, parts=st.lists(money, min_size=2, max_size=8), data=st.data())
def test_one_run_or_several_make_the_same_entries(total, parts, data):
    gross = sum(parts) or Decimal(1)
    cut = data.draw(st.integers(0, len(parts)))
    at_once = commission.receipt_steps(total, gross, Decimal(0), parts, CENT)
    first = commission.receipt_steps(total, gross, Decimal(0), parts[:cut], CENT)
    second = commission.receipt_steps(total, gross, sum(parts[:cut], Decimal(0)), parts[cut:], CENT)
    assert at_once == first + second


shares = st.lists(st.integers(1, 10_000), min_size=1, max_size=6).map(
    lambda weights: [
        *(Decimal(weight * 100) / sum(weights) for weight in weights[:-1]),
        100 - sum((Decimal(weight * 100) / sum(weights) for weight in weights[:-1]), Decimal(0)),
    ]
)


@given(base=money, rate=st.decimals(0, 100, places=2), parts=shares)
def test_agents_of_one_rate_divide_the_whole(base, rate, parts):
    claims = [commission.Claim(agent, share, rate) for agent, share in enumerate(parts)]
    amounts = commission.divide(base, claims, CENT)
    assert sum(amounts.values()) == commission.round_money(base * rate / 100, CENT)


@given(base=st.decimals(-100_000, 100_000, places=4), step=st.sampled_from(["0.01", "0.05", "0.001", "1"]))
def test_rounding_is_symmetric_and_near(base, step):
    step = Decimal(step)
    rounded = commission.round_money(base, step)
    assert abs(rounded - base) <= step / 2
    assert commission.round_money(-base, step) == -rounded
    assert rounded % step == 0


@given(lines=st.dictionaries(st.integers(1, 20), money, min_size=1), discount=money)
def test_spread_discount_keeps_the_sum_and_fines_no_line(lines, discount):
    spread = bases.spread_discount(lines, -discount)
    assert sum(spread.values()) == max(sum(lines.values()) - discount, 0)
    assert all(0 <= spread[line] <= base for line, base in lines.items())


def test_of_nothing_all_is_recognised():
    assert commission.recognised(Decimal(700), Decimal(0), Decimal(0), CENT) == 700


def test_credit_of_a_negative_line_is_recognised():
    steps = commission.receipt_steps(
        Decimal(-10), Decimal(-200), Decimal(0), [Decimal(-50), Decimal(-150)], CENT
    )
    assert steps == [Decimal("-2.50"), Decimal("-7.50")]
