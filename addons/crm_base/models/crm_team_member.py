from odoo import api, models


class CrmTeamMember(models.Model):
    """Whoever joins or leaves a team brings or takes away what its leader sees."""

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        """Open the new member's customers to the leader."""
        members = super().create(vals_list)
        # Who changes a team has no right on all customers of its members.
        self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        return members

    def write(self, vals):
        """Follow members who change their team."""
        result = super().write(vals)
        if {"active", "crm_team_id", "user_id"} & vals.keys():
            # Who changes a team has no right on all customers of its members.
            self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        return result

    def unlink(self):
        """Close the former member's customers to the leader."""
        result = super().unlink()
        # Who changes a team has no right on all customers of its members.
        self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        return result
