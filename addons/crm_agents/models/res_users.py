from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Whose earnings a user may see."""

    _inherit = "res.users"

    def _agent_domain(self, path):
        """Return the domain that limits records to the agents whose earnings this user may see.

        :param path: dotted path to the record's agent (res.partner)

        A seller sees himself; a sales manager also the members of the teams below him and the outside agents
        whose contact is his or theirs; controllers and administrators see all. A subquery, not ids: the
        domain of a rule is cached, and who is in a team must not be.
        """
        self.ensure_one()
        if not self._is_restricted_seller():
            return Domain.TRUE
        if not self.has_group("crm_base.group_sales_manager"):
            return Domain(path, "=", self.partner_id.id)
        return Domain(path, "in", self._agents_sql())

    def _agents_sql(self):
        """Select of the ids of the agents (res.partner) that this sales manager is, leads or looks after."""
        return SQL(
            """
            WITH member AS (SELECT %(me)s AS id UNION ALL %(team)s)
            SELECT partner_id FROM res_users WHERE id IN (SELECT id FROM member)
             UNION ALL
            SELECT id FROM res_partner WHERE is_agent AND user_id IN (SELECT id FROM member)
            """,
            me=self.id,
            team=self._team_users_sql(),
            to_flush=(
                self.env["res.partner"]._fields["is_agent"],
                self.env["res.partner"]._fields["user_id"],
            ),
        )

    def _plan_domain(self, path):
        """Return the domain that limits commission plans, or what belongs to one, to those this user may read.

        A seller reads his own; a sales manager also those of the agents whose earnings he sees, and those that nobody
        has, which he may give. Of a plan that he had before, a seller reads the name on his entries, and no more.

        :param path: name of the field that leads to the plan; `id` on plans themselves
        """
        self.ensure_one()
        if not self._is_restricted_seller():
            return Domain.TRUE
        leads = self.has_group("crm_base.group_sales_manager")
        held = SQL(
            "SELECT commission_plan_id FROM res_partner WHERE commission_plan_id IS NOT NULL AND id IN (%s)",
            self._agents_sql() if leads else SQL("%s", self.partner_id.id),
            to_flush=self.env["res.partner"]._fields["commission_plan_id"],
        )
        if not leads:
            return Domain(path, "in", held)
        free = SQL(
            """
            SELECT plan.id
              FROM agent_commission_plan plan
             WHERE NOT EXISTS (SELECT FROM res_partner holder WHERE holder.commission_plan_id = plan.id)
            """
        )
        return Domain(path, "in", SQL("%s UNION ALL %s", held, free))
