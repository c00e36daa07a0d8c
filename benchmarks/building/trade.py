"""Customers with a history of trade: orders, deliveries, invoices, payments, a cheque and a ceiling each.

One customer's whole trade is made through Odoo and multiplied with all its documents. Per customer: ten orders of three
lines, six of them invoiced, three of those paid, one delivered and not invoiced, three open; one cheque of its own.
"""

from odoo import Command, fields
from odoo.tools import SQL

from .bare import bare
from .multiply import Template, multiply, references

ORDERS, INVOICED, PAID, DELIVERED = 10, 6, 3, 1
LINES = 3
DAYS_BETWEEN = 30  # from one order of a customer to its next
CEILING_STEP, CEILING_STEPS = 10, 1000  # ceilings from 10 to 10,000


def build(env, customers: int, products: int) -> None:
    """`customers` that trade in `products`; after it the tables are analysed."""
    product = env["product.product"].create(
        {"name": "Traded", "type": "service", "list_price": 100, "invoice_policy": "order", "taxes_id": False}
    )
    env.flush_all()
    goods = multiply(
        env,
        Template({"product_template": product.product_tmpl_id.ids, "product_product": product.ids}),
        products,
    )["product_product"]
    rows, links = _one_customer(env, product)
    template = Template(rows, _changes(goods, products))
    followed = references(env, template)
    with bare(env, [*rows, "sale_order_line_invoice_rel"]):
        firsts = multiply(env, template, customers, followed)
        _link_invoices(env, rows, links, firsts, customers)
        _link_payments(env)
    env.cr.execute("ANALYZE")


def _one_customer(env, product):
    """A customer and all its documents: rows by table, and the pairs (order line, invoice line)."""
    customer = env["res.partner"].create({"name": "Trader", "is_company": True, "city": "Porto"})
    orders = env["sale.order"].create(
        [
            {
                "partner_id": customer.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 1})] * LINES,
            }
            for _number in range(ORDERS)
        ]
    )
    orders.action_confirm()
    # No ceiling yet, so nothing waits; and an order's own day comes after it was confirmed.
    today = fields.Date.context_today(customer)
    for number, order in enumerate(reversed(orders)):
        order.date_order = fields.Date.subtract(today, days=number * DAYS_BETWEEN)
    invoices = _invoices(orders[:INVOICED])
    orders[INVOICED : INVOICED + DELIVERED].order_line.qty_delivered = 1
    payments = env["account.payment"]
    for invoice in invoices[:PAID]:
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payments |= wizard.create({})._create_payments()
    cheque = env["credit.instrument"].create(
        {
            "name": "CH",
            "partner_id": customer.id,
            "amount": 50,
            "maturity_date": fields.Date.add(today, days=60),
            "invoice_ids": [Command.set(invoices[-1:].ids)],
        }
    )
    cheque.action_receive()
    ceiling = env["credit.ceiling"].create(
        {"partner_id": customer.id, "credit_ceiling": 1, "has_obligo_ceiling": True, "obligo_ceiling": 1}
    )
    env.flush_all()
    return _rows(customer, orders, invoices, payments, cheque, ceiling)


def _invoices(orders):
    """The posted invoices of orders that were delivered, each on its order's day."""
    invoices = orders.env["account.move"]
    for order in orders:
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        invoice.invoice_date = order.date_order.date()
        invoices |= invoice
    invoices.action_post()
    return invoices


def _rows(customer, orders, invoices, payments, cheque, ceiling):
    """All rows of these documents by table, and which invoice line belongs to which order line."""
    moves = invoices | payments.move_id | cheque.move_ids
    partials = moves.line_ids.matched_debit_ids | moves.line_ids.matched_credit_ids
    links = [(line.id, invoiced.id) for line in orders.order_line for invoiced in line.invoice_lines]
    rows = {
        "res_partner": customer.ids,
        "sale_order": orders.ids,
        "sale_order_line": orders.order_line.ids,
        "account_full_reconcile": moves.line_ids.full_reconcile_id.ids,
        "credit_instrument": cheque.ids,
        "account_move": moves.ids,
        "account_payment": (payments | cheque.payment_id).ids,
        "account_move_line": moves.line_ids.ids,
        "account_partial_reconcile": partials.ids,
        "credit_ceiling": ceiling.ids,
    }
    return rows, links


def _changes(first_product, products):
    """What differs between two customers: names, products, prices of what is ordered, the ceilings."""
    name = SQL("source.name || ' ' || md5(n::text)")
    number = SQL("source.name || '-' || n || '-' || source.id")
    chance = SQL("(hashint4(n * 31 + source.id) & 2147483647)")
    ceiling = SQL("%s * (1 + (n::bigint * 7919 %% %s))", CEILING_STEP, CEILING_STEPS)
    return {
        ("res_partner", "name"): name,
        ("res_partner", "complete_name"): name,
        # These two point in a circle; the links are set once all rows are there.
        ("credit_instrument", "payment_id"): SQL("NULL"),
        ("account_move", "origin_payment_id"): SQL("NULL"),
        ("sale_order", "name"): number,
        ("sale_order", "access_token"): SQL("NULL"),
        ("account_move", "name"): number,
        ("account_move", "access_token"): SQL("NULL"),
        ("sale_order_line", "product_id"): SQL("%s + %s %% %s", first_product, chance, products),
        ("sale_order_line", "unit_price_with_tax"): SQL("50 + (%s %% 10000) / 100.0", chance),
        ("credit_ceiling", "credit_ceiling"): ceiling,
        ("credit_ceiling", "obligo_ceiling"): ceiling,
    }


def _link_invoices(env, rows, links, firsts, customers):
    """The pairs of order and invoice lines, which have no id to be multiplied by."""

    def place(table, row_id):
        return rows[table].index(row_id)

    for line_id, invoiced_id in links:
        env.cr.execute(
            SQL(
                """
                INSERT INTO sale_order_line_invoice_rel (order_line_id, invoice_line_id)
                SELECT %s + n * %s, %s + n * %s FROM generate_series(0, %s - 1) n
                """,
                firsts["sale_order_line"] + place("sale_order_line", line_id),
                len(rows["sale_order_line"]),
                firsts["account_move_line"] + place("account_move_line", invoiced_id),
                len(rows["account_move_line"]),
                customers,
            )
        )


def _link_payments(env):
    """Moves to their payments, instruments to theirs."""
    env.cr.execute("ANALYZE account_move, account_payment, credit_instrument")
    env.cr.execute(
        """
        UPDATE account_move move SET origin_payment_id = payment.id
          FROM account_payment payment WHERE payment.move_id = move.id AND move.origin_payment_id IS NULL
        """
    )
    env.cr.execute(
        """
        UPDATE credit_instrument instrument SET payment_id = move.origin_payment_id
          FROM account_move move WHERE move.credit_instrument_id = instrument.id AND instrument.payment_id IS NULL
        """
    )
