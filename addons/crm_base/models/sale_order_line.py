from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """Cost and margin of a line, for those who may see them."""

    _inherit = "sale.order.line"

    purchase_price = fields.Float(groups="crm_base.group_see_cost")
    margin = fields.Float(groups="crm_base.group_see_cost")
    margin_percent = fields.Float(groups="crm_base.group_see_cost")
    # Computed in the name of the reader it would come out empty where the rule, or its list, is not his to see.
    pricelist_item_id = fields.Many2one(compute_sudo=True)

    @api.model
    def default_get(self, fields):
        """Bring no cost along as a default that one may not type: commission and margins are reckoned from it."""
        defaults = super().default_get(fields)
        if not self.env.su and not self.env.user._sees_cost():
            defaults.pop("purchase_price", None)
        return defaults

    @api.model
    def _add_precomputed_values(self, vals_list):
        """A new line gets its cost and margin, whoever types it."""
        return super(SaleOrderLine, self.sudo())._add_precomputed_values(vals_list)
