"""The debt ageing as an Excel workbook: the figures, and the documents behind them."""

import io

import xlsxwriter

DOCUMENT_COLUMNS = ("partner_id", "user_id", "kind", "name", "date", "date_due", "days_overdue")


def ageing_workbook(wizard, documents):
    """Bytes of the workbook of an ageing `wizard`; `documents` are the rows of its second sheet, None when too many."""
    buffer = io.BytesIO()
    # Row by row into a file: a hundred thousand customers in memory would be more than a server process may take.
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    direction = wizard.env["res.lang"]._get_data(code=wizard.env.lang or "en_US").direction
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "center"}),
        "text": book.add_format({"bold": True}),
        "plain": book.add_format({"indent": 1}),
        "money": book.add_format({"num_format": _money_format(wizard.company_id.currency_id)}),
        "bold_money": book.add_format(
            {"num_format": _money_format(wizard.company_id.currency_id), "bold": True}
        ),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for name, fill in ((wizard.env._("Ageing"), _fill_figures), (wizard.env._("Documents"), _fill_documents)):
        sheet = book.add_worksheet(name[:31])
        if direction == "rtl":
            sheet.right_to_left()
        fill(sheet, formats, wizard, documents)
    book.close()
    return buffer.getvalue()


def _money_format(currency):
    """Excel's format for amounts with as many decimals as the currency has."""
    return "#,##0" + ("." + "0" * currency.decimal_places if currency.decimal_places else "")


def _fill_figures(sheet, formats, wizard, _documents):
    """One row per group, its customers below it, the total at the end."""
    headings = wizard._amounts()
    grouping = dict(wizard._fields["grouping"]._description_selection(wizard.env))[wizard.grouping]
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(headings), 14)
    sheet.write_string(0, 0, wizard.company_id.name, formats["text"])
    sheet.write_string(1, 0, wizard.env._("As of"))
    sheet.write_datetime(1, 1, wizard.day, formats["date"])
    sheet.write_string(2, 0, wizard.env._("Currency"))
    sheet.write_string(2, 1, wizard.company_id.currency_id.name)
    sheet.write_row(4, 0, [grouping, *headings.values()], formats["head"])
    sheet.freeze_panes(5, 1)
    summary, whole = wizard._summary()
    row = 5
    for name, total, customers in summary:
        # Bold only where customers stand below: then this row is their sum.
        row = _write(sheet, row, name, total, formats, bold=bool(customers))
        for customer, amounts in customers:
            row = _write(sheet, row, customer, amounts, formats)
    _write(sheet, row, wizard.env._("Total"), whole, formats, bold=True)


def _write(sheet, row, name, amounts, formats, bold=False):
    """Write one row and return the number of the next."""
    sheet.write_string(row, 0, name, formats["text" if bold else "plain"])
    for column, amount in enumerate(amounts.values(), start=1):
        sheet.write_number(row, column, amount, formats["bold_money" if bold else "money"])
    return row + 1


def _fill_documents(sheet, formats, wizard, documents):
    """One row per document, or the word that there are too many."""
    if documents is None:
        text = wizard.env._(
            "There are too many documents for one workbook. Choose fewer customers to see them."
        )
        sheet.write_string(0, 0, text)
        return
    ageing = wizard.env["credit.ageing"]
    described = ageing.fields_get(DOCUMENT_COLUMNS, ["string"])
    kinds = dict(ageing._fields["kind"]._description_selection(wizard.env))
    partners = _names(wizard.env["res.partner"], (document[0] for document in documents))
    users = _names(wizard.env["res.users"], (document[1] for document in documents))
    headings = wizard._amounts()
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, len(DOCUMENT_COLUMNS) + len(headings), 14)
    titles = [*(described[name]["string"] for name in DOCUMENT_COLUMNS), *headings.values()]
    sheet.write_row(0, 0, titles, formats["head"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(documents), 1), len(titles) - 1)
    for row, (partner, user, kind, name, date, date_due, days_overdue, *amounts) in enumerate(
        documents, start=1
    ):
        sheet.write_string(row, 0, partners.get(partner, ""))
        sheet.write_string(row, 1, users.get(user, ""))
        sheet.write_string(row, 2, kinds[kind])
        sheet.write_string(row, 3, name or "")
        sheet.write_datetime(row, 4, date, formats["date"])
        sheet.write_datetime(row, 5, date_due, formats["date"])
        sheet.write_number(row, 6, days_overdue)
        for column, amount in enumerate(amounts, start=len(DOCUMENT_COLUMNS)):
            sheet.write_number(row, column, amount, formats["money"])


def _names(model, ids):
    """The names of the records of `model` with these ids: `{id: name}`."""
    return {record.id: record.display_name or "" for record in model.browse({key for key in ids if key})}
