from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Whose contacts a user may see and change."""

    _inherit = "res.users"

    def _occurrence_domain(self):
        """Domain of the occurrences this user may see: those of his customers and of his prospects."""
        prospects = Domain("partner_id", "=", False) & self._lead_domain("lead_id.")
        return self._customer_domain("partner_id") | prospects

    def _own_occurrence_domain(self):
        """Domain of the occurrences this user may change: a seller his own and what he planned."""
        if not self._is_restricted_seller() or self.has_group("crm_base.group_sales_manager"):
            return Domain.TRUE
        return Domain("user_id", "=", self.id) | Domain("create_uid", "=", self.id)
