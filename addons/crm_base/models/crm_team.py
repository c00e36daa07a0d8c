from odoo import models


class CrmTeam(models.Model):
    """The leader of a team sees the customers of its members."""

    _inherit = "crm.team"

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "active"} & vals.keys():
            self.env["res.partner"].sudo()._refresh_allowed_users()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["res.partner"].sudo()._refresh_allowed_users()
        return result
