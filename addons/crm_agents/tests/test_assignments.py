from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestAssignments(AgentsCommon):
    """Who is an agent of a customer, and sees him for that."""

    def test_more_than_whole_refused(self):
        self._assign(self.customer_a, self.agent_a, 60)
        with self.assertRaisesRegex(ValidationError, "more than 100 %"):
            self._assign(self.customer_a, self.agent_b, 40.5)

    def test_successive_agents_allowed(self):
        self._assign(self.customer_a, self.agent_a, 100, date_to="2026-03-31")
        self._assign(self.customer_a, self.agent_b, 100, date_from="2026-04-01")
        self.assertEqual(len(self.customer_a.agent_assignment_ids), 2)

    def test_contact_refused(self):
        with self.assertRaisesRegex(ValidationError, "Alfa Lda"):
            self._assign(self.contact_a, self.agent_a)

    def test_agent_sees_customer(self):
        customers = self.env["res.partner"].with_user(self.seller_a)
        self.assertFalse(customers.search([("id", "=", self.customer_b.id)]))
        assignment = self._assign(self.customer_b, self.agent_a, 50)
        self.assertEqual(
            customers.search([("id", "in", (self.customer_b + self.contact_b).ids)]).ids,
            self.customer_b.ids + self.contact_b.ids,
        )
        assignment.unlink()
        self.assertFalse(customers.search([("id", "=", self.customer_b.id)]))

    def test_agent_of_another_time_does_not_see_customer(self):
        today = fields.Date.context_today(self.env.user)
        assignment = self._assign(self.customer_b, self.agent_a, date_from=today + timedelta(days=1))
        self.assertNotIn(self.seller_a, self.customer_b.allowed_user_ids)
        assignment.date_from = today
        self.assertIn(self.seller_a, self.customer_b.allowed_user_ids)
        assignment.write({"date_from": False, "date_to": today - timedelta(days=1)})
        self.assertNotIn(self.seller_a, self.customer_b.allowed_user_ids)

    def test_job_begins_and_ends_assignments(self):
        today = fields.Date.context_today(self.env.user)
        assignment = self._assign(self.customer_b, self.agent_a, date_from=today + timedelta(days=1))
        # The night passes: the row is as if it had been written yesterday.
        self.env.cr.execute(
            "UPDATE agent_assignment SET date_from = %s WHERE id = %s", [today, assignment.id]
        )
        assignment.invalidate_recordset()
        self.env["agent.assignment"]._cron_refresh_allowed_users()
        self.assertIn(self.seller_a, self.customer_b.allowed_user_ids)

    def test_seller_cannot_assign_himself(self):
        with self.assertRaises(AccessError):
            self.env["agent.assignment"].with_user(self.seller_a).create(
                {"partner_id": self.customer_b.id, "agent_id": self.agent_a.id}
            )
        self.assertFalse(self.customer_b.agent_assignment_ids)

    def test_history_on_the_customer(self):
        assignment = self._assign(self.customer_a, self.agent_a, 60, date_from="2026-01-01")
        self._assign(self.customer_a, self.agent_b, 40, date_to="2026-06-30")
        assignment.with_user(self.manager).share = 50
        said = [
            message.body for message in self.customer_a.message_ids if "Agents from now on" in message.body
        ]
        self.assertEqual(len(said), 3)
        self.assertIn("seller_a", said[0])
        self.assertIn("50 % (2026-01-01", said[0])
        self.assertIn("Outside Agent 40 % (... / 2026-06-30)", said[0])
        self.assertEqual(self.customer_a.message_ids[0].author_id, self.manager.partner_id)
        self.customer_a.agent_assignment_ids.unlink()
        self.assertIn("none", self.customer_a.message_ids[0].body)
