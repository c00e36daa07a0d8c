from odoo.addons.sale.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError, MissingError
from odoo.http import route
from werkzeug.exceptions import NotFound

from .desk import LARGEST_ID

LONGEST_REASON = 2000


class QuotationPortal(CustomerPortal):
    """An offer of ours declined by its customer: the reason stays with it, and its salesperson hears of it."""

    @route()
    def portal_quote_decline(self, order_id, access_token=None, decline_message=None, **kwargs):
        """Core's answer to an offer, which forgets the reason in the messages."""
        if order_id > LARGEST_ID:
            raise NotFound
        reason = decline_message.replace("\x00", "").strip() if isinstance(decline_message, str) else ""
        reason = reason[:LONGEST_REASON]
        try:
            order = self._document_check_access("sale.order", order_id, access_token=access_token)
            was_open = order._has_to_be_signed()
        except (AccessError, MissingError):
            was_open = False
        response = super().portal_quote_decline(
            order_id, access_token=access_token, decline_message=reason, **kwargs
        )
        if was_open and reason:
            order._portal_declined(reason)
        return response
