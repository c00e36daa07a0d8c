"""Fifty customers at once in the portal for a minute, each with browser and basket of his own, on a real server.

Each looks, searches, fills his basket, presses "Send" twice at the same moment, follows the order, and looks at
Odoo's own list of invoices: a page that nothing of ours touches, measured in the same minute by the same customers.
Before that minute the list of orders is compared with the one of plain Odoo on the same 10,000 orders, and the
catalogue with Odoo's shop on the same 10,000 products and 300 price rules, eighty on a page: no other page of Odoo's
shows products at the price of whoever looks.
"""

from statistics import quantiles

from odoo import Command
from odoo.tools import SQL

from . import portal
from .building.customer import Customer
from .building.http_server import serving
from .building.multiply import Template, multiply
from .building.shopper import OWN_PAGE, SECONDS, Shopper, by_page
from .frame import Figure, Measure
from .web_client import WebClient, session_of

CUSTOMERS = 50
WORKERS = 4
ORDERS = 10_000
# How many times as long as Odoo's own list of invoices, of which these customers have none, a page may take while all
# are at work. A list is a list. Eighty priced products are more: Odoo's shop takes thirteen times as long as those
# invoices when nobody else asks for anything, and in the crowd ours is to stay below that.
AT_MOST = {"/my/orders": 3, "/my/catalogue": 8}
# Not to be slower than the shop is no aim for the page that every order begins at: what the shop draws beside products
# (filters, wish list, editor's marks) ours is to be quicker by.
OF_THE_SHOP = 0.75


def prepare(env):
    """The catalogue of `portal`, customers with a log-in each, and one of them with 10,000 orders."""
    portal.prepare(env)
    users = env["res.users"].with_context(no_reset_password=True)
    for number in range(CUSTOMERS + 2):
        company = env["res.partner"].create({"name": f"Load {number}", "is_company": True})
        contact = env["res.partner"].create({"name": f"Buyer {number}", "parent_id": company.id})
        contact.email = f"load{number}@example.com"
        users.create(
            {
                "login": f"load{number}",
                "partner_id": contact.id,
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
            }
        )
    _many_orders(env, _user(env, CUSTOMERS))
    _few_orders(env, _user(env, CUSTOMERS + 1))


def _user(env, number):
    """The customer of this number; the last but one has many orders, the last a few."""
    return env["res.users"].search([("login", "=", f"load{number}")])


def _order(env, user):
    product = env["product.product"].search([("default_code", "=", "P-1")])
    order = env["sale.order"].create(
        {
            "partner_id": user.partner_id.id,
            "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 3})],
        }
    )
    order.action_confirm()
    env.flush_all()
    return order


def _many_orders(env, user):
    order = _order(env, user)
    template = Template(
        {"sale_order": order.ids, "sale_order_line": order.order_line.ids},
        {
            ("sale_order", "name"): SQL("'L' || n"),
            ("sale_order", "access_token"): SQL("NULL"),
            ("sale_order", "date_order"): SQL("source.date_order - n * INTERVAL '1 hour'"),
        },
    )
    multiply(env, template, ORDERS)


def _few_orders(env, user):
    for _number in range(80):
        _order(env, user)


def measures(env, rivals):
    """The list of many orders, the catalogue, sending, and the minute of fifty customers."""
    many, few = WebClient(env, _user(env, CUSTOMERS)).client, WebClient(env, _user(env, CUSTOMERS + 1)).client
    yield Measure(
        f"order list of {ORDERS:,} orders",
        against="plain Odoo's, of fewer columns",
        at_most=2,
        ours=lambda: many.get("/my/orders"),
        other=lambda: rivals["plain"].go("orders"),
    )
    # Both searches find a whole page: of 111 orders and of 80.
    for name, path, other in (
        ("", "/my/orders", "/my/orders"),
        (", searched", "/my/orders?search=L77", "/my/orders?search=S"),
    ):
        yield Measure(
            f"order list of {ORDERS:,} orders{name}",
            against="a customer with 80",
            at_most=2,
            ours=lambda path=path: many.get(path),
            other=lambda other=other: few.get(other),
        )
    buyer = WebClient(env, _user(env, 1)).client
    yield Measure(
        "catalogue, a page of 80 priced products",
        against="Odoo's shop of as many",
        at_most=OF_THE_SHOP,
        ours=lambda: buyer.get("/my/catalogue"),
        other=lambda: rivals["shop"].go("shop"),
    )
    yield Measure(
        "sending an order of 20 lines",
        against="Odoo's own confirmation of it",
        at_most=1.5,
        ours=lambda: _basket(env)._portal_send(),
        other=lambda: _basket(env).action_confirm(),
    )
    yield from _minute(env)


def _basket(env):
    contact = _user(env, 0).partner_id
    products = env["product.product"].search([("default_code", "like", "P-")], limit=20)
    basket = env["sale.order"]._portal_basket(contact, create=True)
    basket._portal_put(dict.fromkeys(products, 2))
    env.flush_all()
    return basket


def _minute(env):
    before = _sent(env)
    customers = _all_at_once(env)
    env.cr.rollback()
    after = _sent(env)
    placed = [order for customer in customers for order in customer.orders]
    errors = [error for customer in customers for error in customer.errors]
    for error in sorted(set(errors))[:10]:
        print(f"  {errors.count(error)} x {error}")
    times = by_page(customers)
    yield Figure(
        "errors of fifty customers in a minute", value=lambda: len(errors), unit="errors", at_most=0.5
    )
    yield Figure(
        f"orders twice or lost, of {len(placed)} sent",
        value=lambda: abs(len(after - before) - len(placed)) + len(placed) - len(set(placed)),
        unit="orders",
        at_most=0.5,
    )
    print(f"  {sum(map(len, times.values()))} answers in {SECONDS} s, {WORKERS} workers")
    for page, seconds in times.items():
        print(f"  {page:<24} p50 {_at(seconds, 50) * 1000:>7.0f} ms   p99 {_at(seconds, 99) * 1000:>7.0f} ms")
    for page, limit in AT_MOST.items():
        yield Figure(
            f"{page} under load, p50 against {OWN_PAGE}",
            value=lambda page=page: _at(times[page], 50) / _at(times[OWN_PAGE], 50),
            unit="times",
            at_most=limit,
        )


def _sent(env):
    return set(env["sale.order"].search([("portal_sent_on", "!=", False)]).ids)


def _at(seconds, percent):
    return quantiles(seconds, n=100, method="inclusive")[percent - 1]


def _all_at_once(env):
    sessions = [session_of(env, _user(env, number)).sid for number in range(CUSTOMERS)]
    products = env["product.product"].search([("default_code", "like", "P-")], limit=500).ids
    with serving(env.cr.dbname, WORKERS) as port:
        # What the first request of each worker loads is no customer's click.
        for _round in range(WORKERS * 3):
            Customer(port, sessions[0]).get("start", "/my/catalogue")
        customers = [Shopper(port, session, products, number) for number, session in enumerate(sessions)]
        for customer in customers:
            customer.start()
        for customer in customers:
            customer.join()
    return customers
