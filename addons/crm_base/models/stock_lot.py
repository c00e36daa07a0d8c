from odoo import api, fields, models


class StockLot(models.Model):
    """What the goods of a lot cost is closed like the cost of their product."""

    _inherit = "stock.lot"

    standard_price = fields.Float(groups="crm_base.group_see_cost")
    avg_cost = fields.Monetary(groups="crm_base.group_see_cost")
    total_value = fields.Monetary(groups="crm_base.group_see_cost")

    @api.model_create_multi
    def create(self, vals_list):
        """Let the warehouse make lots whose cost it does not see: they begin with the product's."""
        if self.env.su or self.env.user._sees_cost():
            return super().create(vals_list)
        self.check_access("create")
        for name in {name for vals in vals_list for name in vals if name in self._fields}:
            self._check_field_access(self._fields[name], "write")
        # Bypassed is the group of the cost, which Odoo reads and writes here; what was given has just been checked.
        lots = super(StockLot, self.sudo()).create(vals_list).with_env(self.env)
        lots.check_access("create")
        return lots

    def _update_standard_price(self):
        """Goods that come and go change the average cost of their lot, whoever moves them."""
        return super(StockLot, self.sudo())._update_standard_price()
