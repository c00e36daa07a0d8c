from odoo import fields, models


class SaleOrderLine(models.Model):
    """What of a line can be there on the day it was promised for."""

    _inherit = "sale.order.line"

    def _quantity_on_promised_date(self):
        """Quantity in the unit of the line, arrivals expected by then counted; it may be more than is wanted.

        Odoo's own forecast serves quotations. A confirmed line is in the forecast of its product already: what that
        is short of is what the line lacks. Not in it yet is what will be delivered later than it was promised for.
        """
        self.ensure_one()
        if self.state != "sale":
            return self.virtual_available_at_date
        promised = max(self.order_id.commitment_date or self._expected_date(), fields.Datetime.now())
        [forecast] = self._read_qties(promised, self.warehouse_id.id)
        planned_later = self._get_outgoing_incoming_moves()[0].filtered(lambda move: move.date > promised)
        short = min(forecast["virtual_available"] - sum(planned_later.mapped("product_qty")), 0)
        return self.qty_to_deliver + self.product_id.uom_id._compute_quantity(
            short, self.product_uom_id, round=False
        )
