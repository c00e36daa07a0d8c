"""Sales that pay commission: customers with an agent, posted invoices of three lines, and what the ledger has of them.

One customer's documents are made through Odoo and multiplied with all that the ledger made of them. Per customer: two
invoices of last month, whose commission is open, one of the month before and one of a year before, which are settled;
an order of last month and one of the month before; a payment of last month for part of an invoice, and one that pays
the older invoice whole. Beside them some invoices of which the ledger knows nothing yet.
"""

from odoo import Command, fields
from odoo.tools import SQL

from .bare import bare
from .multiply import Template, multiply, references

AGENTS = 40
FAMILIES, BRANDS = 20, 10
RATE = 5.0
LINES = 3
INVOICES = (0, 0, 1, 12)  # months before the last; those of the last month are open, the others settled
ORDERS = (0, 1)
PAYMENTS = ((1, 150), (2, 300))  # of which invoice, how much, all in the last month


def last_day(env):
    """The last day of last month: until then everything is settled."""
    return fields.Date.subtract(fields.Date.start_of(fields.Date.context_today(env.user), "month"), days=1)


def build(env, customers: int, products: int, unknown: int) -> None:
    """`customers` with their invoices in the ledger, and `unknown` invoices that are not in it yet."""
    first_product = _products(env, products)
    agents = _agents(env)
    customer = _one_customer(env, agents[0])
    product = env["product.product"].browse(first_product)
    invoices = _invoices(customer, product)
    rows = _rows(customer, invoices, _payments(invoices), _orders(customer, product))
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


def _one_customer(env, agent):
    """A customer of the agent."""
    customer = env["res.partner"].create({"name": "Earner", "is_company": True, "customer_rank": 1})
    env["agent.assignment"].create({"partner_id": customer.id, "agent_id": agent.id})
    return customer


def _day(env, months):
    """A day near the end of the month that is so many before the last."""
    return fields.Date.subtract(last_day(env), months=months, days=3)


def _invoices(customer, product):
    """His posted invoices, in the order of `INVOICES`."""
    env = customer.env
    invoices = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": _day(env, months),
                "invoice_line_ids": [Command.create({"product_id": product.id, "price_unit": 100})] * LINES,
            }
            for months in INVOICES
        ]
    )
    invoices.action_post()
    return invoices


def _payments(invoices):
    """What he paid of them, as `PAYMENTS` has it."""
    env = invoices.env
    payments = env["account.payment"]
    for place, amount in PAYMENTS:
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoices[place].ids
        )
        payments |= wizard.create(
            {"amount": amount, "payment_date": _day(env, 0), "payment_difference_handling": "open"}
        )._create_payments()
    return payments


def _orders(customer, product):
    """His confirmed orders, in the order of `ORDERS`."""
    env = customer.env
    line = Command.create({"product_id": product.id, "product_uom_qty": 1, "price_unit": 100})
    orders = env["sale.order"].create(
        [{"partner_id": customer.id, "order_line": [line] * LINES} for _months in ORDERS]
    )
    orders.action_confirm()
    for order, months in zip(orders, ORDERS, strict=True):
        order.date_order = _day(env, months)  # an order's own day comes after it was confirmed
    return orders


def _rows(customer, invoices, payments, orders):
    """All rows of the customer and his documents, by table."""
    moves, domain = invoices | payments.move_id, [("move_id", "in", invoices.ids)]
    partials = moves.line_ids.matched_debit_ids | moves.line_ids.matched_credit_ids
    return {
        "res_partner": customer.ids,
        "agent_assignment": customer.agent_assignment_ids.ids,
        "sale_order": orders.ids,
        "sale_order_line": orders.order_line.ids,
        "sale_order_agent": orders.agent_ids.ids,
        "account_full_reconcile": moves.line_ids.full_reconcile_id.ids,
        "account_move": moves.ids,
        "account_payment": payments.ids,
        "account_move_line": moves.line_ids.ids,
        "account_partial_reconcile": partials.ids,
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
    with_agent = ("agent_assignment", "sale_order_agent", "account_move_agent")
    changes = {(table, "agent_id"): agent for table in with_agent}
    changes |= {(f"agent_commission_{table}", "agent_id"): agent for table in ("term", "entry")}
    return changes | {
        ("res_partner", "name"): name,
        ("res_partner", "complete_name"): name,
        ("sale_order", "name"): number,
        ("sale_order", "access_token"): SQL("NULL"),
        ("sale_order_line", "product_id"): product,
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
    """A target for each agent and family in each month with invoices."""
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
            for month in sorted(set(INVOICES))
            for family in families
        ]
    )
