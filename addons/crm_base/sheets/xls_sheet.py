"""An .xls workbook of Excel 97-2003: stored values only, macros and formulas are not looked at."""

import struct
from collections.abc import Iterator
from datetime import date, datetime

import xlrd
from xlrd.compdoc import CompDocError

from .sheet import Limits, Sheet, SheetError


class XlsSheet(Sheet):
    """The first visible sheet of an .xls workbook."""

    def __init__(self, data: bytes, limits: Limits):
        try:
            # xlrd prints its warnings; nobody reads them here.
            self._book = xlrd.open_workbook(
                file_contents=data, on_demand=True, ragged_rows=True, logfile=_Silence()
            )
            visible = [sheet for sheet in range(self._book.nsheets) if not self._visibility(sheet)]
            if not visible:
                raise SheetError("empty")
            self._sheet = self._book.sheet_by_index(visible[0])
        except (xlrd.XLRDError, CompDocError, AssertionError, IndexError, KeyError, ValueError) as error:
            raise SheetError("encrypted" if "ncrypt" in str(error) else "broken") from error
        except (struct.error, TypeError, AttributeError, MemoryError) as error:
            # What xlrd raises on records that are cut short or lie about their length.
            raise SheetError("broken") from error
        super().__init__(data, limits)

    def _visibility(self, index: int) -> int:
        return self._book._sheet_visibility[index]

    def _lines(self) -> Iterator[tuple]:
        for number in range(self._sheet.nrows):
            yield tuple(map(self._value, self._sheet.row(number)))

    def _value(self, cell):
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._date(cell.value)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
        if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return None
        return cell.value

    def _date(self, number: float) -> date | datetime | float:
        try:
            moment = xlrd.xldate_as_datetime(number, self._book.datemode)
        except (ValueError, OverflowError):
            return number
        return moment if moment.time() != datetime.min.time() else moment.date()


class _Silence:
    """A log that keeps nothing."""

    def write(self, text: str) -> int:  # pylint: disable=method-required-super
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""
