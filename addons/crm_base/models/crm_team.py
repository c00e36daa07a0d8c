from odoo import models


class CrmTeam(models.Model):
    """The leader of a team sees the customers of its members."""

    _inherit = "crm.team"

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
