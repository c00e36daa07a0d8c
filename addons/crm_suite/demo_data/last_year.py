"""The year before: what was invoiced and paid then, for this one to be compared with."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from . import payments, plan

# Orders of a customer that went on one invoice: the year before is a background, not a second year of documents.
TOGETHER = 2
# By how much less the same goods were sold then, in percent.
CHEAPER = 15.0
# Days after which a quarter was paid.
PAID_AFTER = 150
QUARTER = 91


def write(world):
    """Post the invoices of the year before, oldest first, and collect them quarter by quarter."""
    today = fields.Date.context_today(world.company)
    values = [_invoice(world, today, orders) for orders in _together(plan.year_before())]
    values.sort(key=lambda invoice: invoice["invoice_date"])
    invoices = world.env["account.move"].create(values)
    invoices.action_post()
    first = today - timedelta(days=2 * plan.YEAR)
    quarters = invoices.grouped(lambda invoice: (invoice.invoice_date - first).days // QUARTER)
    for number, paid in quarters.items():
        payments.pay(paid, first + timedelta(days=number * QUARTER + PAID_AFTER))


def _together(planned):
    """The orders in twos, customer by customer."""
    by_customer = {}
    for order in planned:
        by_customer.setdefault(order.customer, []).append(order)
    for orders in by_customer.values():
        yield from (orders[place : place + TOGETHER] for place in range(0, len(orders), TOGETHER))


def _invoice(world, today, orders):
    customer = world.ref(orders[-1].customer)
    return {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "invoice_user_id": customer.user_id.id,
        "currency_id": customer.property_product_pricelist.currency_id.id,
        "invoice_date": today + timedelta(days=orders[-1].day - plan.YEAR),
        "invoice_line_ids": [
            Command.create(
                {
                    "product_id": world.product(line.product).id,
                    "quantity": line.quantity,
                    "discount": CHEAPER,
                }
            )
            for order in orders
            for line in order.lines
        ],
    }
