from decimal import Decimal

from odoo import models


class ProductProduct(models.Model):
    """Whether a product earns commission, and what its list price says of a discount."""

    _inherit = "product.product"

    def _earns_commission(self):
        """Tell whether plans may pay on the product; a line without a product earns like any other."""
        return not self or (self.earns_commission and self.categ_id._earns_commission())

    def _commission_listed(self, quantity, currency, company, day):
        """Return what a quantity costs by the list price of today, untaxed: tax may lie within the list price.

        :param quantity: in the product's own unit
        """
        product = self.with_company(company)
        listed = product.currency_id._convert(product.lst_price * quantity, currency, company, day)
        taxes = product.taxes_id._filter_taxes_by_company(company)
        if taxes and quantity:
            listed = taxes.compute_all(listed / quantity, currency, quantity, product)["total_excluded"]
        return Decimal(str(round(listed, 6)))
