from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Entries know the instrument they belong to and are undone through it only."""

    _inherit = "account.move"

    credit_instrument_id = fields.Many2one(
        "credit.instrument",
        "Instrument",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        readonly=True,
    )

    def _refuse_instrument_entries(self):
        """Entries of an instrument are undone by its own steps, or ledger and portfolio would part."""
        for move in self.filtered("credit_instrument_id"):
            raise UserError(
                self.env._(
                    "%(entry)s belongs to instrument %(instrument)s: undo it there, by return or bounce.",
                    entry=move.name,
                    instrument=move.credit_instrument_id.display_name,
                )
            )

    def button_draft(self):
        """Refuse for entries of instruments."""
        self._refuse_instrument_entries()
        return super().button_draft()

    def button_cancel(self):
        """Refuse for entries of instruments."""
        self._refuse_instrument_entries()
        return super().button_cancel()
