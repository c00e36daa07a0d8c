"""Credit and obligo of 20,000 customers with 200,000 orders: the whole, a page, one customer, one confirmation."""

from unittest.mock import patch

from odoo import Command, fields
from odoo.tools import SQL

from .building import trade
from .frame import Figure, Measure, seconds
from .memory import peak_megabytes

CUSTOMERS = 20_000
PRODUCTS = 10_000
PAGE = 80
FIGURES = ["open_orders_amount:sum", "delivered_uninvoiced_amount:sum", "receivable_amount:sum"]
FIGURES += ["instruments_amount:sum", "credit_amount:sum", "obligo_amount:sum"]
BUCKETS = [
    "not_due:sum",
    "overdue_1:sum",
    "overdue_2:sum",
    "overdue_3:sum",
    "open_amount:sum",
    "total_amount:sum",
]

# The same definition written by hand: no rates, no down payments, no contacts, no ids, and nothing kept apart.
PLAIN = """
    SELECT partner_id, SUM(open_amount), SUM(delivered_amount), SUM(receivable), SUM(instruments)
      FROM (SELECT so.partner_invoice_id AS partner_id,
                   GREATEST(line.product_uom_qty - GREATEST(line.qty_delivered, line.posted_quantity), 0)
                       * line.unit_price_with_tax AS open_amount,
                   GREATEST(line.qty_delivered - line.posted_quantity, 0) * line.unit_price_with_tax
                       AS delivered_amount,
                   0 AS receivable, 0 AS instruments
              FROM sale_order_line line JOIN sale_order so ON so.id = line.order_id
             WHERE so.state = 'sale' AND line.display_type IS NULL
               AND GREATEST(line.product_uom_qty, line.qty_delivered) > line.posted_quantity
             UNION ALL
            SELECT item.partner_id, 0, 0, item.amount_residual, 0
              FROM account_move_line item JOIN account_account account ON account.id = item.account_id
             WHERE account.account_type = 'asset_receivable' AND item.parent_state = 'posted'
               AND item.reconciled IS NOT TRUE
             UNION ALL
            SELECT partner_id, 0, 0, 0, company_amount
              FROM credit_instrument
             WHERE state IN ('in_hand', 'deposited', 'discounted', 'endorsed') AND maturity_date + 3 >= CURRENT_DATE
           ) part
     GROUP BY partner_id
"""
OVER_CEILING = """
    SELECT figures.partner_id
      FROM (%s) AS figures(partner_id, o, d, r, p)
      JOIN credit_ceiling ceiling ON ceiling.partner_id = figures.partner_id
     WHERE o + d + r > ceiling.credit_ceiling OR o + d + r + p > ceiling.obligo_ceiling
"""
AGEING_COLUMNS = """
    SUM(residual) FILTER (WHERE due >= %(day)s), SUM(residual) FILTER (WHERE %(day)s - due BETWEEN 1 AND 30),
    SUM(residual) FILTER (WHERE %(day)s - due BETWEEN 31 AND 60), SUM(residual) FILTER (WHERE %(day)s - due > 60)
"""
# By hand, of today from what is open, of a past day from what was booked and matched by then; nothing of instruments,
# drafts, contacts and currencies.
AGEING_TODAY = """
    SELECT partner_id, %(columns)s
      FROM (SELECT item.partner_id, amount_residual AS residual, COALESCE(date_maturity, date) AS due
              FROM account_move_line item JOIN account_account account ON account.id = item.account_id
             WHERE account.account_type = 'asset_receivable' AND parent_state = 'posted'
               AND reconciled IS NOT TRUE AND date <= %(day)s) item
     GROUP BY partner_id
"""
AGEING_PAST = """
    SELECT partner_id, %(columns)s
      FROM (SELECT item.partner_id, COALESCE(date_maturity, date) AS due,
                   balance - COALESCE(paid.amount, 0) + COALESCE(taken.amount, 0) AS residual
              FROM account_move_line item JOIN account_account account ON account.id = item.account_id
              LEFT JOIN (SELECT debit_move_id AS id, SUM(amount) AS amount FROM account_partial_reconcile
                          WHERE max_date <= %(day)s GROUP BY debit_move_id) paid ON paid.id = item.id
              LEFT JOIN (SELECT credit_move_id AS id, SUM(amount) AS amount FROM account_partial_reconcile
                          WHERE max_date <= %(day)s GROUP BY credit_move_id) taken ON taken.id = item.id
             WHERE account.account_type = 'asset_receivable' AND parent_state = 'posted' AND date <= %(day)s) item
     GROUP BY partner_id
"""
PAST_DAYS = 90


def prepare(env, times=1):
    """The trade of all customers, and quotations over goods for the confirmations."""
    trade.build(env, CUSTOMERS * times, PRODUCTS * times)
    goods = env["product.product"].create(
        {"name": "Bench goods", "is_storable": True, "list_price": 1, "taxes_id": False}
    )
    warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    env["stock.quant"]._update_available_quantity(goods, warehouse.lot_stock_id, 1_000_000)
    lines = [Command.create({"product_id": goods.id, "product_uom_qty": 1}) for _number in range(3)]
    customer = env["res.partner"].create({"name": "Bench buyer", "is_company": True})
    env["credit.ceiling"].create({"partner_id": customer.id, "credit_ceiling": 1_000_000})
    env["sale.order"].create({"partner_id": customer.id, "order_line": lines})


