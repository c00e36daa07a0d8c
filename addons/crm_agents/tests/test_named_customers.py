"""A customer whom a manager does not see stands in none of his targets, proposals and simulations."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_targets import TargetsCommon


@tagged("post_install", "-at_install")
class TestNamedCustomers(TargetsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._target(1000)
        cls.env.flush_all()

    def _refused(self, work):
        with self.assertRaises(AccessError) as refusal, self.cr.savepoint():
            work()
        self.assertNotIn("Beta", str(refusal.exception))
        self.env.invalidate_all()

    def _hand_over(self):
        """`customer_a` goes to the other team."""
        self.env["agent.assignment"].search([("partner_id", "=", self.customer_a.id)]).unlink()
        self.customer_a.user_id = self.seller_b
        self.env.flush_all()
        self.assertFalse(self.customer_a.with_user(self.manager).has_access("read"))

    def test_targets(self):
        targets = self.env["agent.target"].with_user(self.manager)
        sheet = self.env["agent.target.year"].with_user(self.manager)
        row = {"agent_id": self.agent_a.id, "partner_id": self.customer_b.id}
        for work in (
            lambda: targets.create({**row, "month": "2026-07-01", "amount": 5}),
            lambda: self.own.with_user(self.manager).write({"partner_id": self.customer_b.id}),
            lambda: sheet.create({**row, "year": 2026, "month_7": 5}),
        ):
            self._refused(work)
        self.assertFalse(self.env["agent.target"].search([("partner_id", "=", self.customer_b.id)]))

    def test_simulation(self):
        simulations = self.env["agent.price.simulation"].with_user(self.seller_a)
        values = {"product_id": self.desk.id}
        self._refused(lambda: simulations.create({**values, "partner_id": self.customer_b.id}))
        simulation = simulations.create({**values, "partner_id": self.customer_a.id})
        self._refused(lambda: simulation.write({"partner_id": self.customer_b.id}))
        self.assertEqual(simulation.partner_id, self.customer_a)

    def test_target_of_a_customer_who_went_elsewhere_still_changes(self):
        target = self._target(500, partner_id=self.customer_a.id)
        self._hand_over()
        target.with_user(self.manager).write({"partner_id": self.customer_a.id, "amount": 400})
        self.assertEqual(target.amount, 400)

    def test_next_year_is_proposed_without_customers_who_went_elsewhere(self):
        self._target(500, partner_id=self.customer_a.id)
        self._hand_over()
        copy = self.env["agent.target.copy"].with_user(self.manager)
        copy = copy.create({"year": 2027, "source": "targets", "percent": 0})
        copy.action_propose()
        self.assertRecordValues(
            copy.line_ids, [{"agent_id": self.agent_a.id, "partner_id": False, "base_amount": 1000}]
        )
