"""Settlements as an Excel workbook: one row each, and the entries behind them."""

import io

import xlsxwriter


def settlement_workbook(settlements):
    """Return the bytes of the workbook of `settlements`, in the language of their environment."""
    env, buffer = settlements.env, io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "percent": book.add_format({"num_format": "0.####"}),
        "text": None,
    }
    direction = env["res.lang"]._get_data(code=env.lang or "en_US").direction
    for title, columns, rows in (
        (env._("Settlements"), _settlement_columns(settlements), settlements),
        (env._("Entries"), _entry_columns(settlements), _entries(settlements)),
    ):
        sheet = book.add_worksheet(title[:31])
        if direction == "rtl":
            sheet.right_to_left()
        _fill(sheet, formats, columns, rows)
    book.close()
    return buffer.getvalue()


def _fill(sheet, formats, columns, rows):
    """Write the headings and a row per record."""
    for number, (heading, width, kind, value) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, formats["head"])
        for row, record in enumerate(rows, start=1):
            content = value(record)
            if kind == "date" and content:
                sheet.write_datetime(row, number, content, formats["date"])
            elif kind in ("money", "percent"):
                sheet.write_number(row, number, content or 0.0, formats[kind])
            else:
                sheet.write_string(row, number, content or "")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _settlement_columns(settlements):
    """(heading, width, kind, value of a record) of the first sheet."""
    label = _labels(settlements)
    states = dict(settlements._fields["state"]._description_selection(settlements.env))
    return [
        (label["name"], 16, "text", lambda row: row.name),
        (label["agent_id"], 30, "text", lambda row: row.agent_id.name),
        (label["date_from"], 12, "date", lambda row: row.date_from),
        (label["date_to"], 12, "date", lambda row: row.date_to),
        (label["state"], 14, "text", lambda row: states[row.state]),
        (label["amount"], 14, "money", lambda row: row.amount),
        (label["currency_id"], 10, "text", lambda row: row.currency_id.name),
    ]


def _entry_columns(settlements):
    """(heading, width, kind, value of a record) of the second sheet."""
    env = settlements.env
    entries = env["agent.commission.entry"]
    label = _labels(entries)
    kinds = dict(entries._fields["kind"]._description_selection(env))
    yes = env._("Yes")
    return [
        (label["settlement_id"], 16, "text", lambda row: row.settlement_id.name),
        (label["agent_id"], 30, "text", lambda row: row.agent_id.name),
        (label["date"], 12, "date", lambda row: row.date),
        (label["is_late"], 12, "text", lambda row: yes if row.is_late else ""),
        # sudo: the agent may have handed the customer on since; what he earned stays legible
        (label["partner_id"], 30, "text", lambda row: row.partner_id.sudo().name),
        (env._("Document"), 18, "text", lambda row: row.reference),
        (label["kind"], 18, "text", lambda row: kinds[row.kind]),
        (label["product_id"], 30, "text", lambda row: row.product_id.sudo().display_name),
        (label["base"], 14, "money", lambda row: row.base),
        (label["rate"], 10, "percent", lambda row: row.rate),
        (label["share"], 10, "percent", lambda row: row.share),
        (label["amount"], 14, "money", lambda row: row.amount),
        (label["reason"], 40, "text", lambda row: row._statement_reason()),
    ]


def _entries(settlements):
    return [entry for settlement in settlements for entry in settlement._statement_entries()]


def _labels(records):
    return {name: field["string"] for name, field in records.fields_get(attributes=["string"]).items()}
