"""The customer's list of orders as plain Odoo shows it, on the very orders of our database."""

from ..web_client import WebClient

# As `portal_load` numbers its customers: the one who has 10,000 orders.
CUSTOMER = "load50"


def leave(env) -> None:
    """Before our modules go: nothing of theirs is wanted."""


def ways(env) -> dict:
    """What can be asked of a rival, as its users ask for it."""
    customer = WebClient(env, env["res.users"].search([("login", "=", CUSTOMER)])).client
    return {"orders": lambda: customer.get("/my/orders")}
