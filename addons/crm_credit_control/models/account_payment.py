from odoo import models

# What a payment writes through to the lines of its entry, posted or not.
BOOKED = {
    "amount",
    "currency_id",
    "date",
    "destination_account_id",
    "journal_id",
    "outstanding_account_id",
    "partner_id",
    "payment_type",
}


class AccountPayment(models.Model):
    """The receipt of an instrument is a payment of Odoo's, and what it booked stays as it was booked."""

    _inherit = "account.payment"

    def write(self, vals):
        """Refuse to change what the receipt of an instrument booked."""
        # Steps book with the rights of the system.
        if not self.env.su and not BOOKED.isdisjoint(vals):
            self.move_id._refuse_instrument_entries()
        return super().write(vals)
