from odoo import models


class AgentItemRowMixin(models.AbstractModel):
    """Rows of a view of which there are several for each journal item."""

    _name = "agent.item.row.mixin"
    _description = "Row About a Journal Item"

    # Bits of a row's number that stand after the number of its journal item.
    _bits_after_item = 6

    def action_open_document(self):
        """Open the invoice, payment or entry that this row is about."""
        self.ensure_one()
        # The number of the row says which item it is: to ask the query would be to look at every item.
        document = self.env["account.move.line"].browse(self.id >> self._bits_after_item).move_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": document.id,
            "view_mode": "form",
        }
