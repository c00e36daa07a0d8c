"""A seller's lists among 100,000 customers, and moving a group of 20,000: what our record rules cost.

Against the same lists of a colleague with the same rights in Odoo and no role of ours, for whom the rules are open.
"""

from functools import partial

from odoo import Command
from odoo.tools import SQL

from .building.multiply import Template, multiply
from .frame import Figure, Measure, seconds
from .web_client import WebClient

CUSTOMERS = 100_000
DOCUMENTS_EACH = 2
FEW, MANY = 100, 20_000  # customers of two of the sellers that are measured
SELLERS = 40  # share the rest; one of them is measured too
ORDINARY = "seller5"
GROUP = 20_000
LISTS = (
    ("customers", "res.partner", "base.view_partner_tree", []),
    ("orders", "sale.order", "sale.view_order_tree", [("state", "not in", ("draft", "sent", "cancel"))]),
    ("invoices", "account.move", "account.view_out_invoice_tree", [("move_type", "=", "out_invoice")]),
)


def prepare(env):
    """One customer with a contact, an order and an invoice, multiplied; sellers and groups spread over them."""
    sellers = _users(env)
    customer = env["res.partner"].create({"name": "Customer", "is_company": True, "city": "Porto"})
    contact = env["res.partner"].create({"name": "Contact", "parent_id": customer.id})
    order, invoice = _documents(env, customer)
    env.flush_all()
    partners = Template({"res_partner": [customer.id, contact.id]}, _partner_changes(sellers))
    first = multiply(env, partners, CUSTOMERS)["res_partner"]
    for period in range(DOCUMENTS_EACH):
        _multiply_documents(env, order, invoice, first, period)
    _groups(env, first)
    env.cr.execute("ANALYZE")
    env["res.partner"]._refresh_allowed_users()


def _users(env):
    """Sellers; the first has many customers, the second few. And a colleague without a role of ours."""
    roles = {"crm_base.group_seller": ["many", "few", *(f"seller{n}" for n in range(SELLERS))]}
    roles["sales_team.group_sale_salesman_all_leads"] = ["colleague"]
    users = env["res.users"]
    for role, logins in roles.items():
        groups = env.ref(role) | env.ref("base.group_user")
        users |= env["res.users"].create(
            [
                {"name": login, "login": f"bench_{login}", "group_ids": [Command.set(groups.ids)]}
                for login in logins
            ]
        )
    return users[:-1]


def _partner_changes(sellers):
    many, few, *others = sellers.ids
    # 7919 is prime to the number of customers: each seller's customers lie all over the table, as in life.
    place = SQL("(n::bigint * 7919 %% %s)", CUSTOMERS)
    others_turn = SQL("(hashint4(n) & 2147483647) %% %s", len(others))
    seller = SQL(
        "CASE WHEN %s < %s THEN %s WHEN %s < %s THEN %s ELSE (%s::int[])[1 + %s] END",
        *(place, MANY, many, place, MANY + FEW, few, others, others_turn),
    )
    name = SQL("source.name || ' ' || md5(n::text)")
    return {
        ("res_partner", "name"): name,
        ("res_partner", "complete_name"): name,
        ("res_partner", "user_id"): seller,
    }


def _documents(env, customer):
    """A confirmed order and its posted invoice."""
    product = env["product.product"].create({"name": "Widget", "type": "service", "invoice_policy": "order"})
    line = Command.create({"product_id": product.id, "product_uom_qty": 3})
    order = env["sale.order"].create({"partner_id": customer.id, "order_line": [line, line]})
    order.action_confirm()
    invoice = order._create_invoices()
    invoice.action_post()
    return order, invoice


