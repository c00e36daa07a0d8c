from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

quantity = load_logic("crm_orders_portal", "order_quantity")
FIGURES = st.decimals(min_value=0, max_value=100_000, places=2)


@pytest.mark.parametrize(
    ("asked", "minimum", "multiple", "given_"),
    [
        ("5", "0", "6", "6"),
        ("6", "0", "6", "6"),
        ("6.01", "0", "6", "12"),
        ("1", "10", "0", "10"),
        ("1", "10", "6", "12"),
        ("0.3", "0", "0.1", "0.3"),
        ("7", "0", "0", "7"),
    ],
)
def test_fit(asked, minimum, multiple, given_):
    steps = quantity.OrderSteps(Decimal(minimum), Decimal(multiple))
    assert steps.fit(Decimal(asked)) == Decimal(given_)


@given(FIGURES, FIGURES, FIGURES)
def test_what_fits_stays_and_nothing_gets_less(asked, minimum, multiple):
    steps = quantity.OrderSteps(minimum, multiple)
    fitting = steps.fit(asked)
    assert fitting >= max(asked, minimum)
    assert steps.fit(fitting) == fitting
    assert not multiple or fitting - max(asked, minimum) < multiple
