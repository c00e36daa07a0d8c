"""The customer's pages as plain Odoo shows them, on the very orders and products of our database.

His list of orders; and the catalogue, for which Odoo has its shop: the only page of its own with products at the price
of whoever looks. It gets as many products on a page as ours has.
"""

from ..web_client import WebClient

# As `portal_load` numbers its customers: the one who has 10,000 orders, and one who has none.
CUSTOMER, BUYER = "load50", "load1"
# As many as the portal puts on a page.
PRODUCTS = 80


def leave(env) -> None:
    """Before our modules go: nothing of theirs is wanted."""


def join(env) -> None:
    """Before the shop comes: it finds everything in its place."""


def verify(env) -> None:
    """Put all products into the shop, the page as long as ours.

    :raise RuntimeError: when the page does not show so many prices
    """
    env["website"].search([]).shop_ppg = PRODUCTS
    env["product.template"].search([("sale_ok", "=", True)]).is_published = True
    env.cr.commit()
    page = _client(env, BUYER).get("/shop")
    if page.status_code != 200 or page.data.count(b'name="product_template_id"') != PRODUCTS:
        raise RuntimeError("The shop does not show its products.")


def ways(env) -> dict:
    """What can be asked of a rival, as its users ask for it."""
    customer, buyer = _client(env, CUSTOMER), _client(env, BUYER)
    return {"orders": lambda: customer.get("/my/orders"), "shop": lambda: buyer.get("/shop")}


def _client(env, login):
    return WebClient(env, env["res.users"].search([("login", "=", login)])).client
