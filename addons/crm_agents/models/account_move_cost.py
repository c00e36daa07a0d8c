from odoo import models
from odoo.tools import SQL


class AccountMove(models.Model):
    """Posting freezes what the sold goods cost; posting again, after a reset to draft, freezes it anew."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        sales = posted.filtered(lambda move: move.is_sale_document(include_receipts=True))
        if sales:
            self.env["account.move.line"]._freeze_sold_cost(SQL("move.id = ANY(%s)", sales.ids))
        return posted
