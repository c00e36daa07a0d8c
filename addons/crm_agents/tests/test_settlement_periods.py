from unittest.mock import patch

from freezegun import freeze_time
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementPeriods(SettlementCommon):
    """Settlements that come by themselves when an agent's period is over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_b.settlement_period = "half_month"
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 2000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 4000), day="2026-01-16")

    def _run(self, day, times=1):
        """The settlements that the job makes on a day: (agent, from, until, amount)."""
        settlements = self.env["agent.settlement"].with_user(SUPERUSER_ID)
        before = settlements.search([])
        jobs = type(self.env["ir.cron"])
        with (
            freeze_time(f"{day} 02:00:00"),
            patch.object(jobs, "_commit_progress", return_value=60.0),
            patch.object(self.env.cr, "commit"),
        ):
            for _time in range(times):
                settlements._cron_settle()
        made = settlements.search([], order="id") - before
        return [
            (row.agent_id, str(row.date_from or ""), str(row.date_to), row.amount)
            for row in made.sorted("id")
        ]

    def test_who_knows_no_agents_makes_contacts_as_before(self):
        clerk = self._create_user("clerk", "base.group_user", "base.group_partner_manager")
        contact = self.env["res.partner"].with_user(clerk).create({"name": "Contact"})
        self.assertFalse(contact.sudo().settlement_period)

    def test_each_when_his_period_is_over(self):
        self.assertEqual(self._run("2026-01-15"), [])
        self.assertEqual(self._run("2026-01-16"), [(self.agent_b, "", "2026-01-15", 100.00)])
        self.assertEqual(self._run("2026-01-31"), [])
        self.assertEqual(
            sorted(self._run("2026-02-01"), key=lambda row: row[3]),
            [(self.agent_a, "", "2026-01-31", 50.00), (self.agent_b, "2026-01-16", "2026-01-31", 200.00)],
        )

    def test_twice_adds_nothing(self):
        self.assertEqual(len(self._run("2026-02-01", times=3)), 2)

    def test_a_late_run_makes_good(self):
        self.assertEqual(
            sorted(self._run("2026-02-10"), key=lambda row: row[3]),
            [(self.agent_a, "", "2026-01-31", 50.00), (self.agent_b, "", "2026-01-31", 300.00)],
        )

    def test_what_comes_late_waits_for_the_next_period(self):
        self._run("2026-02-01")
        self._invoice(self.customer_a, (self.desk, 600), day="2026-01-20")
        self.assertEqual(self._run("2026-02-02"), [])
        self.assertEqual(self._run("2026-03-01"), [(self.agent_a, "2026-02-01", "2026-02-28", 30.00)])
        late = self._entries(self.agent_a).filtered(lambda entry: str(entry.date) == "2026-01-20")
        self.assertTrue(late.is_late)

    def test_the_team_leader_looks_after_it(self):
        self._run("2026-02-01")
        settlement = self.env["agent.settlement"].search([("agent_id", "=", self.agent_a.id)])
        self.assertEqual(settlement.user_id, self.manager)

    def test_wizard_settles_periods_that_are_over(self):
        with freeze_time("2026-02-01"):
            run = self.env["agent.settlement.run"].with_user(self.manager).create({"by_period": True})
            self.assertEqual((run.open_count, run.open_amount), (1, 50.00))
            run.action_settle()
        settlement = self.env["agent.settlement"].search([])
        self.assertEqual((settlement.agent_id, settlement.amount), (self.agent_a, 50.00))
        with freeze_time("2026-02-01"):
            everybody = (
                self.env["agent.settlement.run"].with_user(self.admin_user).create({"by_period": True})
            )
            everybody.action_settle()
        self.assertEqual(self.env["agent.settlement"].search_count([]), 2)

    def test_by_hand_for_a_day_already_settled(self):
        self._settle("2026-01-31", self.agent_a)
        self._invoice(self.customer_a, (self.desk, 600), day="2026-01-20")
        again = self._settle("2026-01-31", self.agent_a)
        self.assertEqual(
            (again.amount, str(again.date_from), str(again.date_to)), (30.00, "2026-01-31", "2026-01-31")
        )
        self.assertTrue(again.entry_ids.is_late)

    def test_guarantee_of_a_month_without_sales(self):
        plan = self._create_plan(5, name="Guaranteed", has_guarantee=True, guarantee=80)
        self.agent_a.commission_plan_id = plan
        self.assertIn((self.agent_a, "", "2026-01-31", 80.00), self._run("2026-02-01"))
        self.assertEqual(self._run("2026-03-01"), [(self.agent_a, "2026-02-01", "2026-02-28", 80.00)])
        self.assertEqual(self._run("2026-03-02"), [])
        with freeze_time("2026-04-01"):
            self.env["agent.settlement.run"].with_user(self.manager).create(
                {"by_period": True}
            ).action_settle()
        self.assertEqual(self.env["agent.settlement"].search([], limit=1).amount, 80.00)
        self.assertEqual(
            self._earned(self.agent_a), 240.00, "50.00 earned and 30.00 added in January, twice 80.00 since"
        )

    def test_nobody_looks_after_his_own(self):
        self.team_a.user_id = self.seller_a
        self._run("2026-02-01")
        settlement = self.env["agent.settlement"].search([("agent_id", "=", self.agent_a.id)])
        self.assertTrue(settlement.user_id)
        self.assertNotEqual(settlement.user_id, self.seller_a)
        self.assertTrue(settlement.user_id.has_group("crm_base.group_administrator"))
