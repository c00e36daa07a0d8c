"""How a file writes its numbers and dates, found from all its rows, and its cells read accordingly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .import_cells import CellError, read_boolean, read_text
from .import_columns import ColumnSpec
from .import_dates import infer_day_first, read_date
from .import_numbers import are_shares, infer_decimal_mark, read_decimal


@dataclass(frozen=True)
class Styles:
    """The decimal mark and the order of day and month of a file, and its percent columns written as 0.15."""

    decimal_mark: str = "."
    day_first: bool = True
    share_columns: frozenset[str] = frozenset()


def infer_styles(columns: Iterable[ColumnSpec], values: Mapping[str, set], default: Styles) -> Styles:
    """The styles of a file, from the distinct values of each column; `default` where they do not show.

    >>> price, off = ColumnSpec("price", "Price", "decimal"), ColumnSpec("discount", "Discount", "percent")
    >>> infer_styles([price, off], {"price": {"1.234", "9,50"}, "discount": {"0,15", "0"}}, Styles())
    Styles(decimal_mark=',', day_first=True, share_columns=frozenset({'discount'}))
    """
    columns = list(columns)
    numbers = [
        text for column in columns if column.type in ("decimal", "percent") for text in _texts(column, values)
    ]
    dates = [text for column in columns if column.type == "date" for text in _texts(column, values)]
    mark = infer_decimal_mark(numbers, default.decimal_mark)
    shares = {
        column.name
        for column in columns
        if column.type == "percent" and are_shares(_decimals(values.get(column.name, ()), mark))
    }
    return Styles(mark, infer_day_first(dates, default.day_first), frozenset(shares))


def _texts(column: ColumnSpec, values: Mapping[str, set]) -> list[str]:
    return [value for value in values.get(column.name, ()) if isinstance(value, str)]


def _decimals(values: Iterable, mark: str) -> list[Decimal]:
    numbers = []
    for value in values:
        try:
            numbers.append(read_decimal(value, mark))
        except CellError:
            continue
    return numbers


def read_cell(column: ColumnSpec, value: object, styles: Styles) -> str | Decimal | int | bool | date:
    """A cell that is not blank, as the type of its column.

    >>> shares = Styles(share_columns=frozenset({"discount"}))
    >>> read_cell(ColumnSpec("discount", "%", "percent"), "0.15", shares)
    Decimal('15.00')
    >>> read_cell(ColumnSpec("quantity", "Quantity", "integer"), "12,00", Styles(","))
    12
    """
    if column.type == "text":
        return read_text(value)
    if column.type == "boolean":
        return read_boolean(value)
    if column.type == "date":
        return read_date(value, styles.day_first)
    number = read_decimal(value, styles.decimal_mark)
    if column.type == "integer":
        if number != int(number):
            raise CellError("integer")
        return int(number)
    return number * 100 if column.name in styles.share_columns else number
