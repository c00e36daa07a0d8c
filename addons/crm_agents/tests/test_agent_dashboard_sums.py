from odoo import fields
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from ..models.agent_dashboard_lists import SHOWN
from .common import AgentsCommon

# Days at both ends of months, one of which there is every four years only.
DAYS = (
    *("2023-12-31", "2024-01-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-12-31"),
    *("2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01", "2025-12-31"),
)


@tagged("post_install", "-at_install")
class TestAgentDashboardSums(AgentsCommon):
    """The page reads less than the analyses, and comes to their figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._assign(cls.customer_a, cls.agent_a, 33.33)
        cls._assign(cls.customer_a, cls.agent_b, 12.5)
        for number, day in enumerate(DAYS):
            cls._invoice(cls.customer_a, (cls.desk, 100.01 + number), (cls.chair, 33.33), day=day)
            cls._invoice(cls.customer_b, (cls.chair, 7.77 * (number + 1)), day=day)
        cls._credit(cls._invoice(cls.customer_a, (cls.desk, 900), day="2024-02-29"), "2025-02-28", 400.01)

    def _compared(self, dashboard, agents, first, last):
        """The same, as the sales analysis compares a period with the year before: (whole, by agent, by customer)."""
        analysis = dashboard.env["agent.sales.analysis"]
        domain = dashboard._of(agents) & dashboard._within("date", first, last)
        figures = ["amount:sum", "amount_last_year:sum"]
        [(amount, before, margin)] = analysis._read_group(domain, [], [*figures, "margin:sum"])
        whole = (amount, 100 * (amount - before) / before if before else None, 100 * margin / amount)
        lists = [analysis._read_group(domain, [by], figures) for by in ("agent_id", "partner_id")]
        return whole, *(sorted(rows, key=lambda row: (-row[1], row[0].id)) for rows in lists)

    def test_sums_are_those_of_the_analysis(self):
        dashboard = self.env["agent.dashboard"].with_user(self.controller)
        for agents in (None, self.agent_a.ids, (self.agent_a | self.agent_b).ids):
            for day, span in (
                *(("2024-02-01", "month"), ("2025-02-01", "month"), ("2025-03-01", "month")),
                *(("2025-01-01", "quarter"), ("2024-01-01", "year"), ("2025-01-01", "year")),
            ):
                first = fields.Date.to_date(day)
                last = fields.Date.end_of(first, span)
                with self.subTest(agents=agents, day=day, span=span):
                    self.assertEqual(
                        dashboard._sales(agents, first, last),
                        self._compared(dashboard, agents, first, last),
                    )

    def test_the_leap_day_is_in_february_of_the_year_before(self):
        first, last = fields.Date.to_date("2025-02-01"), fields.Date.to_date("2025-02-28")
        dashboard = self.env["agent.dashboard"].with_user(self.controller)
        _whole, _agents, customers = dashboard._sales(None, first, last)
        sold = {customer: figures for customer, *figures in customers}
        # 107.01 + 108.01 and 33.33 twice, less 400.01; 102.01 + 103.01 and 33.33 twice and 900 a year before.
        self.assertEqual(sold[self.customer_a], [-118.33, 1171.68])

    @freeze_time("2025-03-31 12:00:00")
    def test_targets_of_the_first_sellers(self):
        """As many as are shown, in the order of their names, with what each has sold."""
        others = self.env["res.partner"].create(
            [{"name": f"Agent {number}", "is_agent": True} for number in range(SHOWN)]
        )
        for place, agent in enumerate(others | self.agent_a | self.agent_b):
            for month in ("2025-02-01", "2025-03-01"):
                self.env["agent.target"].create(
                    {"agent_id": agent.id, "month": month, "amount": 100 * (place + 1)}
                )
        self._assign(self.customer_b, others[2])
        self._invoice(self.customer_b, (self.desk, 55), day="2025-03-20")
        dashboard = self.env["agent.dashboard"].with_user(self.controller)
        every = dashboard.env["agent.target.progress"].search(
            dashboard._of(None) & Domain("span", "=", "quarter")
        )
        self.assertEqual(len(every), SHOWN + 2)
        shown = dashboard._targets(None, "quarter")
        self.assertEqual([row["key"] for row in shown], every[:SHOWN].ids)
        self.assertEqual(
            [row["note"] for row in shown],
            [
                f"{dashboard._money(row.actual_amount)} / {dashboard._money(row.target_amount)}"
                for row in every[:SHOWN]
            ],
        )
        self.assertIn(dashboard._money(55), shown[2]["note"])
