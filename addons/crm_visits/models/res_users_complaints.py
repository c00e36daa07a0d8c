from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Which complaints a user may see, and who stands above him."""

    _inherit = "res.users"

    def _complaint_domain(self, path=""):
        """Domain of the complaints this user may see.

        Sellers: those of their customers, and of unknown senders those they answer for, managers all of these.
        Colleagues without a role of ours: what they answer for or have a step in.

        :param path: dotted path from the record to the complaint, ending in a point
        """
        mine = Domain(f"{path}user_id", "=", self.id)
        if self._is_restricted_seller():
            unknown = Domain(f"{path}partner_id", "=", False)
            if not self.has_group("crm_base.group_sales_manager"):
                unknown &= mine
            return self._customer_domain(f"{path}partner_id") | unknown
        if self.has_group("crm_base.group_credit_controller") or self.has_group(
            "crm_base.group_administrator"
        ):
            return Domain.TRUE
        return mine | Domain(f"{path}step_ids.user_id", "=", self.id)

    def _team_leaders(self):
        """Return who leads the teams that these users belong to, themselves left out."""
        # sudo: a seller need not see teams for his leader to be found
        teams = self.env["crm.team"].sudo().search([("member_ids", "in", self.ids)])
        return (teams.user_id.filtered("active") - self).with_env(self.env)

    def _who_may_read(self, record):
        """Return those of these users who may read this record."""
        return self.filtered(lambda user: record.with_user(user).has_access("read"))
