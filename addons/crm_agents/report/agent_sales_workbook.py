"""Sales by agent as an Excel workbook: the figures, and the sales behind them."""

import io

import xlsxwriter

PERCENTS = ("change", "margin_percent")


def sales_workbook(wizard, sales):
    """Bytes of the workbook of a `wizard` (agent.sales.report); `sales` are the rows of its second sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    direction = wizard.env["res.lang"]._get_data(code=wizard.env.lang or "en_US").direction
    money = _money_format(wizard.company_id.currency_id)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "center"}),
        "text": book.add_format({"bold": True}),
        "plain": book.add_format({"indent": 1}),
        "money": book.add_format({"num_format": money}),
        "bold_money": book.add_format({"num_format": money, "bold": True}),
        "percent": book.add_format({"num_format": "0.0"}),
        "bold_percent": book.add_format({"num_format": "0.0", "bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for name, fill in ((wizard.env._("Agents"), _fill_figures), (wizard.env._("Sales"), _fill_sales)):
        sheet = book.add_worksheet(name[:31])
        if direction == "rtl":
            sheet.right_to_left()
        fill(sheet, formats, wizard, sales)
    book.close()
    return buffer.getvalue()


def _money_format(currency):
    """Excel's format for amounts with as many decimals as the currency has."""
    return "#,##0" + ("." + "0" * currency.decimal_places if currency.decimal_places else "")


def _fill_figures(sheet, formats, wizard, _sales):
    """One row per agent, his customers below, the total at the end."""
    headings = wizard._headings()
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(headings), 14)
    sheet.write_string(0, 0, wizard.company_id.name, formats["text"])
    for row, (label, day) in enumerate(
        ((wizard.env._("From"), wizard.date_from), (wizard.env._("Until"), wizard.date_to)), start=1
    ):
        sheet.write_string(row, 0, label)
        sheet.write_datetime(row, 1, day, formats["date"])
    sheet.write_string(3, 0, wizard.env._("Currency"))
    sheet.write_string(3, 1, wizard.company_id.currency_id.name)
    sheet.write_row(5, 0, [wizard.env._("Agent"), *headings.values()], formats["head"])
    sheet.freeze_panes(6, 1)
    summary, total = wizard._summary()
    row = 6
    for agent, figures, customers in summary:
        row = _write(sheet, row, agent, figures, headings, formats, bold=True)
        for customer, sold in customers:
            row = _write(sheet, row, customer, sold, headings, formats)
    _write(sheet, row, wizard.env._("Total"), total, headings, formats, bold=True)


def _write(sheet, row, name, figures, headings, formats, bold=False):
    """Write one row and return the number of the next."""
    sheet.write_string(row, 0, name, formats["text" if bold else "plain"])
    for column, heading in enumerate(headings, start=1):
        if figures.get(heading) is not None:
            kind = "percent" if heading in PERCENTS else "money"
            sheet.write_number(row, column, figures[heading], formats[f"bold_{kind}" if bold else kind])
    return row + 1


def _fill_sales(sheet, formats, wizard, sales):
    """One row per line sold and agent."""
    texts = [
        "move_id",
        "agent_id",
        "partner_id",
        "product_id",
        "categ_id",
        "product_brand_id",
        "user_id",
        "team_id",
    ]
    figures = ["quantity", "amount", *(("cost", "margin") if "margin" in wizard._headings() else ())]
    described = sales.fields_get(["document_date", *texts, *figures], ["string"])
    titles = [described[name]["string"] for name in ("document_date", *texts, *figures)]
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, len(texts), 24)
    sheet.set_column(len(texts) + 1, len(titles), 14)
    sheet.write_row(0, 0, titles, formats["head"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(sales), 1), len(titles) - 1)
    for row, sale in enumerate(sales, start=1):
        sheet.write_datetime(row, 0, sale.document_date, formats["date"])
        for column, name in enumerate(texts, start=1):
            # sudo: names of what the row points at stand on it, as they do in the list
            sheet.write_string(row, column, sale[name].sudo().display_name or "")
        for column, name in enumerate(figures, start=len(texts) + 1):
            sheet.write_number(row, column, sale[name], formats["money"])
