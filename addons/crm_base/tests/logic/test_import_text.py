"""The encodings and separators in which .csv files come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

text_logic = load_logic("crm_base", "import_text")
cells = load_logic("crm_base", "import_cells")
WESTERN = "Código;Nome\nC1;João Conceição, Lda.\nC2;Peña & Ibáñez\n"
HEBREW = "קוד;שם\nל1;מכולת השכונה בע״מ\nל2;דוד ובניו\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_western_text(encoding):
    """Portuguese and Spanish in every encoding a spreadsheet saves."""
    assert text_logic.decode(WESTERN.encode(encoding))[0] == WESTERN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1255"])
def test_hebrew_text(encoding):
    """Hebrew, of old Windows programs too."""
    text = HEBREW.replace("״", '"')
    assert text_logic.decode(text.encode(encoding))[0] == text


def test_encoding_by_hand_wins():
    """DOS text cannot be told from Windows text; the user says it."""
    assert text_logic.decode(WESTERN.encode("cp850"), "cp850")[0] == WESTERN


@pytest.mark.parametrize("data", [b"name\0x;y\n\0\0\0\0", b"PNG\0\0\0\rIHDR\0\0"])
def test_binary_is_refused(data):
    """Zero bytes in no pattern of UTF-16 are no text."""
    with pytest.raises(cells.CellError) as refusal:
        text_logic.decode(data)
    assert refusal.value.code in ("nul", "encoding")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    """No bytes raise anything but the refusal."""
    try:
        text, encoding = text_logic.decode(data)
    except cells.CellError:
        return
    assert text.encode(encoding, "surrogatepass") or not data.strip(b"\xef\xbb\xbf\xff\xfe")


ROWS = st.lists(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=3, max_size=3),
    min_size=2,
    max_size=6,
)


@given(ROWS, st.sampled_from(list(text_logic.SEPARATORS)))
def test_rows_come_back(rows, separator):
    """Quotes, separators and line breaks inside cells survive."""
    quoted = "\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert list(text_logic.read_csv(quoted, separator)) == rows


@given(st.text())
def test_exported_text_is_no_formula_and_comes_back(text):
    """What we give out starts with nothing that a spreadsheet computes, and reads as it was."""
    given_out = cells.escape(text)
    assert cells.PLAIN_NUMBER.match(given_out) or not given_out.startswith(cells.FORMULA_STARTS)
    assert cells.unescape(given_out) == text
