from odoo.addons.sale.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .desk import LARGEST_ID, as_date


class OrderPortal(CustomerPortal):
    """The customer's orders: core's pages, with the way of each order."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        contact = request.env.user._portal_contact()
        return {**values, "may_order": contact.may_order, "may_see_account": contact.may_see_account}

    def _prepare_quotations_domain(self, partner):
        # What the customer sent himself is no offer of ours to be reviewed.
        return [*super()._prepare_quotations_domain(partner), ("portal_sent_on", "=", False)]

    def _prepare_orders_domain(self, partner):
        customer = [("partner_id", "child_of", [partner.commercial_partner_id.id])]
        sent = ["&", ("state", "=", "sent"), ("portal_sent_on", "!=", False)]
        return [*customer, "|", ("state", "=", "sale"), *sent]

    def _prepare_sale_portal_rendering_values(self, sortby=None, date_begin=None, date_end=None, **kwargs):
        # The address bar is the customer's: what is no sorting or no day is left out, instead of failing.
        sortby = sortby if sortby in self._get_sale_searchbar_sortings() else None
        days = [day.isoformat() if (day := as_date(text)) else None for text in (date_begin, date_end)]
        return super()._prepare_sale_portal_rendering_values(
            sortby=sortby, date_begin=days[0], date_end=days[1], **kwargs
        )

    @route()
    def portal_order_page(self, order_id, access_token=None, **kwargs):
        """Core's page of an order; another company's order is a page that does not exist."""
        if order_id > LARGEST_ID:
            raise NotFound
        try:
            order = self._document_check_access("sale.order", order_id, access_token=access_token)
        except (AccessError, MissingError) as hidden:
            if not request.env.user._is_public():
                raise NotFound from hidden
            return request.redirect("/my")
        if order._is_portal_basket():
            return request.redirect("/my/basket", code=303)
        return super().portal_order_page(order_id, access_token=access_token, **kwargs)
