"""A sheet to import, whatever the file: its limits, and the way in by the file's own first bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Limits:
    """What a file may cost: bytes as sent, bytes when unpacked, rows with something in them, columns."""

    packed_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 200 * 1024 * 1024
    rows: int = 100_000
    columns: int = 200


class SheetError(Exception):
    """A file that is not read; `code` says why, `limit` which limit it is over."""

    def __init__(self, code: str, limit: int | None = None):
        super().__init__(code)
        self.code = code
        self.limit = limit


class Sheet:
    """The first visible sheet of a file: its headers, and its rows as often as they are asked for.

    Subclasses give `_lines()`: tuples of cells as Python values, blank lines included, so that a line's
    position is the row number that the user sees in the spreadsheet.
    """

    # Whether cells beyond the last header are part of the row: in a .csv they tell of a text without its quotes.
    keeps_extra_cells = False

    def __init__(self, data: bytes, limits: Limits):
        self.data = data
        self.limits = limits
        self.header_number, self.headers = self._read_headers()

    def _lines(self) -> Iterator[tuple]:
        raise NotImplementedError

    def _read_headers(self) -> tuple[int, list[str]]:
        for number, cells in self._filled():
            headers = ["" if cell is None else str(cell).strip() for cell in cells]
            while headers and not headers[-1]:
                headers.pop()
            if len(headers) > self.limits.columns:
                raise SheetError("columns", self.limits.columns)
            return number, headers
        raise SheetError("empty")

    def rows(self) -> Iterator[tuple[int, tuple]]:
        """(row number, cells) of each line below the headers with something in it; too many are refused."""
        width = len(self.headers)
        count = 0
        for number, cells in self._filled():
            if number <= self.header_number:
                continue
            count += 1
            if count > self.limits.rows:
                raise SheetError("rows", self.limits.rows)
            kept = cells if self.keeps_extra_cells else cells[:width]
            yield number, kept + (None,) * (width - len(kept))

    def _filled(self) -> Iterator[tuple[int, tuple]]:
        for number, cells in enumerate(self._lines(), 1):
            if any(
                cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())
                for cell in cells
            ):
                yield number, tuple(cells)


def open_sheet(
    data: bytes, limits: Limits, encoding: str | None = None, separator: str | None = None
) -> Sheet:
    """The sheet in these bytes; the name and the type that came with the file are not trusted."""
    from .csv_sheet import CsvSheet
    from .xls_sheet import XlsSheet
    from .xlsx_sheet import XlsxSheet

    if len(data) > limits.packed_bytes:
        raise SheetError("packed", limits.packed_bytes)
    if not data.strip():
        raise SheetError("empty")
    if data.startswith(ZIP_START):
        return XlsxSheet(data, limits)
    if data.startswith(OLE_START):
        return XlsSheet(data, limits)
    return CsvSheet(data, limits, encoding, separator)
