"""Who earns: sellers and an outside agent, their plans, targets of what they are to sell."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .behaviour import CUSTOMERS

# Customers that an outside agent looks after, together with the seller.
OUTSIDE = {"customer_sao_paulo": 40.0, "customer_rio": 40.0, "customer_porto_alegre": 100.0}

# Days ago up to which commission was settled, and how far that has come since.
SETTLED = ((150, ("action_review", "action_approve", "action_bill")), (40, ("action_review",)))


def assign(world):
    """Plans first, then every customer's agents: what is sold from now on carries them."""
    invoiced, received = _plans(world)
    sellers = {key: world.ref(key).partner_id for key in ("user_seller", "user_seller2", "user_seller3")}
    for seller in sellers.values():
        seller.write({"is_agent": True, "commission_plan_id": invoiced.id})
    outside = world.env["res.partner"].create(
        {
            "name": "Representações Atlântico Sul Ltda.",
            "is_company": True,
            "country_id": world.env.ref("base.br").id,
            "city": "Curitiba",
            "email": "contato@atlanticosul.example",
            "lang": "pt_BR",
            "is_agent": True,
            "commission_plan_id": received.id,
        }
    )
    world.env["agent.assignment"].create(list(_assignments(world, outside)))


def _plans(world):
    paints = world.ref("category_paints").id
    power = world.ref("category_power_tools").id
    plans = world.env["agent.commission.plan"].create(
        [
            {
                "name": "Sellers: on invoices",
                "basis": "invoice",
                "base": "untaxed",
                "rule_ids": [
                    Command.create({"sequence": 1, "categ_id": paints, "rate": 3.5}),
                    Command.create({"sequence": 2, "categ_id": power, "rate": 1.5}),
                    Command.create({"sequence": 9, "rate": 2.5}),
                ],
            },
            {
                "name": "Outside agents: on receipts",
                "basis": "receipt",
                "base": "untaxed",
                "rule_ids": [Command.create({"sequence": 9, "rate": 5.0})],
            },
        ]
    )
    return plans[0], plans[1]


def _assignments(world, outside):
    for customer in CUSTOMERS:
        partner = world.ref(customer.key)
        abroad = OUTSIDE.get(customer.key, 0.0)
        if abroad:
            yield {"partner_id": partner.id, "agent_id": outside.id, "share": abroad}
        if abroad < 100.0:
            yield {
                "partner_id": partner.id,
                "agent_id": partner.user_id.partner_id.id,
                "share": 100.0 - abroad,
            }


def settle(world):
    """Two settlements per agent: an old one already billed, a later one reviewed."""
    today = fields.Date.context_today(world.company)
    for days, steps in SETTLED:
        world.env["agent.settlement.run"].create({"date_to": today - timedelta(days=days)}).action_settle()
        drafts = world.env["agent.settlement"].search([("state", "=", "draft")])
        for step in steps:
            getattr(drafts, step)()
