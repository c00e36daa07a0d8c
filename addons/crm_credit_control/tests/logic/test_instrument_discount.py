"""What a bank keeps: nothing of what is mature, more for longer, and within half a cent of the exact figure."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

discount = load_logic("crm_credit_control", "instrument_discount")
AMOUNTS = st.decimals(min_value="0.01", max_value="999999", places=2)
RATES = st.decimals(min_value="0", max_value="40", places=4)
DAYS = st.integers(min_value=0, max_value=720)
DAY = date(2026, 3, 2)


@given(amount=AMOUNTS, rate=RATES, days=DAYS, basis=st.sampled_from((360, 365)))
def test_within_half_a_cent_of_the_exact_figure(amount, rate, days, basis):
    kept = discount.interest(amount, days, discount.Terms(rate, basis))
    assert kept == kept.quantize(Decimal("0.01"))
    assert abs(kept - amount * rate * days / (100 * basis)) <= Decimal("0.005")


@given(amount=AMOUNTS, rate=RATES, days=DAYS)
def test_longer_costs_no_less_and_a_longer_year_no_more(amount, rate, days):
    kept = discount.interest(amount, days, discount.Terms(rate))
    assert discount.interest(amount, days + 1, discount.Terms(rate)) >= kept
    assert discount.interest(amount, days, discount.Terms(rate, 365)) <= kept


@given(days=st.integers(min_value=-720, max_value=720))
def test_what_is_mature_costs_nothing(days):
    assert discount.days_between(DAY, DAY + timedelta(days=days)) == max(days, 0)


def test_currency_without_cents():
    assert discount.interest(Decimal(100_000), 45, discount.Terms(Decimal("6.1")), Decimal(1)) == 763
