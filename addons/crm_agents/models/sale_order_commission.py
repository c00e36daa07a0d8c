from odoo import models


class SaleOrder(models.Model):
    """The lines of an order that a down payment pays a part of."""

    _inherit = "sale.order"

    def _commission_whole_lines(self):
        """Return all lines that the order bills in the end."""
        return self.order_line.filtered(lambda line: not line.display_type and not line.is_downpayment)

    def _commission_lines(self):
        """Return the lines that can earn: as for an invoice."""
        return (self._commission_whole_lines() - self._commission_discount_lines()).filtered(
            lambda line: line.price_subtotal and line.product_id._earns_commission()
        )

    def _commission_discount_lines(self):
        """Return the lines that discount the order as a whole."""
        discount = self.company_id.sale_discount_product_id
        return self._commission_whole_lines().filtered(lambda line: discount and line.product_id in discount)
