from odoo import api, models


class SaleOrderLine(models.Model):
    """Staff may sell any quantity; they are told when customers could not order it."""

    _inherit = "sale.order.line"

    @api.onchange("product_id", "product_uom_qty", "product_uom_id")
    def _onchange_order_steps(self):
        if not self.product_id or not self.product_uom_id or self.product_uom_qty <= 0:
            return None
        quantity = self.product_uom_id._compute_quantity(self.product_uom_qty, self.product_id.uom_id)
        asked, customer = {self.product_id: quantity}, self.order_id.partner_id
        for product, correction in self.product_id._order_corrections(asked, customer).items():
            return {
                "warning": {
                    "title": self.env._("Not a quantity in which it is sold"),
                    "message": product._order_steps_text(correction.steps),
                }
            }
        return None
