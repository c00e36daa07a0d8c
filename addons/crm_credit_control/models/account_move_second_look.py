from odoo import models


class AccountMove(models.Model):
    """Money that comes in may be what an order waits for."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Have the waiting orders looked at of whoever owes less now: payment, credit note, instrument received."""
        posted = super()._post(soft)
        lowering = posted.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and line.balance < 0
        )
        if lowering:
            self.env["sale.order"]._look_again_soon(lowering.partner_id)
        return posted
