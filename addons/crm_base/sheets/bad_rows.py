"""The rows that could not come in, given back as a workbook to mend."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from ..logic.import_cells import escape


class BadRows:
    """The columns of the file, the reasons and the row numbers, written as they are found to save memory."""

    def __init__(self, headers: Sequence[str], error_header: str, number_header: str):
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed with the workbook, in close()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._file, {**options, "strings_to_numbers": False})
        self._sheet = self._book.add_worksheet()
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._error = self._book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
        self._sheet.write_row(
            0, 0, [escape(header) for header in headers], self._book.add_format({"bold": True})
        )
        self._width = len(headers)
        self._sheet.write_string(0, self._width, error_header)
        self._sheet.write_string(0, self._width + 1, number_header)
        self.count = 0

    def add(self, number: int, cells: Sequence, reason: str) -> None:
        """A bad row: its number in the file, its cells as they came, and all that is wrong with it."""
        self.count += 1
        for position, cell in enumerate(cells[: self._width]):
            self._write(position, cell)
        self._sheet.write_string(self.count, self._width, escape(reason), self._error)
        self._sheet.write_number(self.count, self._width + 1, number)

    def _write(self, position: int, cell) -> None:
        if cell is None:
            return
        if isinstance(cell, (datetime, date)):
            self._sheet.write_datetime(self.count, position, cell, self._date)
        elif isinstance(cell, (bool, int, float)):
            self._sheet.write(self.count, position, cell)
        else:
            self._sheet.write_string(self.count, position, str(escape(str(cell)))[:32_767])

    def close(self) -> bytes:
        """The workbook's bytes; empty when there was no bad row."""
        self._book.close()
        self._file.seek(0)
        data = self._file.read() if self.count else b""
        self._file.close()
        return data
