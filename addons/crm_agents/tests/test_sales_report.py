import base64
import io
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from openpyxl import load_workbook

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSalesReport(AgentsCommon):
    """Sales by agent on paper and as a workbook, with balances and commission."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.agent_a | cls.agent_b).commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 40)
        cls._invoice(cls.customer_a, (cls.desk, 800), day="2025-03-10", invoice_date_due="2025-03-10")
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-03-10", invoice_date_due="2026-03-10")
        cls._invoice(
            cls.customer_b,
            (cls.desk, 200),
            day="2026-03-11",
            invoice_date_due="2026-03-11",
            invoice_user_id=cls.seller_b.id,
        )

    def _wizard(self, user=None, **values):
        """The report of March 2026 on the agents of these tests, as a user sees it."""
        agents = self.agent_a | self.agent_b | self.seller_b.partner_id
        model = self.env["agent.sales.report"].with_user(user or self.env.user)
        period = {"date_from": "2026-03-01", "date_to": "2026-03-31", "agent_ids": agents.ids}
        return model.create({**period, **values})

    def _figures(self, figures, *names):
        return tuple(round(figures.get(name) or 0, 2) for name in names)

    def test_figures_by_agent_and_customer(self):
        summary, total = self._wizard()._summary()
        names = ("amount", "amount_last_year", "change", "margin", "balance", "overdue", "earned", "due")
        by_agent = {agent: self._figures(figures, *names) for agent, figures, _customers in summary}
        self.assertEqual(
            by_agent,
            {
                self.agent_a.display_name: (600, 480, 25, 564, 2124, 2124, 30, 54),
                self.agent_b.display_name: (400, 320, 25, 376, 2124, 2124, 20, 36),
                self.seller_b.partner_id.display_name: (200, 0, 0, 140, 236, 236, 0, 0),
            },
        )
        customers = {agent: rows for agent, _figures, rows in summary}[self.agent_a.display_name]
        self.assertEqual([(name, figures["amount"]) for name, figures in customers], [("Alfa Lda", 600)])
        self.assertEqual(self._figures(total, *names), (1200, 800, 50, 1080, 2360, 2360, 50, 90))

    def test_a_seller_finds_himself_and_no_margin(self):
        wizard = self._wizard(self.seller_a, agent_ids=[])
        summary, total = wizard._summary()
        self.assertEqual([agent for agent, _figures, _customers in summary], [self.agent_a.display_name])
        self.assertEqual(self._figures(total, "amount", "balance", "due"), (600, 2124, 54))
        self.assertNotIn("margin", wizard._headings())
        self.assertNotIn("margin", total)

    def test_paid_commission_is_not_due(self):
        settlement = self.env["agent.settlement"]._settle(self.agent_a, self.env.company, "2026-03-31")
        _summary, total = self._wizard(agent_ids=self.agent_a.ids)._summary()
        self.assertEqual(self._figures(total, "earned", "due"), (30, 54))
        settlement.state = "paid"
        _summary, total = self._wizard(agent_ids=self.agent_a.ids)._summary()
        self.assertEqual(self._figures(total, "earned", "due"), (30, 0))

    def test_paper(self):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_agents.report_agent_sales", self._wizard().ids
        )
        text = html.decode()
        for expected in ("Alfa Lda", "600.00", "2,124.00", "25.0", "1,200.00"):
            self.assertIn(expected, text)
        seller = self._wizard(self.seller_a, agent_ids=[])
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.seller_a)
            ._render_qweb_html("crm_agents.report_agent_sales", seller.ids)
        )
        self.assertNotIn("Margin", html.decode())

    def test_more_rows_than_paper_takes_are_refused(self):
        wizard = self._wizard().with_context(discard_logo_check=True)
        rows = sum(1 + len(customers) for _agent, _figures, customers in wizard._summary()[0])
        path = "odoo.addons.crm_base.wizard.crm_report_mixin.PAPER_ROWS"
        with patch(path, rows - 1), self.assertRaisesRegex(UserError, f"{rows} rows are too many for paper"):
            wizard.action_print()
        with patch(path, rows):
            self.assertEqual(wizard.action_print()["report_name"], "crm_agents.report_agent_sales")

    def test_workbook(self):
        wizard = self._wizard()
        self.assertIn(f"/{wizard.id}/workbook", wizard.action_export()["url"])
        agents, sales = load_workbook(io.BytesIO(base64.b64decode(wizard.workbook))).worksheets
        rows = list(agents.iter_rows(min_row=7, values_only=True))
        self.assertEqual(rows[-1][:2], ("Total", 1200))
        self.assertEqual(sum(row[1] for row in rows if row[0] == "Alfa Lda"), 1000)
        self.assertEqual(sales.max_row, 4)
        header = [cell.value for cell in sales[1]]
        self.assertEqual(header[-4:], ["Quantity", "Amount", "Cost", "Margin"])

    def test_show_opens_what_was_sold(self):
        action = self._wizard().action_show()
        rows = self.env["agent.sales.analysis"].search(action["domain"])
        self.assertEqual(sum(rows.mapped("amount")), 1200)

    def test_a_period_that_ends_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self._wizard(date_to="2026-02-01")
