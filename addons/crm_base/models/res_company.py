from odoo import fields, models


class ResCompany(models.Model):
    """Company-wide decisions about access."""

    _inherit = "res.company"

    sellers_see_unassigned = fields.Boolean(
        string="Sellers see unassigned customers",
        help="Customers without salesperson, agent or group with a seller are then visible to every seller.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "sellers_see_unassigned" in vals:
            # Odoo keeps the evaluated domains of record rules in its cache.
            self.env.registry.clear_cache()
        return result
