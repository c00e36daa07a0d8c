from odoo.addons.crm_base.logic.record_ids import LARGEST_ID
from odoo.addons.sale.controllers.portal import CustomerPortal, PaymentPortal
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.http import request, route
from werkzeug.exceptions import NotFound

LONGEST_REASON = 2000


class QuotationPortal(CustomerPortal):
    """An offer of ours accepted by its customer, within his limits, or declined, with the reason."""

    @route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        """Core's answer to a signature; what is beyond the signer's limits then waits for his company's approval."""
        token = access_token or request.httprequest.args.get("access_token")
        try:
            order = self._document_check_access("sale.order", order_id, access_token=token)
        except (AccessError, MissingError):
            return super().portal_quote_accept(order_id, access_token, name, signature)
        is_stopped, texts = order._portal_acceptance_notice(request.env.user)
        if is_stopped:
            return {"error": " ".join(texts)}
        contact = order._portal_acceptor(request.env.user)
        if not (contact and order._is_portal_offer() and order._has_to_be_signed()):
            return super().portal_quote_accept(order_id, access_token, name, signature)
        order.portal_accepted_by_id = contact
        answer = super().portal_quote_accept(order_id, access_token, name, signature)
        if "error" in answer:
            order.portal_accepted_by_id = False
        # Core confirms what need not be paid; what must be is paid after it was approved.
        elif order._has_to_be_paid():
            order._portal_ask_acceptance(contact)
        return answer

    @route("/my/orders/<int:order_id>/ask", type="http", auth="user", website=True, methods=["POST"])
    def quotation_ask(self, order_id, **_unknown):
        """Lay an offer that is only to be paid, beyond the buyer's limits, before his approvers."""
        if order_id > LARGEST_ID:
            raise NotFound
        try:
            order = self._document_check_access("sale.order", order_id)
        except (AccessError, MissingError) as hidden:
            raise NotFound from hidden
        is_stopped, texts = order._portal_acceptance_notice(request.env.user)
        # What nothing stands against, or what waits already, is answered by the offer's own page.
        if texts and not is_stopped and order._has_to_be_paid():
            order._portal_ask_acceptance(order._portal_acceptor(request.env.user))
        return request.redirect(f"/my/orders/{order_id}", code=303)

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


class QuotationPaymentPortal(PaymentPortal):
    """Paying an offer accepts it."""

    @route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        """Core's payment of an order; an offer beyond the payer's limits is not paid before it was approved."""
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return super().portal_order_transaction(order_id, access_token, **kwargs)
        is_stopped, texts = order._portal_acceptance_notice(request.env.user)
        if is_stopped or texts:
            raise ValidationError(" ".join(texts))
        order._portal_pays(order._portal_acceptor(request.env.user))
        return super().portal_order_transaction(order_id, access_token, **kwargs)
