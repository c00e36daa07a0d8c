from odoo import models


class ResPartner(models.Model):
    """A seller's own page leads to his targets."""

    _inherit = "res.partner"

    def action_view_targets(self):
        """Open how far the seller has come toward his targets of the month, quarter and year."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_target_progress")
        return {
            **action,
            "name": self.env._("Targets of %(seller)s", seller=self.name),
            "domain": [("agent_id", "=", self.id)],
            "context": {},
        }
