from odoo import models
from odoo.tools import SQL

from .agent_dashboard_lists import SHOWN


class AgentDashboard(models.AbstractModel):
    """What customers owe, on the dashboard: its sums and the worst debtors, from one look at the open items."""

    _inherit = "agent.dashboard"

    def _owing(self, agents, last):
        """Return ((due until the day, whole balance, overdue), [(customer, overdue, oldest due date)] the worst first).

        A customer of several agents counts once.
        """
        # Of everybody it does not matter whose customer somebody is.
        receivable = self.env["agent.receivable"].with_context(whole_items=agents is None)
        items = receivable._search(self._of(agents))
        several = agents is not None and len(agents) > 1
        columns = SQL("partner_id, date_due, amount, overdue_amount")
        rows = self.env.execute_query(
            SQL(
                """
                WITH item AS MATERIALIZED (%(items)s)
                SELECT NULL::integer, SUM(amount) FILTER (WHERE date_due <= %(last)s), SUM(amount), SUM(overdue_amount),
                       NULL::date
                  FROM item
                 UNION ALL
                (
                    SELECT partner_id, NULL, NULL, SUM(overdue_amount) AS overdue, MIN(date_due)
                      FROM item
                     WHERE overdue_amount <> 0
                     GROUP BY partner_id
                    HAVING SUM(overdue_amount) > 0
                     ORDER BY overdue DESC, partner_id
                     LIMIT %(shown)s
                )
                """,
                items=items.select(SQL("DISTINCT line_id, %s", columns) if several else columns),
                last=last,
                shown=SHOWN,
            )
        )
        [sums] = [figures[:3] for partner, *figures in rows if not partner]
        worst = [(partner, overdue, due) for partner, _due, _balance, overdue, due in rows if partner]
        worst.sort(key=lambda debtor: (-debtor[1], debtor[0]))
        debtors = self.env["res.partner"].browse(partner for partner, *_figures in worst)
        return sums, [(debtor, *row[1:]) for debtor, row in zip(debtors, worst, strict=True)]
