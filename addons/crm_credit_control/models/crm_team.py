from odoo import fields, models


class CrmTeam(models.Model):
    """Who collects the debts of a team's customers."""

    _inherit = "crm.team"

    collector_id = fields.Many2one("res.users", domain=[("share", "=", False)], tracking=True)
