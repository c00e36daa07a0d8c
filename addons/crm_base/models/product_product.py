from odoo import fields, models


class ProductProduct(models.Model):
    """What a product costs, closed to most users, while the system goes on valuing and buying for them."""

    _inherit = "product.product"

    standard_price = fields.Float(groups="crm_base.group_see_cost")
    avg_cost = fields.Monetary(groups="crm_base.group_see_cost")
    total_value = fields.Monetary(groups="crm_base.group_see_cost")

    def _update_standard_price(self, extra_value=None, extra_quantity=None):
        """A delivery changes the average cost, whoever validates it."""
        # Bypassed is the group of the cost fields.
        return super(ProductProduct, self.sudo())._update_standard_price(extra_value, extra_quantity)

    def _prepare_sellers(self, params=False):
        """An order that is bought for finds its supplier, whoever confirms it."""
        return super(ProductProduct, self._buying())._prepare_sellers(params)

    def _select_seller(self, *args, **kwargs):
        """The cheapest supplier is found by prices that the user need not see."""
        return super(ProductProduct, self._buying())._select_seller(*args, **kwargs)

    def _buying(self):
        """These products for comparing suppliers: buyers do it in their own name."""
        # Bypassed is the group of the price fields: who is chosen depends on them.
        return self if self.env.user._sees_cost() else self.sudo()
