from odoo import models


class ProductProduct(models.Model):
    """Whether a product earns commission."""

    _inherit = "product.product"

    def _earns_commission(self):
        """Tell whether plans may pay on the product; a line without a product earns like any other."""
        return not self or (self.earns_commission and self.categ_id._earns_commission())
