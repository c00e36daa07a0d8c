"""Reading an order as buyers paste it: lines of code and quantity out of a spreadsheet, a mail or a file.

Nothing is dropped: each line that is not empty comes back, with a quantity or with the reason why there is none.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...crm_base.logic.quantities import Quantity, read_quantity

MAX_LINES = 2000
MAX_CHARACTERS = 200_000
MAX_CODE = 80
_LOOKS_LIKE_QUANTITY = re.compile(r"[+-]?\d[\d.,]*|nan|inf(inity)?", re.IGNORECASE)
_QUANTITY_WORDS = {"qty", "quantity", "qtd", "quantidade", "cant", "cantidad", "cantidades", "כמות"}
_CODE_WORDS = (
    {"code", "sku", "reference", "ref", "item", "product", "barcode", "ean"}
    | {
        "código",
        "codigo",
        "referência",
        "referencia",
        "artigo",
        "artículo",
        "articulo",
        "produto",
        "producto",
    }
    | {"קוד", "מקט", 'מק"ט'}  # noqa: RUF001
)


class SheetTooLongError(ValueError):
    """The sheet has more lines or characters than one order may have."""


@dataclass(frozen=True)
class SheetLine:
    """One line of the sheet: its number as the buyer counts, the code, the quantity as typed and as read."""

    number: int
    code: str
    typed: str
    quantity: Decimal | None = None
    problem: str = ""


def read_text(text: str, *, decimal_mark: str = ".", decimals: int = 2) -> list[SheetLine]:
    r"""The lines of a pasted text: columns parted by tab, semicolon, comma, bar or spaces; a header may be there.

    >>> [(line.code, line.quantity) for line in read_text("Code\tQty\nCUP-1\t12\nCUP-2\t1,5")]
    [('CUP-1', Decimal('12')), ('CUP-2', Decimal('1.5'))]
    >>> [(line.code, line.problem) for line in read_text("CUP-1;NaN\n\nCUP 2 4")]
    [('CUP-1', 'not_a_number'), ('CUP 2', '')]
    """
    if len(text) > MAX_CHARACTERS:
        raise SheetTooLongError
    rows = [(number, row) for number, row in enumerate(text.splitlines(), start=1) if row.strip()]
    return read_rows(
        [(number, _split(row)) for number, row in rows], decimal_mark=decimal_mark, decimals=decimals
    )


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]], *, decimal_mark: str = ".", decimals: int = 2
) -> list[SheetLine]:
    """The lines of rows already parted into cells, such as those of a spreadsheet file.

    >>> read_rows([(1, ["quantity", "code"]), (2, ["3", "CUP-1"])])[0].code
    'CUP-1'
    """
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    code_at, quantity_at, has_header, rows = _columns(rows)
    if len(rows) > MAX_LINES:
        raise SheetTooLongError
    lines = [_line(number, cells, code_at, quantity_at, decimal_mark, decimals) for number, cells in rows]
    if has_header:
        return lines
    # Without a header nobody knows what a third column means, and whether these are the right two.
    return [
        replace(line, quantity=None, problem="too_many_columns") if any(cells[2:]) else line
        for line, (_number, cells) in zip(lines, rows, strict=True)
    ]


def merged(lines: Iterable[SheetLine]) -> list[SheetLine]:
    """The same with good lines of one code made one, at the place of the first, quantities added.

    >>> merged(read_text("A 1\\nB 2\\na 3"))[0].quantity
    Decimal('4')
    """
    result: dict[object, SheetLine] = {}
    for position, line in enumerate(lines):
        # Bad lines stay apart, whatever their numbers: rows, paste box and file each count from one.
        key = position if line.problem else line.code.casefold()
        first = result.get(key)
        if first is None:
            result[key] = line
        else:
            total = first.quantity + line.quantity
            result[key] = SheetLine(first.number, first.code, f"{total:f}", total)
    return list(result.values())


def _line(number, cells, code_at, quantity_at, decimal_mark, decimals) -> SheetLine:
    code = _unescaped(cells[code_at]) if code_at < len(cells) else ""
    typed = cells[quantity_at] if quantity_at < len(cells) else ""
    quantity = read_quantity(typed, decimal_mark=decimal_mark, decimals=decimals)
    if not code:
        quantity = Quantity(problem="no_code")
    elif len(code) > MAX_CODE:
        quantity = Quantity(problem="unknown")
    return SheetLine(number, code[:MAX_CODE], typed[:MAX_CODE], quantity.value, quantity.problem)


def _unescaped(code: str) -> str:
    # A file of ours writes '=A1 where a code would otherwise be taken for a formula; it comes back as it was.
    return code[1:] if code[:1] == "'" and code[1:2] in ("=", "+", "-", "@") else code


def _columns(rows):
    """Where code and quantity stand, whether a header says so, and the rows without it."""
    if rows:
        words = [cell.casefold().strip(".: ") for cell in rows[0][1]]
        code_at = next((at for at, word in enumerate(words) if word in _CODE_WORDS), None)
        quantity_at = next((at for at, word in enumerate(words) if word in _QUANTITY_WORDS), None)
        if code_at is not None and quantity_at is not None:
            return code_at, quantity_at, True, rows[1:]
    return 0, 1, False, rows


def _split(row: str) -> list[str]:
    for separator in ("\t", ";", "|"):
        if separator in row:
            return next(csv.reader([row], delimiter=separator), [])
    parts = row.rsplit(None, 1)
    if len(parts) == 2 and _LOOKS_LIKE_QUANTITY.fullmatch(parts[1]):
        return [parts[0].rstrip(" ,"), parts[1]]
    # The first comma parts the columns, so that "CUP-1,1,5" keeps its decimal comma.
    code, comma, quantity = row.partition(",")
    if comma:
        return [code, quantity]
    # A lone word is a code without a quantity, also when it looks like a number: it may be a bar code.
    return [row, ""] if len(parts) < 2 or parts[0].casefold() not in _CODE_WORDS else parts
