from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

credit_effect = load_logic("crm_orders_portal", "credit_effect")
MONEY = st.decimals(-1_000_000, 1_000_000, places=2)


@given(st.decimals(0, 1_000_000, places=2), MONEY, MONEY.filter(lambda amount: amount >= 0))
def test_bar_never_overflows_and_figures_add_up(ceiling, used, added):
    effect = credit_effect.CreditEffect("Credit", ceiling, used, added)
    assert effect.used + effect.added + effect.left == effect.ceiling
    assert 0 <= effect.used_percent <= effect.used_percent + effect.added_percent <= 100
    assert effect.is_beyond == (used + added > ceiling)
    if effect.is_beyond:
        assert effect.used_percent + effect.added_percent == 100


def test_a_full_bar_without_room_for_the_order():
    effect = credit_effect.CreditEffect("Credit", Decimal(100), Decimal(250), Decimal(50))
    assert (effect.used_percent, effect.added_percent, effect.left) == (100, 0, -200)
