"""What the customer's pages have in common: who asks, what he may, and reading what a browser sends."""

from datetime import date

from odoo.addons.crm_base.logic.quantities import write_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.fields import Domain
from odoo.http import request
from werkzeug.exceptions import NotFound

from .messages import counted

# A workbook knows no day before it.
EARLIEST_YEAR = 1900


def contact_or_404(right=None):
    """The contact behind the log-in, as superuser; whoever has no such right is told that there is no such page."""
    contact = request.env.user._portal_contact(right)
    if not contact:
        raise NotFound
    return contact


def product_or_404(contact, product_id):
    """The product of this id when `contact` may order it, as superuser."""
    products = contact.env["product.product"]
    product = products.search(products._portal_domain(contact) & Domain("id", "=", as_id(product_id)))
    if not product:
        raise NotFound
    return product


def page_values(page_name):
    """Values of the customer's layout, shared by all our pages."""
    return {
        "page_name": page_name,
        "title": _titles().get(page_name),
        "portal_contact": request.env.user._portal_contact(),
        "counted": counted,
        **customer_values(),
    }


def _titles():
    # What the browser's tab and a screen reader call the page; Odoo's own pages are all called alike.
    env = request.env
    return {
        "catalogue": env._("Catalogue"),
        "quick_order": env._("Quick order"),
        "bought": env._("Bought before"),
        "lists": env._("Lists"),
        "basket": env._("Basket"),
        "baskets": env._("Baskets"),
        "statement": env._("Account"),
        "approvals": env._("Approvals"),
        "contacts": env._("Contacts"),
        "mails": env._("Mails"),
    }


def customer_values():
    """What the person may do here and how much lies in his basket: the tabs above his pages show it."""
    contact = request.env.user._portal_contact()
    orders = contact.env["sale.order"]
    basket = orders._portal_basket(contact) if contact.may_order else orders
    return {
        "may_order": contact.may_order,
        "may_see_account": contact.may_see_account,
        "may_manage_contacts": contact.may_manage_contacts,
        "approvals_asked": bool(contact) and _asks_or_decides(contact),
        "basket_count": len(basket.order_line),
    }


def _asks_or_decides(contact):
    # Whom approvals never concern has no use for their tab.
    return contact.may_approve or contact._has_limits()


def as_date(text):
    """The day in `text` as a browser's date field sends it, or None.

    While somebody types 2026 the field says 0002: no such day is meant, and Odoo cannot write one down.
    """
    try:
        day = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return day if day.year >= EARLIEST_YEAR else None


def as_line(text, limit=100):
    """One line of text that the database takes, cut at `limit` characters."""
    return " ".join((text or "").replace("\x00", "").split())[:limit]


def number_marks():
    """The decimal mark of the reader's language, and the decimals of a quantity."""
    # A customer has no right to the precisions of figures.
    env = request.env
    lang = env["res.lang"]._get_data(code=env.lang)
    return {
        "decimal_mark": lang.decimal_point or ".",
        "decimals": env["decimal.precision"].sudo().precision_get("Product Unit"),
    }


def shown_quantity(quantity):
    """A quantity without idle noughts, with the reader's decimal mark, as an input field shows it."""
    lang = request.env["res.lang"]._get_data(code=request.env.lang)
    return write_quantity(quantity, lang.decimal_point or ".")
