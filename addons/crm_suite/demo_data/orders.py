"""Selling: a planned order becomes a confirmed one."""

from odoo.fields import Command


def confirm(world, clock, planned: list) -> dict:
    """Enter and confirm the planned orders; returns the order of each plan."""
    values = [prepare(world, plan) for plan in planned]
    orders = world.env["sale.order"].create(values)
    orders.action_confirm()
    for plan, order in zip(planned, orders, strict=True):
        order.date_order = clock.moment(plan.day, 9 + plan.day % 8)
    return dict(zip(planned, orders, strict=True))


def prepare(world, plan) -> dict:
    """The values that a seller would enter; price, tax and terms come from the customer."""
    customer = world.ref(plan.customer)
    return {
        "partner_id": customer.id,
        "warehouse_id": world.warehouse(plan.warehouse).id,
        "user_id": customer.user_id.id,
        "order_line": [
            Command.create({"product_id": world.product(line.product).id, "product_uom_qty": line.quantity})
            for line in plan.lines
        ],
    }
