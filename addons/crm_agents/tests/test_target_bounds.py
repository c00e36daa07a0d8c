from datetime import date

from odoo import fields
from odoo.tests import tagged

from .common_targets import TargetsCommon


@tagged("post_install", "-at_install")
class TestTargetBounds(TargetsCommon):
    """What a search of the analysis need not add up is told from its domain, and changes no figure."""

    def test_a_search_adds_up_what_it_can_find_and_no_less(self):
        """Bounds told from the domain change no figure, whatever the domain."""
        self._target(100, month=date(2026, 5, 1))
        self._target(200)
        for day in ("2025-06-05", "2026-05-05", "2026-06-05"):
            self._invoice(self.customer_a, (self.desk, 10), day=day)
        every = self.env["agent.target.analysis"].search([("agent_id", "=", self.agent_a.id)])
        agent = ("agent_id", "=", self.agent_a.id)
        may, june = ("month", "=", "2026-05-01"), ("month", "=", "2026-06-01")
        for domain, count in (
            ([agent, may], 1),
            ([agent, "|", may, june], 2),
            ([agent, "!", june, ("month", ">", "2026-01-01")], 3),
            ([agent, ("month", ">=", "2026-05-15"), ("month", "<", "2026-07-01")], 1),
            ([agent, may, june], 0),
            ([("agent_id", "in", [self.agent_a.id, self.colleague.id]), ("month", ">=", "2026-05-01")], 4),
            ([("id", "in", every.ids)], len(every)),
        ):
            found = self.env["agent.target.analysis"].search(domain)
            self.assertEqual(len(found), count, domain)
            self.assertLessEqual(found, every)
            figures = [(row.target_amount, row.actual_amount, row.last_year_amount) for row in found]
            found.invalidate_model()
            again = [(row.target_amount, row.actual_amount, row.last_year_amount) for row in every & found]
            self.assertCountEqual(figures, again)

    def test_months_named_in_words(self):
        """The ready filters, and those that users make, say days as `today =1d`."""
        today = fields.Date.context_today(self.env["agent.target"])
        self._target(100, month=today.replace(day=1))
        self._target(100, month=today.replace(year=today.year + 1))
        analysis = self.env["agent.target.analysis"]
        agent = ("agent_id", "=", self.agent_a.id)
        for domain in (
            [agent, ("month", "=", "today =1d")],
            [agent, ("month", ">=", "today =1m =1d"), ("month", "<=", "today =12m =1d")],
            [agent, ("month", "in", ["today =1d"])],
        ):
            found = analysis.search(domain)
            self.assertEqual(found.mapped("month"), [today.replace(day=1)], domain)
            self.assertEqual(sum(found.mapped("target_amount")), 100)
