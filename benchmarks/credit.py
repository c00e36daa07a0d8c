"""Credit and obligo of 20,000 customers with 200,000 orders: the whole, a page, one customer, one confirmation."""

from unittest.mock import patch

from odoo import Command
from odoo.tools import SQL

from .building import trade
from .frame import Measure

CUSTOMERS = 20_000
PRODUCTS = 10_000
PAGE = 80
FIGURES = ["open_orders_amount:sum", "delivered_uninvoiced_amount:sum", "receivable_amount:sum"]
FIGURES += ["instruments_amount:sum", "credit_amount:sum", "obligo_amount:sum"]

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


def prepare(env):
    """The trade of all customers, and quotations over goods for the confirmations."""
    trade.build(env, CUSTOMERS, PRODUCTS)
    goods = env["product.product"].create(
        {"name": "Bench goods", "is_storable": True, "list_price": 1, "taxes_id": False}
    )
    warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    env["stock.quant"]._update_available_quantity(goods, warehouse.lot_stock_id, 1_000_000)
    lines = [Command.create({"product_id": goods.id, "product_uom_qty": 1}) for _number in range(3)]
    customer = env["res.partner"].create({"name": "Bench buyer", "is_company": True})
    env["credit.ceiling"].create({"partner_id": customer.id, "credit_ceiling": 1_000_000})
    env["sale.order"].create({"partner_id": customer.id, "order_line": lines})


def measures(env):
    """Ours beside plain SQL, and a confirmation beside one whose gate lets everything pass unseen."""
    exposure, partners = env["credit.exposure"], env["res.partner"]
    plain = SQL(PLAIN)
    over = SQL(OVER_CEILING, plain)

    yield Measure(
        f"all {CUSTOMERS:,} customers, each figure",
        against="plain SQL aggregate",
        at_most=2,
        ours=lambda: env.execute_query(exposure._search([]).select("*")),
        other=lambda: env.execute_query(plain),
    )
    yield Measure(
        "totals by salesperson (pivot)",
        against="plain SQL aggregate",
        at_most=2,
        ours=lambda: exposure._read_group([], ["user_id"], FIGURES),
        other=lambda: env.execute_query(plain),
    )
    yield Measure(
        "customers over a ceiling",
        against="plain SQL, ceilings joined",
        at_most=2,
        ours=lambda: partners.search([("is_over_ceiling", "=", True)]),
        other=lambda: env.execute_query(over),
    )
    yield _first_page(env, SQL("%s ORDER BY o + d + r - ceiling.credit_ceiling DESC LIMIT %s", over, PAGE))
    yield _one_customer(env)
    yield _confirmation(env)


def _first_page(env, plain):
    """What the web client asks for when the list is opened: all columns of a page, and how many there are."""
    exposure = env["credit.exposure"]
    columns = {name: {} for name in exposure._fields if name not in ("id", "display_name")}
    return Measure(
        f"first page of {PAGE}, by excess, with count",
        against="plain SQL, ceilings joined",
        at_most=3,
        ours=lambda: exposure.web_search_read([], columns, limit=PAGE, count_limit=10_001),
        other=lambda: env.execute_query(plain),
    )


def _one_customer(env):
    """The figures of one customer do not depend on how many others there are."""
    figures = ["credit_amount", "obligo_amount", "is_over_ceiling"]
    trader = env["res.partner"].search([("name", "=like", "Trader %")], limit=1, offset=CUSTOMERS // 2)
    return Measure(
        "one customer of all",
        against="customer without documents",
        at_most=3,
        ours=lambda: trader.read(figures),
        other=lambda: env.company.partner_id.read(figures),
    )


def _confirmation(env):
    """One order of three lines of goods; the other way asks nothing and files nothing."""
    order = env["sale.order"].search([("partner_id.name", "=", "Bench buyer")], limit=1)

    def ungated():
        with patch.object(type(order), "_hold_unauthorized", lambda orders: orders.browse()):
            order.action_confirm()
            env.flush_all()

    def gated():
        order.action_confirm()
        env.flush_all()

    return Measure(
        "confirming one order, gate included",
        against="without the gate",
        at_most=1.15,
        ours=gated,
        other=ungated,
    )
