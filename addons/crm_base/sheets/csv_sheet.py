"""A .csv file of any usual encoding and separator."""

from collections.abc import Iterator

from ..logic.import_cells import CellError
from ..logic.import_text import decode, read_csv, sniff_separator
from .sheet import Limits, Sheet, SheetError


class CsvSheet(Sheet):
    """The lines of a .csv file; a line is one record, however many line breaks its quoted cells hold."""

    keeps_extra_cells = True

    def __init__(self, data: bytes, limits: Limits, encoding: str | None, separator: str | None):
        if data.lstrip()[:5].lower() in (b"<html", b"<?xml", b"<!doc", b"<tabl") or data.startswith(b"%PDF"):
            raise SheetError("not_workbook")
        try:
            self.text, self.encoding = decode(data, encoding)
        except CellError as error:
            raise SheetError(error.code) from error
        self.separator = separator or sniff_separator(self.text)
        super().__init__(b"", limits)

    def _lines(self) -> Iterator[tuple]:
        try:
            for cells in read_csv(self.text, self.separator):
                yield tuple(cells)
        except CellError as error:
            raise SheetError("csv") from error
