from odoo import models

from ..models.sale_order_line_entry import reckoned


class SaleOrderDiscount(models.TransientModel):
    """A discount of a whole order is a line with amounts that Odoo reckoned."""

    _inherit = "sale.order.discount"

    def _create_discount_lines(self):
        with reckoned():
            return super()._create_discount_lines()
