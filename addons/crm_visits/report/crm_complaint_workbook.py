"""The review of complaints as an Excel workbook: one sheet per view of it, and the complaints themselves."""

import io

import xlsxwriter

MONEY = ("credited", "cost")
TEXTS = (
    "complaint_id",
    "partner_id",
    "category_id",
    "cause_id",
    "product_id",
    "seller_id",
    "user_id",
    "stage_id",
)
FIGURES = ("late_count", "days_to_close", "days_late", "rating", "credited_amount")


def complaint_workbook(wizard):
    """Bytes of the workbook of a `wizard` (crm.complaint.report)."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    places = wizard.company_id.currency_id.decimal_places
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "text": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")}),
        "number": book.add_format({"num_format": "0.##"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    is_rtl = wizard.env["res.lang"]._get_data(code=wizard.env.lang or "en_US").direction == "rtl"
    for title, rows in wizard._tables():
        _fill_table(_sheet(book, title, is_rtl), formats, wizard, title, rows)
    _fill_complaints(_sheet(book, wizard.env._("Complaints"), is_rtl), formats, wizard._complaints())
    book.close()
    return buffer.getvalue()


def _sheet(book, title, is_rtl):
    sheet = book.add_worksheet(title[:31])
    if is_rtl:
        sheet.right_to_left()
    return sheet


def _fill_table(sheet, formats, wizard, title, rows):
    """The period, then one row per cause, product or seller, and the total."""
    headings = wizard._headings()
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(headings), 14)
    sheet.write_string(0, 0, wizard.company_id.name, formats["text"])
    sheet.write_datetime(0, 1, wizard.date_from, formats["date"])
    sheet.write_datetime(0, 2, wizard.date_to, formats["date"])
    sheet.write_row(2, 0, [title, *headings.values()], formats["head"])
    sheet.freeze_panes(3, 1)
    for number, (name, figures) in enumerate([*rows, (wizard.env._("Total"), wizard._total())], start=3):
        sheet.write_string(number, 0, name)
        for column, heading in enumerate(headings, start=1):
            if figures[heading] is not None and figures[heading] is not False:
                kind = "money" if heading in MONEY else "number"
                sheet.write_number(number, column, figures[heading], formats[kind])


def _fill_complaints(sheet, formats, complaints):
    """One row per complaint."""
    described = complaints.fields_get(["date", "deadline", "closed_date", *TEXTS, *FIGURES], ["string"])
    titles = [described[name]["string"] for name in ("date", "deadline", "closed_date", *TEXTS, *FIGURES)]
    sheet.set_column(0, 2, 12)
    sheet.set_column(3, len(titles), 24)
    sheet.write_row(0, 0, titles, formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(complaints), 1), len(titles) - 1)
    for row, complaint in enumerate(complaints, start=1):
        for column, name in enumerate(("date", "deadline", "closed_date")):
            if complaint[name]:
                sheet.write_datetime(row, column, complaint[name], formats["date"])
        for column, name in enumerate(TEXTS, start=3):
            # sudo: names of what the row points at stand on it, as they do in the list
            sheet.write_string(row, column, complaint[name].sudo().display_name or "")
        for column, name in enumerate(FIGURES, start=3 + len(TEXTS)):
            sheet.write_number(row, column, complaint[name] or 0, formats["number"])
