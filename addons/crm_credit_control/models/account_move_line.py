from odoo import models

# What an item says; what it was reconciled with is the accountant's.
BOOKED = {
    "account_id",
    "amount_currency",
    "balance",
    "credit",
    "currency_id",
    "debit",
    "move_id",
    "partner_id",
}


class AccountMoveLine(models.Model):
    """The entries of instruments stay as their steps booked them, line by line."""

    _inherit = "account.move.line"

    # What is open is little beside what was ever booked; the words are those of exposure and of ageing.
    _open_item_idx = models.Index(
        "(partner_id) INCLUDE (account_id, company_id, amount_residual)"
        " WHERE reconciled IS NOT TRUE AND amount_residual <> 0 AND parent_state = 'posted'"
    )

    def write(self, vals):
        """Refuse to change what a step booked."""
        # Steps book with the rights of the system.
        if not self.env.su and not BOOKED.isdisjoint(vals):
            self.move_id._refuse_instrument_entries()
        return super().write(vals)
