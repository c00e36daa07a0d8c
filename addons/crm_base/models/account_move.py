from odoo import api, models
from odoo.tools import SQL


class AccountMove(models.Model):
    """Invoices, whose lists sellers open."""

    _name = "account.move"
    _inherit = ["account.move", "crm.customer.list.mixin"]

    def _is_financing(self):
        """Slot: whether this invoice or credit note charges for money lent, not for goods; nobody sold anything."""
        self.ensure_one()
        return False

    @api.model
    def _financing_sql(self, alias):
        """Slot: the same as `_is_financing`, as an `SQL` condition on the table `alias`."""
        return SQL("FALSE")

    def _money_cleared_on(self):
        """Slot: the day on which the money that this entry books was certain, False while it can still come back.

        A payment is when the bank's statement has it, or at once when it was booked on the bank's own account.
        """
        self.ensure_one()
        payment = self.origin_payment_id
        if not payment:
            return self.date
        if not payment.is_matched:
            return False
        liquidity, _counterpart, _write_off = payment._seek_for_lines()
        matched = liquidity.matched_debit_ids | liquidity.matched_credit_ids
        return max([self.date, *matched.mapped("max_date")])

    def _money_clearing_changed(self):
        """Slot: to be called when the day of `_money_cleared_on` may have changed for these entries."""
