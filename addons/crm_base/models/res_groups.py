from odoo import api, models


class ResGroups(models.Model):
    """Who works with costs all day sees them."""

    _inherit = "res.groups"

    def _register_hook(self):
        # Purchases may have been installed after this module.
        super()._register_hook()
        self._let_buyers_see_cost()

    @api.model
    def _let_buyers_see_cost(self):
        """Buyers type and compare what things cost; whether there are any depends on the apps of the house."""
        buyers = self.env.ref("purchase.group_purchase_user", raise_if_not_found=False)
        see_cost = self.env.ref("crm_base.group_see_cost", raise_if_not_found=False)
        if buyers and see_cost and see_cost not in buyers.implied_ids:
            buyers.implied_ids += see_cost
