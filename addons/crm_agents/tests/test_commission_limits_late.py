"""What comes late for a period that was settled: held to the guarantee and the cap of then."""

from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionLimitsLate(AgentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._assign(cls.customer_a, cls.agent_a)

    def _plan(self, **values):
        self.agent_a.commission_plan_id = self._create_plan(5, **values)
        return self.agent_a.commission_plan_id

    def _sell(self, amount, day):
        return self._invoice(self.customer_a, (self.desk, amount), day=day)

    def _settle(self, date_to):
        return self.env["agent.settlement"]._settle(self.agent_a, self.env.company, date_to)

    def test_cap_that_had_nothing_to_take_off(self):
        self._plan(has_cap=True, cap=800)
        self._sell(14000, "2026-01-10")
        self.assertEqual(self._settle("2026-01-31").amount, 700.00)
        self._sell(6000, "2026-01-20")
        self.assertEqual(self._settle("2026-02-28").amount, 100.00)

    def test_guarantee_that_had_nothing_to_add(self):
        self._plan(has_guarantee=True, guarantee=500)
        invoice = self._sell(12000, "2026-01-10")
        self.assertEqual(self._settle("2026-01-31").amount, 600.00)
        self._credit(invoice, "2026-01-30", 6000)
        self.assertEqual(
            self._settle("2026-02-28").amount, 400.00, "-300 and 200 of January, 500 of February"
        )
        self._sell(1000, "2026-01-15")
        self.assertEqual(
            self._settle("2026-03-31").amount, 500.00, "50 that the 200 had made up for, 500 of March"
        )

    def test_plan_that_has_lost_its_cap(self):
        plan = self._plan(has_cap=True, cap=800)
        self._sell(20000, "2026-01-10")
        self.assertEqual(self._settle("2026-01-31").amount, 800.00)
        plan.has_cap = False
        self._sell(6000, "2026-01-20")
        self.assertFalse(self._settle("2026-02-28"))
        self._sell(20000, "2026-02-10")
        self.assertEqual(self._settle("2026-02-28").amount, 1000.00)

    def test_period_that_was_settled_without_any(self):
        plan = self._plan()
        self._sell(14000, "2026-01-10")
        self._settle("2026-01-31")
        plan.write({"has_cap": True, "cap": 800})
        self._sell(6000, "2026-01-20")
        self.assertEqual(self._settle("2026-02-28").amount, 300.00)

    def test_months_before_the_first_are_guaranteed_nothing(self):
        self._plan(has_guarantee=True, guarantee=500)
        self._sell(12000, "2026-01-10")
        self._settle("2026-01-31")
        self._sell(1000, "2025-12-10")
        self.assertEqual(self._settle("2026-02-28").amount, 550.00)

    def test_what_an_update_was_computed_by(self):
        plan = self._plan()
        self._sell(14000, "2026-01-10")
        settlement = self._settle("2026-01-31")
        plan.write({"has_cap": True, "cap": 800})
        settlement.action_update()
        self.assertEqual(settlement.limits, {"period": "month", "guarantee": None, "cap": "800.0"})
        self._sell(6000, "2026-01-20")
        self.assertEqual(self._settle("2026-02-28").amount, 100.00)

    def test_day_of_an_adjustment_guarantees_no_years(self):
        self._plan(has_guarantee=True, guarantee=500)
        ledger = self.env["agent.commission.entry"]
        ledger._adjust(self.agent_a, self.env.company, 1, "2016-01-01", "Forged", "test/forged")
        self.assertEqual(self._settle("2026-01-31").amount, 501.00)
