from odoo import models


class PaymentTransaction(models.Model):
    """A payment confirms its order only if the gate lets it through."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """An order that waits was not confirmed: its customer gets the mail about the payment instead."""
        return super()._check_amount_and_confirm_order().filtered(lambda order: order.state == "sale")
