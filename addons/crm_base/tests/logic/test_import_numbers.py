"""Numbers of imported sheets: every usual way of writing one gives the number that was meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

numbers = load_logic("crm_base", "import_numbers")
CellError = load_logic("crm_base", "import_cells").CellError
AMOUNTS = st.decimals(min_value=-999_999_999, max_value=999_999_999, places=2, allow_nan=False)
MARKS = st.sampled_from([",", "."])


def written(amount: Decimal, mark: str, thousands: bool, currency: str = "") -> str:
    """An amount as a person of that country writes it."""
    text = f"{amount:,.2f}" if thousands else f"{amount:.2f}"
    return currency + text.translate(str.maketrans({",": "." if mark == "," else ",", ".": mark}))


@given(AMOUNTS, MARKS, st.booleans(), st.sampled_from(["", "€ ", "R$ "]))
def test_what_was_written_is_read(amount, mark, thousands, currency):
    """The amount comes back to the cent, whatever the mark, with thousands and currency."""
    text = written(amount, mark, thousands, currency if amount >= 0 else "")
    assert numbers.read_decimal(text, mark) == amount


@given(st.lists(AMOUNTS, min_size=1), MARKS, st.booleans())
def test_mark_of_a_column_is_found(amounts, mark, thousands):
    """Two decimals always show the mark, however many numbers the column has."""
    texts = [written(amount, mark, thousands) for amount in amounts]
    assert numbers.infer_decimal_mark(texts, "." if mark == "," else ",") == mark


@given(st.text(max_size=40), MARKS)
def test_any_text_is_read_or_refused(text, mark):
    """No text raises anything but the refusal that names the reason."""
    try:
        value = numbers.read_decimal(text, mark)
    except CellError:
        return
    assert value.is_finite()


@pytest.mark.parametrize(
    "text", ["1.2.3", "1,23,456", "12a", "1e5", "NaN", "Infinity", "--5", "+", "", "1 2,3 4,5", "٣x"]
)
def test_no_number(text):
    """What is no number is not made one."""
    with pytest.raises(CellError):
        numbers.read_decimal(text, ",")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, "9" * 30])
def test_absurd_figures_are_refused(value):
    """Figures that no column can hold."""
    with pytest.raises(CellError):
        numbers.read_decimal(value)


def test_wrong_mark_is_an_error_and_never_another_number():
    """12,50 in a column with a decimal point is no twelve hundred and fifty."""
    with pytest.raises(CellError):
        numbers.read_decimal("12,50", ".")
