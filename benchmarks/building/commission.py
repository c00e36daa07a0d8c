"""Sales that pay commission: customers with an agent, posted invoices of three lines, and what the ledger has of them.

One customer's invoices are posted through Odoo and multiplied with all that the ledger made of them. Per customer: two
invoices of earlier months, which are settled, and two of last month, which are open. Beside them some invoices of which
the ledger knows nothing yet.
"""

from odoo import Command, fields
from odoo.tools import SQL

from .bare import bare
from .multiply import Template, multiply, references

AGENTS = 40
FAMILIES, BRANDS = 20, 10
RATE = 5.0
LINES = 3
OPEN_INVOICES, SETTLED_INVOICES = 2, 2


def last_day(env):
    """The last day of last month: until then everything is settled."""
    return fields.Date.subtract(fields.Date.start_of(fields.Date.context_today(env.user), "month"), days=1)


def build(env, customers: int, products: int, unknown: int) -> None:
    """`customers` with their invoices in the ledger, and `unknown` invoices that are not in it yet."""
    first_product = _products(env, products)
    agents = _agents(env)
    customer, invoices = _one_customer(env, agents[0], env["product.product"].browse(first_product))
    rows = _rows(customer, invoices)
    template = Template(rows, _changes(first_product, products, agents[0].id))
    followed = references(env, template)
    with bare(env, rows):
        multiply(env, template, customers - 1, followed)
    env.cr.execute("ANALYZE")
    _settle_the_past(env, agents)
    _add_unknown(env, rows, template, unknown)
    _add_targets(env, agents)
    env.cr.execute("ANALYZE")


def _products(env, products):
    """Products in families and of brands; returns the first id."""
    families = env["product.category"].create([{"name": f"Family {number}"} for number in range(FAMILIES)])
    brands = env["product.brand"].create([{"name": f"Brand {number}"} for number in range(BRANDS)])
    product = env["product.product"].create(
        {
            "name": "Sold",
            "type": "service",
            "list_price": 100,
            "taxes_id": False,
            "categ_id": families[0].id,
            "product_brand_id": brands[0].id,
        }
    )
    template = Template(
        {"product_template": product.product_tmpl_id.ids, "product_product": product.ids},
        {
            ("product_template", "categ_id"): SQL("%s + n %% %s", families[0].id, FAMILIES),
            ("product_template", "product_brand_id"): SQL("%s + n %% %s", brands[0].id, BRANDS),
        },
    )
    return multiply(env, template, products)["product_product"]


def _agents(env):
    """Agents who earn one rate on invoices, with ids that follow each other."""
    plan = env["agent.commission.plan"].create(
        {"name": "Bench plan", "basis": "invoice", "rule_ids": [Command.create({"rate": RATE})]}
    )
    values = [
        {"name": f"Bench agent {number}", "is_agent": True, "commission_plan_id": plan.id}
        for number in range(AGENTS)
    ]
    return env["res.partner"].create(values)


def _one_customer(env, agent, product):
    """A customer of the agent and his posted invoices, those of last month first."""
    customer = env["res.partner"].create({"name": "Earner", "is_company": True, "customer_rank": 1})
    env["agent.assignment"].create({"partner_id": customer.id, "agent_id": agent.id})
    months = [0] * OPEN_INVOICES + list(range(1, SETTLED_INVOICES + 1))
    invoices = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": fields.Date.subtract(last_day(env), months=month, days=3),
                "invoice_line_ids": [Command.create({"product_id": product.id, "price_unit": 100})] * LINES,
            }
            for month in months
        ]
    )
    invoices.action_post()
    return customer, invoices


def _rows(customer, invoices):
    """All rows of the customer and his invoices, by table."""
    domain = [("move_id", "in", invoices.ids)]
    return {
        "res_partner": customer.ids,
        "agent_assignment": customer.agent_assignment_ids.ids,
        "account_move": invoices.ids,
        "account_move_line": invoices.line_ids.ids,
        "account_move_agent": invoices.agent_ids.ids,
        "agent_commission_term": customer.env["agent.commission.term"].search(domain).ids,
        "agent_commission_entry": customer.env["agent.commission.entry"].search(domain).ids,
    }


def _changes(first_product, products, first_agent):
    """What differs between two customers: name, numbers, the agent, the products."""
    name = SQL("source.name || ' ' || md5(n::text)")
    agent = SQL("%s + n %% %s", first_agent, AGENTS)
    product = SQL("%s + (hashint4(n * 31 + source.sequence) & 2147483647) %% %s", first_product, products)
    number = SQL("source.name || '-' || n || '-' || source.id")
    changes = {(table, "agent_id"): agent for table in ("agent_assignment", "account_move_agent")}
    changes |= {(f"agent_commission_{table}", "agent_id"): agent for table in ("term", "entry")}
    return changes | {
        ("res_partner", "name"): name,
        ("res_partner", "complete_name"): name,
        ("account_move", "name"): number,
        ("account_move", "access_token"): SQL("NULL"),
        ("account_move_line", "product_id"): SQL(
            "CASE WHEN source.product_id IS NULL THEN NULL ELSE %s END", product
        ),
        ("agent_commission_entry", "source"): SQL("source.source || '/' || n"),
    }


def _settle_the_past(env, agents):
    """Settle what is older than last month, as the agents' settlements before."""
    env["agent.settlement.item"]._take_in()
    before = fields.Date.subtract(fields.Date.start_of(last_day(env), "month"), days=1)
    env["agent.settlement"]._settle(agents, env.company, before)


def _add_unknown(env, rows, template, unknown):
    """Copies of one invoice that the ledger has not entered."""
    invoice = env["account.move"].browse(rows["account_move"][0])
    own = {
        "account_move": invoice.ids,
        "account_move_line": invoice.line_ids.ids,
        "account_move_agent": invoice.agent_ids.ids,
    }
    changes = {key: change for key, change in template.changed.items() if key[0] in own}
    changes["account_move", "name"] = SQL("'UNKNOWN-' || n")
    multiply(env, Template(own, changes), unknown)


def _add_targets(env, agents):
    """A target for each agent, month and family since the first invoice."""
    families = env["product.category"].search([("name", "=like", "Family %")])
    last_month = fields.Date.start_of(last_day(env), "month")
    env["agent.target"].create(
        [
            {
                "agent_id": agent.id,
                "month": fields.Date.subtract(last_month, months=month),
                "categ_id": family.id,
                "amount": 1000,
            }
            for agent in agents
            for month in range(SETTLED_INVOICES + 1)
            for family in families
        ]
    )
