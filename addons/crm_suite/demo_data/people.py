"""Employees with their card, and a service for a customer: recorded in hours and billed."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

# Who, job, manager.
EMPLOYEES = (
    ("user_administrator", "Managing director", None),
    ("user_manager", "Sales manager, Iberia", "user_administrator"),
    ("user_manager2", "Sales manager, overseas", "user_administrator"),
    ("user_controller", "Credit controller", "user_administrator"),
    ("user_seller", "Seller, north", "user_manager"),
    ("user_seller3", "Seller, centre and south", "user_manager"),
    ("user_seller2", "Seller, overseas", "user_manager2"),
)
HOURLY_RATE = 38.0


def write(world):
    """Enter the employees and a project sold to a customer, with hours on it."""
    employees = {}
    for key, job, manager in EMPLOYEES:
        user = world.ref(key)
        employees[key] = world.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "job_title": job,
                "work_email": user.email,
                "parent_id": employees[manager].id if manager else False,
            }
        )
    _sell_service(world, employees)


def _sell_service(world, employees):
    """A light plan sold by the hour: order, project, task and time sheets."""
    service = world.env["product.product"].create(
        {
            "name": "Lighting plan",
            "default_code": "SRV-LUX",
            "type": "service",
            "list_price": HOURLY_RATE,
            "categ_id": world.ref("category_services").id,
            "uom_id": world.env.ref("uom.product_uom_hour").id,
            "service_policy": "delivered_timesheet",
            "service_tracking": "task_in_project",
        }
    )
    customer = world.ref("customer_tejo")
    order = world.env["sale.order"].create(
        {
            "partner_id": customer.id,
            "user_id": customer.user_id.id,
            "order_line": [Command.create({"product_id": service.id, "product_uom_qty": 24})],
        }
    )
    order.action_confirm()
    today = fields.Date.context_today(world.company)
    task = order.order_line.task_id
    world.env["account.analytic.line"].create(
        [
            {
                "name": text,
                "task_id": task.id,
                "project_id": task.project_id.id,
                "employee_id": employees["user_seller"].id,
                "unit_amount": hours,
                "date": today - timedelta(days=days),
            }
            for text, hours, days in (("Visit to the store", 3.0, 6), ("Drawing", 5.5, 3))
        ]
    )
