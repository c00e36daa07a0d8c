"""Who earns: sellers and outside agents, one of them for one product line only, and their plans."""

from odoo.fields import Command

from .behaviour import CUSTOMERS

# Customers that an outside agent looks after, together with the seller.
OUTSIDE = {"customer_sao_paulo": 40.0, "customer_rio": 40.0, "customer_porto_alegre": 100.0}

# Customers whose lamps an agent of her own sells; the sellers have the rest.
LIGHTING = ("customer_vigo", "customer_madrid", "customer_tejo", "customer_liz")
# Of the sellers' plans, the one by volume: monthly volume from which on all of it earns so much percent.
TIERS = ((0, 1.8), (6000, 2.2), (12000, 2.6))
GUARANTEE, CAP = 120.0, 500.0


def assign(world):
    """Plans first, then every customer's agents: what is sold from now on carries them."""
    invoiced, received, by_volume = _plans(world)
    sellers = {key: world.ref(key).partner_id for key in ("user_seller", "user_seller2", "user_seller3")}
    for key, seller in sellers.items():
        plan = by_volume if key == "user_seller3" else invoiced
        seller.write({"is_agent": True, "commission_plan_id": plan.id})
    overseas, lamps = _outside_agents(world, received)
    lighting = world.env["agent.product.line"].create(
        {"name": "Lighting", "categ_ids": world.ref("category_lighting").ids}
    )
    world.env["agent.assignment"].create(list(_assignments(world, overseas)))
    world.env["agent.assignment"].create(
        [
            {"partner_id": world.ref(key).id, "agent_id": lamps.id, "product_line_id": lighting.id}
            for key in LIGHTING
        ]
    )


def _outside_agents(world, plan):
    """A house that sells overseas, and the seller of lamps, who looks into the portal."""
    both = {"is_agent": True, "commission_plan_id": plan.id}
    overseas = world.env["res.partner"].create(
        {
            "name": "Representações Atlântico Sul Ltda.",
            "is_company": True,
            "country_id": world.env.ref("base.br").id,
            "city": "Curitiba",
            "email": "contato@atlanticosul.example",
            "lang": "pt_BR",
            "user_id": world.ref("user_seller2").id,
            **both,
        }
    )
    lamps = world.ref("agent_lumen")
    lamps.write(both)
    return overseas, lamps


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
            {
                "name": "Sellers: by volume",
                "tier_mode": "retroactive",
                "tier_ids": [Command.create({"volume_above": above, "rate": rate}) for above, rate in TIERS],
                "rule_ids": [Command.create({"sequence": 9, "by_tier": True, "rate": 0.0})],
                "has_guarantee": True,
                "guarantee": GUARANTEE,
                "has_cap": True,
                "cap": CAP,
            },
        ]
    )
    return tuple(plans)


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
