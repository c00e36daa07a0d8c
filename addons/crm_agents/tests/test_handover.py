from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestHandover(AgentsCommon):
    """An agent leaves: his customers go on with another from a day on, his history stays his."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.running = cls._assign(cls.customer_a, cls.agent_a, 60, date_from="2026-01-01")
        cls.other = cls._assign(cls.customer_a, cls.agent_b, 40)
        cls.ended = cls._assign(cls.customer_b, cls.agent_a, date_to="2026-03-31")
        cls.later = cls._assign(cls.customer_b, cls.agent_a, date_from="2090-09-01", date_to="2090-12-31")

    def _hand_over(self, user=None, **values):
        values = {
            "agent_id": self.agent_a.id,
            "successor_id": self.agent_b.id,
            "date": "2026-07-01",
            **values,
        }
        handover = self.env["agent.handover"].with_user(user or self.admin_user).create(values)
        self.assertEqual(handover.customer_count, len(handover._assignments().partner_id))
        return handover.action_hand_over()

    def _rows(self, customer):
        return [
            (row.agent_id, row.share, str(row.date_from or ""), str(row.date_to or ""))
            for row in customer.agent_assignment_ids.sorted("id")
        ]

    def test_from_a_day_on(self):
        self._hand_over()
        self.assertEqual(
            self._rows(self.customer_a),
            [
                (self.agent_a, 60.0, "2026-01-01", "2026-06-30"),
                (self.agent_b, 40.0, "", ""),
                (self.agent_b, 60.0, "2026-07-01", ""),
            ],
        )
        self.assertEqual(
            self._rows(self.customer_b),
            [(self.agent_a, 100.0, "", "2026-03-31"), (self.agent_b, 100.0, "2090-09-01", "2090-12-31")],
        )
        with self.assertRaisesRegex(UserError, "no customer to hand over"):
            self._hand_over()

    def test_chosen_customers_only(self):
        self._hand_over(partner_ids=self.contact_a.ids)
        self.assertEqual(self.running.date_to.isoformat(), "2026-06-30")
        self.assertEqual(self.later.agent_id, self.agent_a)

    def test_quotations_change_hands_orders_do_not(self):
        order = self._create_order(self.customer_a, (self.desk, 1))
        order.action_confirm()
        quotation = self._create_order(self.customer_a, (self.desk, 1))
        alone = self._create_order(self.customer_a, (self.desk, 1))
        alone.agent_ids = [(5,), (0, 0, {"agent_id": self.agent_a.id, "share": 100})]
        self._hand_over()
        shares = {
            document: {row.agent_id: row.share for row in document.agent_ids}
            for document in order + quotation + alone
        }
        self.assertEqual(shares[order], {self.agent_a: 60.0, self.agent_b: 40.0})
        self.assertEqual(shares[quotation], {self.agent_b: 100.0})
        self.assertEqual(shares[alone], {self.agent_b: 100.0})

    def test_who_sees_the_customer_follows(self):
        self.env["agent.assignment"].search([]).unlink()
        self.customer_a.user_id = False
        self._assign(self.customer_a, self.agent_a)
        successor = self.seller_b.partner_id
        successor.is_agent = True
        self._hand_over(successor_id=successor.id, date="2026-01-01")
        self.assertIn(self.seller_b, self.customer_a.allowed_user_ids)
        self.assertNotIn(self.seller_a, self.customer_a.allowed_user_ids)

    def test_manager_hands_over_his_customers_only(self):
        self._hand_over(self.manager)
        self.assertEqual(self.running.date_to.isoformat(), "2026-06-30")
        self.assertEqual(self.later.agent_id, self.agent_a, "customer_b is another team's")
        with self.assertRaises(AccessError):
            self._hand_over(self.seller_a)
