from odoo import api, models
from odoo.exceptions import ValidationError


class AccountMove(models.Model):
    """What credits an invoice, and what in turn reverses a credit note."""

    _inherit = "account.move"

    @api.constrains("reversed_entry_id", "move_type")
    def _check_reversed_document(self):
        """Commission follows these links: one that leads in a circle, or to a document alike, would never end."""
        for move in self:
            origin = move.reversed_entry_id
            if not all(document.is_sale_document(include_receipts=True) for document in (origin, move)):
                continue
            if origin.is_inbound() == move.is_inbound() or move._has_cycle("reversed_entry_id"):
                raise ValidationError(
                    self.env._(
                        "%(document)s cannot reverse %(reversed)s: a credit note reverses an invoice, "
                        "and an invoice a credit note.",
                        document=move.display_name,
                        reversed=origin.display_name,
                    )
                )

    def action_switch_move_type(self):
        """What was to credit an invoice reverses nothing once it is an invoice itself."""
        self.filtered(lambda move: move.is_sale_document(include_receipts=True)).reversed_entry_id = False
        return super().action_switch_move_type()

    def _commission_credits(self):
        """Return the posted credit notes of these invoices, and what in turn takes back these."""
        direct = self._commission_reversals()
        return direct | direct._commission_credits() if direct else direct

    def _commission_reversals(self):
        """Return the posted credit notes of invoices, and the posted invoices that reverse credit notes."""
        return self.reversal_move_ids.filtered(
            lambda move: move.state == "posted" and move.is_sale_document(include_receipts=True)
        )

    def _commission_generations(self):
        """Yield these reversals so that each comes after what it reverses, if that is among them."""
        rest = self
        while rest:
            ready = rest.filtered(lambda move, rest=rest: move.reversed_entry_id not in rest)
            yield ready
            rest -= ready
