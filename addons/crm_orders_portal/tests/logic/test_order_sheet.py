from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

sheet = load_logic("crm_orders_portal", "order_sheet")
quantities = load_logic("crm_base", "quantities")
CODES = st.text(alphabet="ABCXYZ0123456789-/.", min_size=2, max_size=12).filter(
    lambda code: not code.isdigit()
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CUP-1\t12", ("CUP-1", Decimal(12), "")),
        ("CUP-1;1,5", ("CUP-1", Decimal("1.5"), "")),
        ("CUP-1,12", ("CUP-1", Decimal(12), "")),
        ("CUP-1,1,5", ("CUP-1", Decimal("1.5"), "")),
        ("CUP-1, 12", ("CUP-1", Decimal(12), "")),
        ("Blue cup 12", ("Blue cup", Decimal(12), "")),
        ('"CUP;1";7', ("CUP;1", Decimal(7), "")),
        ("5601234567890", ("5601234567890", None, "missing")),
        (";4", ("", None, "no_code")),
        ("CUP-1;-1", ("CUP-1", None, "not_positive")),
        ("CUP-1 NaN", ("CUP-1", None, "not_a_number")),
        ("CUP-1;1e12", ("CUP-1", None, "not_a_number")),
        ("CUP-1;3;extra", ("CUP-1", None, "too_many_columns")),
        ("=cmd|' /C calc'!A0", ("=cmd", None, "not_a_number")),
    ],
)
def test_one_line(text, expected):
    (line,) = sheet.read_text(text)
    assert (line.code, line.quantity, line.problem) == expected


def test_header_in_portuguese_with_columns_swapped():
    lines = sheet.read_text("Quantidade;Referência\n2;CUP-1\n3;CUP-2", decimal_mark=",")
    assert [(line.number, line.code, line.quantity) for line in lines] == [(2, "CUP-1", 2), (3, "CUP-2", 3)]


def test_the_file_of_errors_comes_back_in():
    lines = sheet.read_text("Code;Quantity;Problem;Line\n'=A1;3;unknown;7")
    assert [(line.code, line.quantity, line.problem) for line in lines] == [("=A1", 3, "")]


@given(st.lists(st.tuples(CODES, st.integers(1, 9999)), max_size=40), st.sampled_from(["\t", ";", "|"]))
def test_nothing_is_dropped(rows, separator):
    text = "\n".join(f"{code}{separator}{quantity}" for code, quantity in rows)
    lines = sheet.read_text(text)
    assert [(line.code, line.quantity) for line in lines] == [
        (code, Decimal(number)) for code, number in rows
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text):
    lines = sheet.read_text(text)
    assert all((line.quantity is None) == bool(line.problem) for line in lines)
    assert len(lines) >= sum(1 for row in text.splitlines() if row.strip(" \t;|,\x1c\x1d\x1e\x1f")) - 1


@given(st.lists(st.tuples(CODES, st.integers(1, 999)), max_size=30))
def test_merging_keeps_the_sum(rows):
    lines = sheet.read_text("\n".join(f"{code};{number}" for code, number in rows))
    total = sum(line.quantity for line in sheet.merged(lines))
    assert total == sum(number for _code, number in rows)


def test_bad_lines_of_two_sources_stay_apart():
    lines = sheet.merged([*sheet.read_text("A x"), *sheet.read_text("B;x"), *sheet.read_text("A 1")])
    assert [line.code for line in lines] == ["A x", "B", "A"]


def test_too_many_lines_are_refused_as_a_whole():
    with pytest.raises(sheet.SheetTooLongError):
        sheet.read_text("A 1\n" * (sheet.MAX_LINES + 1))


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,5", ",", "1.5"),
        ("1,5", ".", "1.5"),
        ("1,500", ".", "1500"),
        ("1,500", ",", "1.5"),
        ("1.234.567,5", ",", None),
        ("12.345,50", ".", "12345.50"),
        ("1 000", ".", "1000"),
        ("1,2,3", ".", None),
        ("١٢", ".", None),
        ("0x10", ".", None),
        ("1_000", ".", None),
    ],
)
def test_quantities(text, mark, value):
    read = quantities.read_quantity(text, decimal_mark=mark)
    assert read.value == (value and Decimal(value))


@given(st.decimals(min_value="0.01", max_value=1_000_000, places=2), st.sampled_from([".", ","]))
def test_a_quantity_written_is_the_quantity_read(value, mark):
    text = f"{value:f}".replace(".", mark)
    assert quantities.read_quantity(text, decimal_mark=mark).value == value
