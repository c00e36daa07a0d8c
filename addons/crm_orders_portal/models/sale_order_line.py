from odoo import api, fields, models

from ..logic.order_status import Line
from .sale_order_status import _exact


class SaleOrderLine(models.Model):
    """Stock position on a line, and what the order's status needs to know of it."""

    _inherit = "sale.order.line"

    position_available = fields.Float(
        string="Available",
        compute="_compute_position",
        digits="Product Unit",
        groups="base.group_user",
        help="In this line's warehouse: on hand less what is sold to customers and not yet delivered,"
        " in the product's unit.",
    )
    position_incoming = fields.Float(
        string="On order",
        compute="_compute_position",
        digits="Product Unit",
        groups="base.group_user",
        help="Bought for this line's warehouse and not yet received, in the product's unit.",
    )

    @api.depends("product_id", "warehouse_id")
    def _compute_position(self):
        # Whoever may see the line may know its stock, also without a right to the whole list.
        figures = self.env["stock.position"].sudo()._figures(self.product_id, self.warehouse_id)
        for line in self:
            position = figures.get((line.product_id.id, line.warehouse_id.id))
            line.position_available = position.available if position else 0.0
            line.position_incoming = position.incoming if position else 0.0

    def _status_facts(self):
        """What `logic.order_status` needs to know of this line."""
        self.ensure_one()
        returned = self._returned_quantity()
        to_customer = self.move_ids.filtered(
            lambda move: (move.location_final_id or move.location_dest_id).usage == "customer"
        )
        return Line(
            ordered=_exact(self.product_uom_qty),
            shipped=_exact(self.qty_delivered + returned),
            returned=_exact(returned),
            invoiced=_exact(self.qty_invoiced_posted),
            was_invoiced=any(
                line.move_id.state == "posted" and line.move_id.move_type == "out_invoice"
                for line in self.invoice_lines
            ),
            is_goods=self.product_id.type == "consu",
            is_closed=bool(to_customer) and all(move.state in ("done", "cancel") for move in to_customer),
        )

    def _returned_quantity(self):
        # Core takes returns "to refund" off the delivered quantity; what had left the house left it all the same.
        back = self.move_ids.filtered(
            lambda move: move.state == "done" and move.to_refund and move.location_id.usage == "customer"
        )
        return sum(move.product_uom._compute_quantity(move.quantity, self.product_uom_id) for move in back)
