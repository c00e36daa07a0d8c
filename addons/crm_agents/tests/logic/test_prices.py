"""New prices are in the shape asked for, in order, and near what the change says."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

prices = load_logic("crm_agents", "prices")

amounts = st.decimals("0.01", "99999.99", places=2)
percents = st.decimals("-99", "300", places=2)
steps = st.sampled_from([Decimal(step) for step in ("0.01", "0.05", "0.10", "0.50", "1", "5", "10", "100")])
directions = st.sampled_from(sorted(prices.DIRECTIONS))


@st.composite
def roundings(draw):
    step = draw(steps)
    hundredths = int(step * 100)
    ending = Decimal(draw(st.integers(1 - hundredths, hundredths - 1))) / 100
    return prices.Rounding(step, ending, draw(directions))


def test_by_hand():
    five = prices.Rounding(Decimal("0.05"))
    nine = prices.Rounding(Decimal(1), Decimal("-0.01"))
    for price, percent, rounding, expected in (
        ("12.34", "0", five, "12.35"),
        ("12.325", "0", five, "12.35"),  # a half goes up
        ("12.32", "0", five, "12.30"),
        ("10.00", "7", nine, "10.99"),
        ("10.00", "-5", nine, "9.99"),
        ("10.00", "-99.99", nine, "0.99"),  # never down to nothing
        ("0.00", "10", nine, "0.00"),
        ("99.95", "2.5", prices.Rounding(), "102.45"),
    ):
        found = prices.revise(Decimal(price), prices.Change(percent=Decimal(percent)), rounding, 2)
        assert found == Decimal(expected), (price, percent, found)


@given(amounts, roundings())
def test_rounded_price_has_the_shape_and_is_positive(price, rounding):
    found = prices.round_price(price, rounding)
    assert (found - rounding.ending) % rounding.step == 0
    assert found > 0


@given(amounts, roundings())
def test_rounded_price_is_near(price, rounding):
    """Within half a step, or a step on the side asked for, unless it would be nothing."""
    found = prices.round_price(price, rounding)
    if found - rounding.step <= 0:
        return
    if rounding.direction == "nearest":
        assert abs(found - price) * 2 <= rounding.step
    elif rounding.direction == "up":
        assert 0 <= found - price < rounding.step
    else:
        assert 0 <= price - found < rounding.step


@given(amounts, roundings())
def test_rounding_twice_changes_nothing(price, rounding):
    once = prices.round_price(price, rounding)
    assert prices.round_price(once, rounding) == once


@given(amounts, amounts, percents, roundings())
def test_dearer_stays_dearer_or_equal(one, other, percent, rounding):
    change = prices.Change(percent=percent)
    low, high = (prices.revise(price, change, rounding, 2) for price in sorted((one, other)))
    assert low <= high


@given(amounts, percents)
def test_without_rounding_within_half_a_cent(price, percent):
    found = prices.revise(price, prices.Change(percent=percent), prices.Rounding(), 2)
    assert abs(found - price * (100 + percent) / 100) <= Decimal("0.005")
    assert found.as_tuple().exponent == -2
