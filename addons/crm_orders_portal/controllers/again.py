from odoo.addons.crm_base.logic.quantities import read_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import pager
from odoo.fields import Domain
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .basket import BasketPortal
from .desk import as_line, contact_or_404, number_marks, page_values, shown_quantity
from .messages import problem_text


class OrderAgainPortal(BasketPortal):
    """Ordering again: an old order, a saved list, or what was bought before."""

    @route("/my/orders/<int:order_id>/again", type="http", auth="user", website=True, methods=["POST"])
    def order_again(self, order_id, **_unknown):
        """Put what an order of the customer's company asked for into the basket, at the prices of today."""
        contact = contact_or_404("may_order")
        # Searched with his own rights: a token opens a page, it does not order.
        order = request.env["sale.order"].search([("id", "=", as_id(order_id)), ("state", "!=", "draft")])
        if not order:
            raise NotFound
        return self._refill(contact, order.with_env(contact.env)._portal_quantities())

    @route("/my/bought", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def bought(self, page=1, **_unknown):
        """What the customer's company bought before, the latest first."""
        return self._render_bought(contact_or_404("may_order"), page)

    @route("/my/bought/add", type="http", auth="user", website=True, methods=["POST"])
    def bought_add(self, page=1, **values):
        """Put the lines with a quantity into the basket; what cannot be read stays on the page as typed."""
        contact = contact_or_404("may_order")
        marks, quantities, problems = number_marks(), {}, {}
        for name, typed in values.items():
            product_id = as_id(name.removeprefix("quantity-"))
            if product_id and typed.strip():
                read = read_quantity(typed, **marks)
                if read.problem:
                    problems[product_id] = problem_text(read.problem)
                else:
                    quantities[product_id] = read.value
        if problems or not quantities:
            typed = {as_id(name.removeprefix("quantity-")): text[:30] for name, text in values.items()}
            return self._render_bought(contact, page, problems, typed)
        products = contact.env["product.product"]
        allowed = products.search(products._portal_domain(contact) & Domain("id", "in", list(quantities)))
        return self._refill(contact, {product: quantities[product.id] for product in allowed})

    def _render_bought(self, contact, page, problems=None, typed=None):
        products = contact.env["product.product"]
        step = self._items_per_page
        number = as_id(page) or 1
        rows, total = products._portal_history(contact, limit=step, offset=min(number - 1, 10_000) * step)
        found = products.browse(row["product"].id for row in rows)
        return request.render(
            "crm_orders_portal.portal_bought",
            {
                **self._prepare_portal_layout_values(),
                **page_values("bought"),
                "rows": rows,
                "cards": {card["id"]: card for card in found._portal_cards(contact)},
                "pager": pager("/my/bought", total=total, page=number, step=step),
                "currency": contact._portal_currency(),
                "problems": problems or {},
                "typed": typed or {},
                "shown_quantity": shown_quantity,
            },
        )

    @route("/my/lists", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def lists(self, **_unknown):
        """The saved lists that this contact may use."""
        contact = contact_or_404("may_order")
        return request.render(
            "crm_orders_portal.portal_lists",
            {
                **self._prepare_portal_layout_values(),
                **page_values("lists"),
                "lists": contact.env["portal.order.list"]._portal_lists(contact),
            },
        )

    @route("/my/lists/save", type="http", auth="user", website=True, methods=["POST"])
    def lists_save(self, name="", is_shared="", **_unknown):
        """Keep what is in the basket as a list."""
        contact = contact_or_404("may_order")
        basket = contact.env["sale.order"]._portal_basket(contact)
        quantities = basket._portal_quantities() if basket else {}
        if as_line(name) and quantities:
            contact.env["portal.order.list"]._portal_save(contact, as_line(name), bool(is_shared), quantities)
        return request.redirect("/my/lists", code=303)

    @route(
        "/my/lists/<int:list_id>/<any(order,delete):what>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def lists_use(self, list_id, what, **_unknown):
        """Put a list into the basket, or throw away one of his own."""
        contact = contact_or_404("may_order")
        lists = contact.env["portal.order.list"]._portal_lists(contact)
        chosen = lists.filtered(lambda order_list: order_list.id == list_id)
        if not chosen or (what == "delete" and chosen.contact_id != contact):
            raise NotFound
        if what == "order":
            return self._refill(contact, chosen._quantities())
        chosen.unlink()
        return request.redirect("/my/lists", code=303)

    def _refill(self, contact, quantities):
        orders = contact.env["sale.order"]
        left_out, messages = orders._portal_refill(contact, quantities)
        if left_out:
            names = ", ".join(left_out.mapped("display_name"))
            gone = request.env._(
                "These can no longer be ordered and were left out: %(products)s", products=names
            )
            messages = [gone, *messages]
        if not messages:
            return request.redirect("/my/basket", code=303)
        return self._render_basket(contact, orders._portal_basket(contact), messages)
