from odoo import api, models


class CrmTeam(models.Model):
    """The leader of a team sees the customers of its members."""

    _inherit = "crm.team"

    @api.model_create_multi
    def create(self, vals_list):
        """Open the leads of a new team that nobody has taken to its leader."""
        teams = super().create(vals_list)
        # The rule of leads names the teams of the user.
        self.env["res.users"]._forget_customer_domains()
        return teams

    def write(self, vals):
        """Open the members' customers to a new leader, and close them to the former one."""
        result = super().write(vals)
        if {"user_id", "active"} & vals.keys():
            # A leader of a team has no right on all its customers, yet all of them change hands.
            self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        return result

    def unlink(self):
        """Close the members' customers to the leader."""
        result = super().unlink()
        # A leader of a team has no right on all its customers, yet all of them change hands.
        self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        return result
