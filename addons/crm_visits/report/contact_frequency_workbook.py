"""The frequency report as an Excel workbook."""

import io

import xlsxwriter

COLUMNS = {
    "user_id": 24,
    "partner_id": 36,
    "customer_class": 8,
    "city": 18,
    "phone": 18,
    "kind": 10,
    "wanted_days": 12,
    "last_contact_date": 12,
    "days_since": 12,
    "days_late": 12,
    "next_contact_date": 12,
    "status": 16,
}


def frequency_workbook(wizard, rows):
    """Bytes of the workbook of `rows` (crm.contact.frequency), titled by a `wizard` (crm.contact.frequency.report)."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(wizard.env._("Contact frequency")[:31])
    if wizard.env["res.lang"]._get_data(code=wizard.env.lang or "en_US").direction == "rtl":
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "center"})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    described = rows.fields_get(list(COLUMNS), ["string", "selection"])
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, described[name]["string"], head)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(COLUMNS):
            _write(sheet, number, column, row, described[name], name, date)
    book.close()
    return buffer.getvalue()


def _write(sheet, number, column, row, described, name, date):
    field, value = row._fields[name], row[name]
    if name in ("days_since", "days_late") and not row.last_contact_date:
        return  # never contacted is not nought days ago
    if field.type == "integer":
        sheet.write_number(number, column, value)
    elif field.type == "date":
        if value:
            sheet.write_datetime(number, column, value, date)
    elif field.type == "many2one":
        sheet.write_string(number, column, value.display_name or "")
    elif field.type == "selection":
        sheet.write_string(number, column, dict(described["selection"]).get(value, ""))
    else:
        sheet.write_string(number, column, value or "")
