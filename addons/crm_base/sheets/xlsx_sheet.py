"""An .xlsx workbook, read as a stream: stored values only, no formula is computed, no link followed."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl

from .sheet import Limits, Sheet, SheetError
from .zip_check import check_workbook

LAST_LINE = 1_048_576


class XlsxSheet(Sheet):
    """The first visible sheet of an .xlsx workbook."""

    def __init__(self, data: bytes, limits: Limits):
        check_workbook(data, limits)
        self._book = None
        super().__init__(data, limits)

    def _lines(self) -> Iterator[tuple]:
        try:
            sheet = self._sheet()
            # A claimed size of the sheet would make openpyxl fill up rows that are not there.
            sheet.reset_dimensions()
            for count, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if count > LAST_LINE:
                    raise SheetError("rows", self.limits.rows)
                yield cells
        except (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, BadZipFile) as error:
            # openpyxl has no error of its own for a workbook that breaks the format.
            raise SheetError("broken") from error

    def _sheet(self):
        if self._book is None:
            self._book = openpyxl.load_workbook(
                io.BytesIO(self.data), read_only=True, data_only=True, keep_links=False
            )
        visible = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise SheetError("empty")
        return visible[0]
