from odoo import fields, models


class ProductSupplierinfo(models.Model):
    """Who supplies a product, and how fast, may be known to all; at which price, only to those who see costs.

    The rows themselves stay open on purpose: routes, lead times and units of a product are read from them in the
    name of whoever confirms an order, and rows that a rule hides would be missing there without a word.
    """

    _inherit = "product.supplierinfo"

    price = fields.Float(groups="crm_base.group_see_cost")
    discount = fields.Float(groups="crm_base.group_see_cost")
    price_discounted = fields.Float(groups="crm_base.group_see_cost")

    def _order_to_sql(self, order, query, alias=None, reverse=False):
        """Odoo's own order has the price in it and stays for all; an order by price that is asked for is refused."""
        if not order or order == self._order:
            self = self.sudo()  # noqa: PLW0642
        return super()._order_to_sql(order, query, alias, reverse)
