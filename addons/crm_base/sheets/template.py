"""The workbook that a user fills in: headers in his language, one example row."""

import io
from collections.abc import Sequence

import xlsxwriter

from ..logic.import_columns import ColumnSpec


def build_template(columns: Sequence[ColumnSpec], title: str, right_to_left: bool = False) -> bytes:
    """An .xlsx with a header per column, the required ones marked by colour, an example and notes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(title[:31].translate(dict.fromkeys(map(ord, "[]:*?/\\"), " ")))
    required = book.add_format({"bold": True, "bg_color": "#FFE699"})
    optional = book.add_format({"bold": True, "bg_color": "#E7E6E6"})
    # A code such as 007 must stay text when the user types it.
    text = book.add_format({"num_format": "@"})
    if right_to_left:
        sheet.right_to_left()
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column.label, required if column.required else optional)
        if column.note:
            sheet.write_comment(0, position, column.note)
        sheet.write_string(1, position, column.example)
        sheet.set_column(
            position, position, max(12, len(column.label) + 2), text if column.type == "text" else None
        )
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
