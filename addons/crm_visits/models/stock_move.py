from odoo import models


class StockMove(models.Model):
    """What of a delivery is still with the customer."""

    _inherit = "stock.move"

    def _not_returned(self):
        """Return the quantity, in the move's unit, that neither came back nor is on its way back."""
        back = self.returned_move_ids.filtered(lambda move: move.state != "cancel")
        return self.quantity - sum(
            move.product_uom._compute_quantity(move.product_uom_qty, self.product_uom) for move in back
        )
