"""The targets of a year as an Excel workbook, in the columns of the import that reads it back."""

import io

import xlsxwriter

TOTAL = "total"


def target_workbook(columns, rows, right_to_left=False):
    """Bytes of the workbook: a column per `ColumnSpec`, a row per dict of values; the total adds up the months."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    if right_to_left:
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1})
    # A code such as 007 stays text when somebody types it.
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0.00"})
    plain = book.add_format({"num_format": "0"})
    formats = {"text": text, "decimal": number, "integer": plain}
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, head)
        if column.note:
            sheet.write_comment(0, place, column.note)
        width = 22 if column.type == "text" else max(10, len(column.label) + 2)
        sheet.set_column(place, place, width, formats[column.type])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    months = [place for place, column in enumerate(columns) if column.name.startswith("month_")]
    for position, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if column.name == TOTAL:
                _write_total(sheet, position, place, months, row, columns)
            elif column.name in row:
                sheet.write(position, place, row[column.name])
    book.close()
    return buffer.getvalue()


def _write_total(sheet, position, place, months, row, columns):
    """The sum of the months, as a formula: it follows what is typed. None where the row has no figures yet."""
    figures = [row[columns[month].name] for month in months if columns[month].name in row]
    if figures:
        first, last = (
            xlsxwriter.utility.xl_rowcol_to_cell(position, month) for month in (months[0], months[-1])
        )
        sheet.write_formula(position, place, f"=SUM({first}:{last})", None, sum(figures))
