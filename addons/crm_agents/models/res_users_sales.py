from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Whose sales a user may see."""

    _inherit = "res.users"

    def _sales_domain(self):
        """Return the domain that limits rows with `agent_id` and `partner_id` to the sales this user may see.

        A seller sees his own part of what was sold, also when the customer is somebody else's today; a sales manager
        also the parts of his teams, and those of the house at his customers. Controllers and administrators see all.
        """
        self.ensure_one()
        if not self._is_restricted_seller():
            return Domain.TRUE
        leads = self.has_group("crm_base.group_sales_manager")
        sales = self._agent_domain("agent_id")
        if leads:
            house = Domain("agent_id", "in", SQL("SELECT partner_id FROM res_company"))
            sales |= house & self._customer_domain("partner_id")

        def to_sql(model, alias, query):
            return sales.optimize_full(model)._to_sql(model, alias, query)

        def predicate(sale):
            # Odoo checks the rows of a list again after it found them: not by another look at all lines.
            house = leads and sale.agent_id.ref_company_ids
            return sale.agent_id.is_own_agent or bool(house and sale.partner_id.is_visible)

        return Domain.custom(to_sql=to_sql, predicate=predicate)