def measures(env, rivals):
    """Ours beside plain SQL and beside OCA; a confirmation beside plain Odoo, and beside one without gate."""
    exposure, partners = env["credit.exposure"], env["res.partner"]
    plain = SQL(PLAIN)
    over = SQL(OVER_CEILING, plain)
    page = SQL("%s ORDER BY o + d + r - ceiling.credit_ceiling DESC LIMIT %s", over, PAGE)
    columns = {name: {} for name in exposure._fields if name not in ("id", "display_name")}

    def everything():
        query = exposure._search([])
        names = ["partner_id", *(figure.split(":")[0] for figure in FIGURES)]
        return env.execute_query(query.select(*(SQL.identifier(query.table, name) for name in names)))

    def over_ceiling():
        return partners.search([("is_over_ceiling", "=", True)])

    def first_page():
        # What the web client asks for when the list is opened: all columns of a page, and how many there are.
        return exposure.web_search_read([], columns, limit=PAGE, count_limit=10_001)

    whole = f"all {partners.search_count([('name', '=like', 'Trader %')]):,} customers, each figure"
    yield _beside_sql(env, whole, everything, plain, at_most=2)
    yield _beside_oca(rivals, whole, everything, "all", at_least=25)
    yield _beside_sql(
        env,
        "totals by salesperson (pivot)",
        lambda: exposure._read_group([], ["user_id"], FIGURES),
        plain,
        at_most=2,
    )
    yield _beside_sql(env, "customers over a ceiling", over_ceiling, over, at_most=2)
    yield _beside_oca(rivals, "customers over a ceiling", over_ceiling, "over", at_least=25)
    yield _beside_sql(env, f"first page of {PAGE}, by excess, with count", first_page, page, at_most=3)
    yield _beside_oca(rivals, f"first page of {PAGE}, by excess", first_page, "page", at_least=25)
    yield from _one_customer(env, rivals)
    yield from _ageing(env)
    yield from _confirmation(env, rivals)


def _beside_sql(env, name, ours, query, at_most):
    return Measure(
        name, ours, lambda: env.execute_query(query), against="plain SQL aggregate", at_most=at_most
    )


def _beside_oca(rivals, name, ours, way, at_least):
    return Measure(name, ours, lambda: rivals["oca"].go(way), against="OCA financial risk", at_least=at_least)


def _one_customer(env, rivals):
    """The figures of one customer do not depend on how many others there are."""
    figures = ["credit_amount", "obligo_amount", "is_over_ceiling"]
    traders = env["res.partner"].search([("name", "=like", "Trader %")])
    trader = traders[len(traders) // 2]

    def ours():
        return trader.read(figures)

    yield Measure(
        "one customer of all",
        against="customer without documents",
        at_most=3,
        ours=ours,
        other=lambda: env.company.partner_id.read(figures),
    )
    # Theirs are several small statements, ours is one that is planned longer than it runs: nobody waits for either.
    yield _beside_oca(rivals, "one customer of all", ours, "one", at_least=0.67)


def _ageing(env):
    """Debt by age of all customers, and one customer's account.

    No target was ever set; these limits say what the SQL by hand does without. Ours also finds what the ledger holds of
    each instrument, and drafts: four times. It begins with what is open now, so a past day of these data, whose
    reconciliations are all of the day they were built, is its worst: each of them is taken back, where by hand there is
    none to add: eight times. One customer's account takes as long as an empty one: neither reads what is not its own.
    """
    today = fields.Date.today()
    before = fields.Date.subtract(today, days=PAST_DAYS)
    for name, query, day, at_most in (
        ("ageing by customer, today", AGEING_TODAY, today, 4),
        (f"ageing by customer, {PAST_DAYS} days ago", AGEING_PAST, before, 8),
    ):
        ageing = env["credit.ageing"].with_context(ageing_day=fields.Date.to_string(day))
        yield _beside_sql(
            env,
            name,
            lambda ageing=ageing: ageing._read_group([], ["partner_id"], BUCKETS),
            SQL(query, day=day, columns=SQL(AGEING_COLUMNS, day=day)),
            at_most,
        )
    trader = env["res.partner"].search([("name", "=like", "Trader %")], limit=1, offset=PAGE)
    statement = env["credit.statement"].sudo()
    columns = ["date", "amount", "running_balance"]
    yield Measure(
        "account of one customer",
        against="customer without documents",
        at_most=3,
        ours=lambda: statement.search_read([("partner_id", "=", trader.id)], columns),
        other=lambda: statement.search_read([("partner_id", "=", env.company.partner_id.id)], columns),
    )
    yield from _ageing_workbook(env)


def _ageing_workbook(env):
    """The ageing of all customers for Excel: within what a server process of Odoo may take by default.

    That is two minutes and two gigabytes. Documents are written up to 200,000; ten times the data has more, and gets
    the figures of each customer without them.
    """

    def export():
        # A dialog of its own for each figure: what one wrote is taken back before the next.
        env["credit.ageing.wizard"].create({}).action_export()

    yield Figure("ageing of all customers in Excel", lambda: seconds(export), "seconds", at_most=120)
    yield Figure("memory it takes", lambda: peak_megabytes(export), "MB", at_most=1024)


def _confirmation(env, rivals):
    """One order of three lines of goods, the same everywhere.

    Beside an Odoo that has the same apps and none of our modules; and, which tells what the gate alone takes, beside
    our own when its gate lets everything pass unseen.
    """
    order = env["sale.order"].search([("partner_id.name", "=", "Bench buyer")], limit=1)

    def ungated():
        with patch.object(type(order), "_hold_unauthorized", lambda orders: orders.browse()):
            order.action_confirm()
            env.flush_all()

    def gated():
        order.action_confirm()
        env.flush_all()

    name = "confirming one order, gate included"
    yield Measure(name, gated, ungated, against="without the gate", at_most=1.15)
    yield Measure(name, gated, lambda: rivals["plain"].go("confirm"), against="plain Odoo", at_most=1.15)
    yield Measure(
        name, gated, lambda: rivals["oca"].go("confirm"), against="OCA financial risk", at_most=1.15
    )
