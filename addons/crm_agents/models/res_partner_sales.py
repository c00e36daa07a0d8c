from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Whether somebody's sales are the business of whoever looks."""

    _inherit = "res.partner"

    is_own_agent = fields.Boolean(
        compute="_compute_is_own_agent",
        compute_sudo=True,
        export_string_translation=False,
        groups="base.group_user",
    )

    @api.depends_context("uid")
    def _compute_is_own_agent(self):
        """Whether the user is this agent or leads him, found once for all agents at hand."""
        among = Domain("id", "in", self.ids) & self.env.user._agent_domain("id")
        own = self.with_context(active_test=False).search(among)
        for partner in self:
            partner.is_own_agent = partner in own
