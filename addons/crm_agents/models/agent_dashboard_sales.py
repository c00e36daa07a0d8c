from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .agent_dashboard_lists import SHOWN


class AgentDashboard(models.AbstractModel):
    """What was invoiced, on the dashboard: its sums, the agents and the customers, from one look at the lines."""

    _inherit = "agent.dashboard"

    def _sales(self, agents, first, last):
        """Return ((amount, change in %, margin in %), by agent, by customer).

        The change is that on the year before; the margin is None for those who may not see it. By agent and by
        customer: `[(partner, amount, amount of the year before)]`, the largest first, as many as are shown.
        """
        rows = self.env.execute_query(self._sales_query(agents, first, last))
        found = {"whole": [], "agent": [], "customer": []}
        for what, *figures in rows:
            found[what].append(figures)
        [(_nobody, amount, before, margin)] = found["whole"]
        change = 100 * (amount - before) / before if before else None
        margin_percent = 100 * margin / amount if margin is not None and amount else None
        by_agent, by_customer = (
            sorted(self._with_partners(found[what]), key=lambda row: (-row[1], row[0].id))
            for what in ("agent", "customer")
        )
        return (amount, change, margin_percent), by_agent, by_customer

    def _with_partners(self, rows):
        """Yield (partner, amount, amount of the year before); whatever is read of one partner is read of all."""
        partners = self.env["res.partner"].browse(partner for partner, *_figures in rows)
        for partner, (_id, amount, before, _margin) in zip(partners, rows, strict=True):
            yield partner, amount, before

    def _sales_query(self, agents, first, last):
        """`SQL` of (what it is the sum of, agent or customer, amount, amount of the year before, margin).

        Periods are whole months, so what the analysis would compare with them is what was sold in the same months a
        year before. Each line is looked at once, and no date is moved: that takes longer than adding up.
        """
        analysis = self.env["agent.sales.analysis"].with_context(sales_comparison=None)
        year_before = Domain("date", ">=", fields.Date.subtract(first, years=1)) & Domain(
            "date", "<", fields.Date.subtract(fields.Date.add(last, days=1), years=1)
        )
        sales = analysis._search(self._of(agents) & (self._within("date", first, last) | year_before))
        sees_margin = analysis._has_field_access(analysis._fields["margin"], "read")
        return SQL(
            """
            WITH sold AS MATERIALIZED (
                SELECT agent_id, partner_id,
                       COALESCE(SUM(amount) FILTER (WHERE is_now), 0) AS amount,
                       COALESCE(SUM(amount) FILTER (WHERE NOT is_now), 0) AS before,
                       SUM(%(margin)s) FILTER (WHERE is_now) AS margin
                  FROM (%(sales)s) AS sale
                 GROUP BY agent_id, partner_id
            )
            SELECT 'whole', NULL::integer, SUM(amount) AS amount, SUM(before), SUM(margin) FROM sold
             UNION ALL
            (%(by_agent)s)
             UNION ALL
            (%(by_customer)s)
            """,
            margin=SQL("margin") if sees_margin else SQL("NULL::numeric"),
            sales=sales.select(
                "agent_id", "partner_id", "amount", "margin", SQL("date >= %s AS is_now", first)
            ),
            by_agent=self._largest("agent", "agent_id"),
            by_customer=self._largest("customer", "partner_id"),
        )

    def _largest(self, what, column):
        return SQL(
            """
            SELECT %(what)s, %(column)s, SUM(amount) AS amount, SUM(before), NULL::numeric
              FROM sold
             GROUP BY %(column)s
             ORDER BY amount DESC, %(column)s
             LIMIT %(shown)s
            """,
            what=what,
            column=SQL.identifier(column),
            shown=SHOWN,
        )