def _multiply_documents(env, order, invoice, first_partner, period):
    """One more order and invoice for every customer; entered day by day over three years, customers in any order."""
    customer = SQL("%s + (n::bigint * 104729 %% %s) * 2", first_partner, CUSTOMERS)
    days_ago = SQL("1000 - (%s + n) * 1000 / %s", period * CUSTOMERS, DOCUMENTS_EACH * CUSTOMERS)
    day = SQL("(CURRENT_DATE - (%s)::int)", days_ago)
    number = SQL("source.name || '-' || n || '-' || pg_current_xact_id()::text || random()::text")
    changed = {
        ("sale_order", "name"): number,
        ("sale_order", "date_order"): day,
        ("sale_order", "access_token"): SQL("NULL"),
    }
    changed |= {("account_move", column): day for column in ("date", "invoice_date", "invoice_date_due")}
    changed |= {("account_move", "name"): number, ("account_move", "access_token"): SQL("NULL")}
    changed |= {("account_move_line", column): day for column in ("date", "invoice_date", "date_maturity")}
    for table, columns in {
        "sale_order": ("partner_id", "partner_invoice_id", "partner_shipping_id"),
        "sale_order_line": ("order_partner_id",),
        "account_move": ("partner_id", "commercial_partner_id", "partner_shipping_id"),
        "account_move_line": ("partner_id",),
    }.items():
        changed |= {(table, column): customer for column in columns}
    rows = {
        "sale_order": order.ids,
        "sale_order_line": order.order_line.ids,
        "account_move": invoice.ids,
        "account_move_line": invoice.line_ids.ids,
    }
    multiply(env, Template(rows, changed), CUSTOMERS)


def _groups(env, first_partner):
    """Two groups, each with a seller of its own; the 20,000 customers are in a third, below the first."""
    sellers = env["res.users"].search([("login", "in", ("bench_seller0", "bench_seller1"))])
    tops = env["crm.customer.group"].create(
        [{"name": seller.login, "seller_ids": [Command.set(seller.ids)]} for seller in sellers]
    )
    moving = env["crm.customer.group"].create({"name": "Moving", "parent_id": tops[0].id})
    env.cr.execute(
        SQL(
            "INSERT INTO crm_customer_group_partner_rel (partner_id, group_id) "
            "SELECT %s + n * 2, %s FROM generate_series(0, %s - 1) n",
            *(first_partner, moving.id, GROUP),
        )
    )


def measures(env):
    """Lists of both sellers, and the group."""
    users = {
        user.login.removeprefix("bench_"): user
        for user in env["res.users"].search([("login", "like", "bench_")])
    }
    browsers = {login: WebClient(env, users[login]) for login in ("many", ORDINARY, "few", "colleague")}
    ordinary = (CUSTOMERS - MANY - FEW) // SELLERS
    for login, size in (("many", MANY), (ORDINARY, ordinary), ("few", FEW)):
        for name, model, view, domain in LISTS:
            page = (model, *_list(env, model, view), domain)
            yield Measure(
                f"{name}, seller of {size:,} customers",
                ours=partial(browsers[login].list_page, *page),
                other=partial(browsers["colleague"].list_page, *page),
                against="without our rules",
                at_most=1.3,
            )
    yield from _group_measures(env)


def _list(env, model, view):
    """What the web client asks for: the columns that its list shows at first, and how far it counts."""
    arch, _view = env[model]._get_view(env.ref(view).id, "list")
    specification = {}
    for node in arch.xpath("/list/field[not(@optional='hide')][not(@column_invisible='True')]"):
        field = env[model]._fields[node.get("name")]
        if not field.groups:
            specification[field.name] = {"fields": {"display_name": {}}} if field.relational else {}
    return specification, int(arch.get("count_limit", 10_000)) + 1


def _group_measures(env):
    groups = env["crm.customer.group"]
    moving = groups.search([("name", "=", "Moving")])
    tops = groups.search([("parent_id", "=", False), ("seller_ids", "!=", False)])
    target = tops - moving.parent_id
    old, new = moving.parent_id.seller_ids, target.seller_ids
    ids = env["res.partner"].search([("commercial_partner_id.customer_group_ids", "in", moving.ids)]).ids

    def plain():
        env.cr.execute(
            "DELETE FROM res_partner_allowed_user_rel WHERE partner_id = ANY(%s) AND user_id = %s",
            (ids, old.id),
        )
        env.cr.execute(
            "INSERT INTO res_partner_allowed_user_rel (partner_id, user_id) "
            "SELECT unnest(%s), %s ON CONFLICT DO NOTHING",
            (ids, new.id),
        )

    def move():
        moving.parent_id = target
        env.flush_all()

    yield Measure(
        f"moving a group of {GROUP:,} customers",
        ours=move,
        other=plain,
        against="plain delete and insert",
        at_most=3,
    )
    # What was rolled back ten times over would slow down the next run.
    with env.registry.cursor() as cursor:
        cursor.connection.autocommit = True
        cursor.execute("VACUUM ANALYZE res_partner_allowed_user_rel")
    yield Figure(
        "comparing all customers with their sources",
        value=lambda: seconds(env["res.partner"]._refresh_allowed_users),
        unit="s",
        at_most=20,
    )
