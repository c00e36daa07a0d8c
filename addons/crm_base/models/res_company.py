from odoo import api, fields, models


class ResCompany(models.Model):
    """Company-wide decisions about access."""

    _inherit = "res.company"

    sellers_see_unassigned = fields.Boolean(
        string="Sellers see unassigned customers",
        groups="base.group_user",
        help="Customers without salesperson, agent or group with a seller are then visible to every seller.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Show a new company of ours to everybody."""
        companies = super().create(vals_list)
        # Who makes companies need not have a right on partners.
        companies.sudo().partner_id._refresh_allowed_users()
        return companies

    def write(self, vals):
        """Show our companies to everybody, and let the settings about access hold at once."""
        result = super().write(vals)
        if "partner_id" in vals:
            # Who changes a company need not have a right on all its customers.
            self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        if "sellers_see_unassigned" in vals:
            self.env["res.users"]._forget_customer_domains()
        return result
