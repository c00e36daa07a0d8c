from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .again import OrderAgainPortal
from .desk import as_line, contact_or_404, page_values
from .messages import problem_text

OWNER_ONLY = {"rename", "share", "keep", "delete"}


class BasketsPortal(OrderAgainPortal):
    """The baskets of a customer, side by side."""

    @route("/my/baskets", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def baskets(self, **_unknown):
        """Every basket that this contact may fill."""
        return self._render_baskets(contact_or_404("may_order"))

    @route("/my/baskets/new", type="http", auth="user", website=True, methods=["POST"])
    def baskets_new(self, name="", **_unknown):
        """A further basket, to be filled from now on."""
        contact = contact_or_404("may_order")
        if not as_line(name):
            return request.redirect("/my/baskets", code=303)
        if not contact.env["sale.order"]._portal_new_basket(contact, as_line(name)):
            return self._render_baskets(contact, problem_text("baskets"))
        return request.redirect("/my/basket", code=303)

    @route(
        "/my/baskets/<int:basket_id>/<any(use,copy,rename,share,keep,delete):what>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def baskets_change(self, basket_id, what, name="", **_unknown):
        """Fill another basket from now on, copy one, or name, share, keep to oneself or throw away one's own."""
        contact = contact_or_404("may_order")
        baskets = contact.env["sale.order"]._portal_baskets(contact)
        basket = baskets.filtered(lambda basket: basket.id == basket_id)
        if not basket or (what in OWNER_ONLY and basket.portal_contact_id != contact):
            raise NotFound
        if what == "use":
            contact.portal_basket_id = basket
            return request.redirect("/my/basket", code=303)
        if what == "copy":
            return self._copy(contact, basket)
        if what == "rename" and as_line(name):
            basket.portal_name = as_line(name)
        elif what in ("share", "keep"):
            basket.portal_is_shared = what == "share"
        elif what == "delete":
            basket.unlink()
        return request.redirect("/my/baskets", code=303)

    def _copy(self, contact, basket):
        """A basket of his own with the same products, at his prices of today; what is left out is named."""
        name = request.env._("%(name)s (copy)", name=basket._portal_title())
        quantities = basket._portal_quantities()
        if not contact.env["sale.order"]._portal_new_basket(contact, name[:100]):
            return self._render_baskets(contact, problem_text("baskets"))
        return self._refill(contact, quantities)

    def _render_baskets(self, contact, problem=""):
        orders = contact.env["sale.order"]
        return request.render(
            "crm_orders_portal.portal_baskets",
            {
                **self._prepare_portal_layout_values(),
                **page_values("baskets"),
                "baskets": orders._portal_baskets(contact),
                "current": orders._portal_basket(contact),
                "problem": problem,
            },
        )
