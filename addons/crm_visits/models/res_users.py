from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Whose contacts a user may see and change."""

    _inherit = "res.users"

    def _occurrence_domain(self):
        """Domain of the occurrences this user may see: those of his customers and prospects.

        A prospect's whose seller is away: whoever stands in for him finds the contact, not the prospect.
        """
        prospects = Domain("partner_id", "=", False) & (
            self._lead_domain("lead_id.") | Domain("user_id", "=", self.id)
        )
        return self._customer_domain("partner_id") | prospects

    def _own_occurrence_domain(self):
        """Domain of the occurrences this user may change: a seller his own and what he planned."""
        if not self._is_restricted_seller() or self.has_group("crm_base.group_sales_manager"):
            return Domain.TRUE
        return Domain("user_id", "=", self.id) | Domain("create_uid", "=", self.id)

    def _stand_in_domain(self):
        """Domain of the stand-ins this user may know of: his own, and those of his teams."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        colleagues = [self.id, *self._team_users().ids]
        return Domain("user_id", "in", colleagues) | Domain("stand_in_id", "in", colleagues)

    def _performance_domain(self):
        """Domain of the work this user may see: a seller his own, a manager that of his teams too."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        return Domain("user_id", "in", [self.id, *self._team_users().ids])
