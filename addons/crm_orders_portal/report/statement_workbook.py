"""A customer's statement of account as an Excel workbook: what was booked, what is open, cheques and bills."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter

from ..logic.statement import Entry, Row


@dataclass(frozen=True)
class Account:
    """What the account page shows, as plain values; `ageing` are (title, amount)."""

    customer: str
    company: str
    currency: str
    decimals: int
    date_from: date
    date_to: date
    opening: Decimal
    rows: list[Row]
    open_items: list[Entry]
    ageing: list[tuple[str, Decimal]]
    instruments: list[tuple[str, date, float]]


def statement_workbook(env, account):
    """Bytes of the workbook; texts in the language of `env`."""
    buffer = io.BytesIO()
    # What a customer's bookkeeper typed as a reference stays text, whatever it begins with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {**options, "strings_to_numbers": False})
    money = "#,##0" + ("." + "0" * account.decimals if account.decimals else "")
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "bold": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": money}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    sheets = {
        env._("Statement"): _fill_statement,
        env._("Open items"): _fill_open_items,
        env._("Cheques and bills"): _fill_instruments if account.instruments else None,
    }
    is_rtl = env["res.lang"]._get_data(code=env.lang or "en_US").direction == "rtl"
    for name, fill in sheets.items():
        if fill:
            sheet = book.add_worksheet(name[:31])
            if is_rtl:
                sheet.right_to_left()
            sheet.set_column(0, 5, 16)
            fill(env, sheet, formats, account)
    book.close()
    return buffer.getvalue()


def _fill_statement(env, sheet, formats, account):
    """Opening balance, then each booked line with the balance after it."""
    sheet.write_string(0, 0, account.customer, formats["bold"])
    sheet.write_string(1, 0, account.company)
    sheet.write_string(1, 2, account.currency)
    titles = [env._("Date"), env._("Document"), env._("Debit"), env._("Credit"), env._("Balance")]
    sheet.write_row(3, 0, titles, formats["head"])
    sheet.freeze_panes(4, 0)
    sheet.write_datetime(4, 0, account.date_from, formats["date"])
    sheet.write_string(4, 1, env._("Balance brought forward"))
    sheet.write_number(4, 4, float(account.opening), formats["money"])
    for number, row in enumerate(account.rows, start=5):
        sheet.write_datetime(number, 0, row.entry.date, formats["date"])
        sheet.write_string(number, 1, row.entry.name)
        for column, amount in ((2, row.debit), (3, row.credit), (4, row.balance)):
            if amount or column == 4:
                sheet.write_number(number, column, float(amount), formats["money"])


def _fill_open_items(env, sheet, formats, account):
    """The ageing, then each open document."""
    for column, (title, amount) in enumerate(account.ageing):
        sheet.write_string(0, column, title, formats["head"])
        sheet.write_number(1, column, float(amount), formats["money"])
    titles = [env._("Document"), env._("Date"), env._("Due"), env._("Open")]
    sheet.write_row(3, 0, titles, formats["head"])
    for number, item in enumerate(account.open_items, start=4):
        sheet.write_string(number, 0, item.name)
        sheet.write_datetime(number, 1, item.date, formats["date"])
        if item.due:
            sheet.write_datetime(number, 2, item.due, formats["date"])
        sheet.write_number(number, 3, float(item.residual), formats["money"])


def _fill_instruments(env, sheet, formats, account):
    """What can still come back, by maturity."""
    sheet.write_row(0, 0, [env._("Number"), env._("Due"), env._("Amount")], formats["head"])
    for number, (name, maturity, amount) in enumerate(account.instruments, start=1):
        sheet.write_string(number, 0, name or "")
        sheet.write_datetime(number, 1, maturity, formats["date"])
        sheet.write_number(number, 2, amount, formats["money"])
