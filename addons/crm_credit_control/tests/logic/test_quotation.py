"""What a quotation comes to: each line to the cent, empty ones left out."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

quotation = load_logic("crm_credit_control", "quotation")
LINES = st.lists(
    st.builds(
        quotation.Line,
        st.decimals(min_value=-1000, max_value=1000, places=3),
        st.decimals(min_value=0, max_value=10000, places=6),
        st.integers(0, 400),
    ),
    max_size=6,
)


def test_halves_go_away_from_zero_on_both_sides():
    half = Decimal("0.005")
    assert quotation.worth([quotation.Line(Decimal(1), half, 0)], 2) == (Decimal("0.01"), 0)
    assert quotation.worth([quotation.Line(Decimal(-1), half, 0)], 2) == (Decimal("-0.01"), 0)


def test_nothing_ordered_is_nothing_at_all():
    assert quotation.worth([], 2) is None
    assert quotation.worth([quotation.Line(Decimal(0), Decimal(5), 9)], 2) is None


@given(lines=LINES, decimals=st.integers(0, 3))
def test_lines_add_up_one_by_one(lines, decimals):
    parts = [found for line in lines if (found := quotation.worth([line], decimals))]
    whole = quotation.worth(lines, decimals)
    if not parts:
        assert whole is None
        return
    assert whole == (sum(part[0] for part in parts), max(part[1] for part in parts))
