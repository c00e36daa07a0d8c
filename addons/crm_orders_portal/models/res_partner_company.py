from odoo import models


class ResPartner(models.Model):
    """A contact who leaves a company loses sight of its documents at once."""

    _inherit = "res.partner"

    def write(self, vals):
        """Forget the rules reckoned for log-ins whose company may have changed."""
        result = super().write(vals)
        if not {"parent_id", "is_company"}.isdisjoint(vals):
            # Odoo keeps the domains of rules by log-in, with the id of his company in them.
            users = self.env["res.users"].sudo().with_context(active_test=False)
            if users.search_count([("partner_id", "child_of", self.ids)], limit=1):
                self.env.registry.clear_cache()
        return result
