"""Headers find their columns, rows find their batches."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

columns = load_logic("crm_base", "import_columns")
rows_logic = load_logic("crm_base", "import_rows")
reader = load_logic("crm_base", "import_reader")
styles = load_logic("crm_base", "import_styles")

CODE = columns.ColumnSpec("code", "Código", required=True, key=True, aliases=("CustomerID", "קוד לקוח"))
NAME = columns.ColumnSpec("name", "Nome", required=True)


def test_headers_in_other_languages():
    """A label of another language in use and an alias both find the column."""
    matched = columns.match_headers(["קוד לקוח", "NAME *", "Fax"], [CODE, NAME], {"name": ["Name", "Nombre"]})
    assert matched == ["code", "name", None]


def test_first_of_two_equal_headers_counts():
    """Joined tables carry their key twice."""
    assert columns.match_headers(["CustomerID", "Nome", "CustomerID"], [CODE, NAME]) == ["code", "name", None]


def test_column_left_out_on_purpose_stays_out():
    """A kept mapping also says what not to import."""
    assert columns.match_headers(["CustomerID", "Nome"], [CODE, NAME], saved={"Nome": ""}) == ["code", None]


GROUPS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=20)


@given(GROUPS, st.integers(1, 6))
def test_batches_keep_rows_in_order_and_groups_whole(groups, size):
    """Nothing is lost or doubled, and no order is cut in two."""
    rows = [
        rows_logic.ImportRow(0, values={"order": f"{place}-{number}"})
        for place, (number, length) in enumerate(groups)
        for _line in range(length)
    ]
    cut = list(rows_logic.batches(iter(rows), size, "order"))
    assert [row for batch in cut for row in batch] == rows
    ends = [(first[-1]["order"], second[0]["order"]) for first, second in pairwise(cut)]
    assert all(last != following for last, following in ends)


def test_reader_tells_every_fault_of_a_row():
    """Three cells wrong are three complaints, and the row before stays good."""
    told = []
    price = columns.ColumnSpec("price", "Price", "decimal")
    due = columns.ColumnSpec("due", "Due", "date")
    lines = [(2, ("A", "B", "1,5", "2026-01-31")), (3, (None, "#N/A", "x", "32/01/2026"))]

    def complain(row, column, code, _about):
        told.append((row.number, column.name, code))

    read = list(reader.RowReader([CODE, NAME, price, due], styles.Styles(","), complain).read_rows(lines))
    assert told == [
        (3, "code", "required"),
        (3, "name", "sheet_error"),
        (3, "price", "number"),
        (3, "due", "date"),
    ]
    assert str(read[0]["price"]) == "1.5"


def test_rows_of_one_order_must_be_together():
    """An order that goes on further down the file would be cut between two batches."""
    told = []
    order = columns.ColumnSpec("order", "Order", key=True, group=True)
    line = columns.ColumnSpec("line", "Line", key=True)

    def complain(row, _column, code, about):
        told.append((row.number, code, about))

    lines = [(2, ("1", "a")), (3, ("2", "a")), (4, ("1", "b"))]
    list(reader.RowReader([order, line], styles.Styles(), complain).read_rows(lines))
    assert told == [(4, "apart", 2)]
