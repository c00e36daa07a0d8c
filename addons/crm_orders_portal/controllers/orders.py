from odoo.addons.crm_base.logic.record_ids import LARGEST_ID, as_id
from odoo.addons.portal.controllers.portal import pager
from odoo.addons.sale.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .desk import as_date, as_line, customer_values


class OrderPortal(CustomerPortal):
    """The customer's orders: core's pages with search and filters, and the way of each order."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        return {**values, **customer_values()}

    def _prepare_quotations_domain(self, partner):
        # What the customer sent himself is no offer of ours to be reviewed.
        return [*super()._prepare_quotations_domain(partner), ("portal_sent_on", "=", False)]

    def _prepare_orders_domain(self, partner):
        # Core looks at confirmed orders only; what he sent is an order to the customer, waiting or cancelled too.
        customer = [("partner_id", "child_of", [partner.commercial_partner_id.id])]
        orders = ["|", ("state", "=", "sale"), ("portal_sent_on", "!=", False)]
        return [*customer, *orders, *self._asked_orders_domain()]

    def _get_sale_searchbar_sortings(self):
        return {
            **super()._get_sale_searchbar_sortings(),
            "name": {"label": request.env._("Number"), "order": "name desc, id desc"},
            "amount": {"label": request.env._("Amount"), "order": "amount_total desc, id desc"},
        }

    def _order_filters(self):
        status = [
            ("coming", request.env._("Still to come"), ["received", "sent", "shipped_partial"]),
            ("shipped", request.env._("Shipped"), ["shipped", "invoiced_partial", "invoiced"]),
            ("invoiced", request.env._("Invoiced"), ["invoiced"]),
        ]
        return {
            "all": {"label": request.env._("All"), "domain": []},
            **{
                key: {"label": label, "domain": [("order_status", "in", stages)]}
                for key, label, stages in status
            },
            "overdue": {
                "label": request.env._("Payment overdue"),
                "domain": [("payment_status", "=", "overdue")],
            },
        }

    def _asked_orders_domain(self):
        # Core builds the domain without its arguments, so what the page asks for is read where it stands.
        words = as_line(request.params.get("search")).split()[:8]
        wanted = self._order_filters().get(request.params.get("filterby"), {"domain": []})["domain"]
        found = [
            Domain("name", "ilike", word)
            | Domain("client_order_ref", "ilike", word)
            | Domain("order_line.name", "ilike", word)
            for word in words
        ]
        return list(Domain.AND([Domain(wanted), *found]))

    def _prepare_sale_portal_rendering_values(
        self, page=1, sortby=None, date_begin=None, date_end=None, quotation_page=False, **kwargs
    ):
        # The address bar is the customer's: what is no page, sorting or day is left out, instead of failing.
        page = as_id(page) or 1
        sortby = sortby if sortby in self._get_sale_searchbar_sortings() else "date"
        days = [day.isoformat() if (day := as_date(text)) else None for text in (date_begin, date_end)]
        values = super()._prepare_sale_portal_rendering_values(
            page=page,
            sortby=sortby,
            date_begin=days[0],
            date_end=days[1],
            quotation_page=quotation_page,
            **kwargs,
        )
        return values if quotation_page else {**values, **self._order_search_values(page, sortby)}

    def _order_search_values(self, page, sortby):
        search, filters = as_line(request.params.get("search")), self._order_filters()
        filterby = request.params.get("filterby")
        asked = {"sortby": sortby, "search": search, "filterby": filterby if filterby in filters else "all"}
        total = request.env["sale.order"].search_count(
            self._prepare_orders_domain(request.env.user.partner_id)
        )
        label = request.env._("Number, your reference or product")
        return {
            "pager": pager("/my/orders", total=total, page=page, step=self._items_per_page, url_args=asked),
            "searchbar_filters": filters,
            "searchbar_inputs": {"all": {"input": "all", "label": label}},
            "search_in": "all",
            **asked,
        }

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
        # The page of an order that never came to us is that of the question it stayed; an offer of ours has its own.
        contact = request.env.user._portal_contact()
        asked = contact and contact.env["portal.approval"]._portal_asked(contact, order)
        if asked and (asked.state == "waiting" or not (order.portal_sent_on or order._is_portal_offer())):
            return request.redirect(f"/my/approvals/{asked.id}", code=303)
        return super().portal_order_page(order_id, access_token=access_token, **kwargs)
