from decimal import Decimal

from odoo import models

from ..logic.credit_effect import CreditEffect


class SaleOrder(models.Model):
    """What an order would use of its customer's credit, on his page before he places it."""

    _inherit = "sale.order"

    def _portal_credit_effects(self, contact):
        """The effects that `contact` may see, as `logic.credit_effect.CreditEffect`; empty when he may see none.

        The company must show credit to customers, the contact must see the account, and the order must be his own
        company's to place: once it is with us, the page says nothing that could be taken for a reason.
        """
        self.ensure_one()
        order = self.sudo()  # The page was opened by right or by token; what it may tell is decided here.
        is_shown = order.company_id.portal_show_credit and contact.may_see_account
        is_own = contact and order.partner_id.commercial_partner_id == contact.commercial_partner_id
        is_open = order.state in ("draft", "sent") and not (order.portal_sent_on or order.is_expired)
        if not (is_shown and is_own and is_open) or order._is_awaiting_check():
            return []
        exact = order.company_id.currency_id.round
        return [
            CreditEffect(label, *(Decimal(str(exact(amount))) for amount in amounts))
            for label, *amounts in order._portal_credit_effect()
        ]
