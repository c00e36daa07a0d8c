"""Who may buy on account: ceilings, a suspension, and the reasons for which orders wait."""

from datetime import timedelta

from odoo import fields

# Credit and obligo ceilings by size, in euro.
USUAL = {"a": (30000.0, 60000.0), "b": (12000.0, 20000.0), "c": (5000.0, 8000.0)}
# Customers watched more closely; 0 means nothing on account.
OWN = {
    "customer_ferragens_douro": (6000.0, 25000.0),
    "customer_ribatejo": (3000.0, 4000.0),
    "customer_estrela": (0.0, 0.0),
}
UNLIMITED = ("customer_tejo",)


def set_ceilings(world, customers):
    """A ceiling for each customer, but for one without any limit."""
    world.env["credit.ceiling"].create(
        [
            {
                "partner_id": world.ref(customer.key).id,
                "has_credit_ceiling": True,
                "has_obligo_ceiling": True,
                "credit_ceiling": OWN.get(customer.key, USUAL[customer.size])[0],
                "obligo_ceiling": OWN.get(customer.key, USUAL[customer.size])[1],
            }
            for customer in customers
            if customer.key not in UNLIMITED
        ]
    )


def switch_on_reasons(world):
    """This company also holds orders without stock or below cost."""
    for reason in ("stock", "below_cost"):
        world.env.ref(f"crm_credit_control.rule_{reason}").active = True


def suspend(world):
    """One customer whose cheques came back gets nothing for the time being."""
    today = fields.Date.context_today(world.company)
    world.env["credit.suspension"].create(
        {
            "partner_id": world.ref("customer_estrela").id,
            "date_from": today - timedelta(days=12),
            "reason": "Two cheques returned unpaid",
        }
    )
