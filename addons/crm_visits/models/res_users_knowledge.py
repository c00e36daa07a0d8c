from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Which requests for help, and which notes about customers and prospects, a user may see."""

    _inherit = "res.users"

    def _knowledge_domain(self):
        """Domain of the notes this user may see: those about his customers and his prospects."""
        prospects = Domain("partner_id", "=", False) & self._lead_domain("lead_id.")
        return self._customer_domain("partner_id") | prospects

    def _help_domain(self):
        """Domain of the requests for help this user may see: his own, those put to him, those of his teams."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        asked = Domain("user_id", "in", [self.id, *self._team_users().ids]) | Domain(
            "manager_id", "=", self.id
        )
        return asked & self._knowledge_domain()
