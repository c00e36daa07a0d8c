from odoo import models


class AccountMove(models.Model):
    """The entries by which an instrument settles invoices are money when the instrument is paid."""

    _inherit = "account.move"

    def _money_cleared_on(self):
        # Whoever asks need not see instruments; that the entry belongs to one he may know.
        instrument = self.sudo().credit_instrument_id
        return instrument._cleared_on() if instrument else super()._money_cleared_on()
