"""A waiting order is looked at again when what it waited for changes, whoever changes it."""

from unittest.mock import patch

from lxml import etree
from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import CreditCommon

CONFIRM = "crm_credit_control.mail_activity_type_confirm"
AUTHORISE = "crm_credit_control.mail_activity_type_authorise"


@tagged("post_install", "-at_install")
class TestSecondLook(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls.env.ref("crm_credit_control.cron_look_again")
        # Nothing else may be what starts the job.
        cls.env["ir.cron.trigger"].search([("cron_id", "=", cls.job.id)]).unlink()

    def _waiting(self, quantity=110, **values):
        order = self._sell(quantity, user_id=self.seller_a.id, **values)
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertTrue(self._asked(order, AUTHORISE))
        return order

    def _suspend(self):
        self.env.ref("crm_credit_control.rule_suspended").active = True
        return self.env["credit.suspension"].create(
            {"partner_id": self.customer_a.id, "reason": "Bounced", "company_id": self.company.id}
        )

    def _asked(self, order, activity):
        return order.activity_search([activity]).user_id

    def _is_due(self):
        self.env.flush_all()
        return bool(self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.job.id)]))

    def _look(self):
        """Run the job as the scheduler does, commits included."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.job.method_direct_trigger()
        self.env.invalidate_all()

    def assertCleared(self, order, by=None):
        """The order waits no more, is no order yet, and its seller is asked to confirm it, once."""
        self.assertEqual((order.state, order.authorization_state), ("draft", "none"))
        self.assertFalse(order.picking_ids)
        self.assertEqual(set(order.authorization_ids.mapped("state")), {"expired"})
        self.assertTrue(order.is_cleared)
        self.assertEqual(self._asked(order, CONFIRM), by or self.seller_a)
        self.assertFalse(self._asked(order, AUTHORISE))

    def _says_cleared(self, order):
        """Whether the seller who opens the order reads that nothing stands in its way any more."""
        orders = order.with_user(self.seller_a)
        arch = etree.fromstring(orders.get_view(view_type="form")["arch"])
        [banner] = arch.xpath("//div[@role='alert'][contains(@invisible, 'is_cleared')]")
        values = {"is_cleared": orders.is_cleared, "state": orders.state}
        return not safe_eval(banner.get("invisible"), values)

    def test_raised_ceiling(self):
        order = self._waiting()
        self.ceiling.with_user(self.controller).credit_ceiling = 12000
        self.assertTrue(self._is_due())
        self.assertEqual(order.authorization_state, "waiting", "nothing happens in the controller's own call")
        self._look()
        self.assertCleared(order)
        self.assertTrue(self._says_cleared(order))
        self._look()
        self.assertEqual(len(order.activity_ids), 1)
        order.with_user(self.seller_a).action_confirm()
        self.assertFalse(self._says_cleared(order))
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.is_cleared)
        self.assertFalse(order.activity_ids)

    def test_new_ceiling_of_the_customers_group(self):
        group = self._create_customer_group("North", customers=[self.customer_a])
        order = self._waiting()
        self._create_ceiling(group, credit=12000)
        self.ceiling.unlink()
        self.assertTrue(self._is_due())
        self._look()
        self.assertCleared(order)

    def test_approved_temporary_raise(self):
        order = self._waiting()
        request = self.env["credit.ceiling.raise"].with_user(self.seller_a).create(
            {
                "partner_id": self.customer_a.id,
                "company_id": self.company.id,
                "credit_raise": 1000,
                "valid_until": fields.Date.add(fields.Date.context_today(order), days=10),
                "reason": "Christmas trade",
            }
        )  # fmt: skip
        self.assertFalse(self._is_due())
        request.with_user(self.manager).action_approve()
        self.assertTrue(self._is_due())
        self._look()
        self.assertCleared(order)

    def test_lifted_suspension(self):
        suspension = self._suspend()
        order = self._waiting(10)
        suspension.with_user(self.controller).action_lift()
        self.assertTrue(self._is_due())
        self._look()
        self.assertCleared(order)

    def test_suspension_that_ended_by_its_date(self):
        suspension = self._suspend()
        order = self._waiting(10)
        # As it stands in the database on the day after, when nobody did anything.
        yesterday = fields.Date.subtract(fields.Date.context_today(order), days=1)
        self.env.cr.execute(
            "UPDATE credit_suspension SET date_from = %s, date_to = %s WHERE id = %s",
            [yesterday, yesterday, suspension.id],
        )
        suspension.invalidate_recordset()
        self.assertFalse(self._is_due())
        self._look()
        self.assertCleared(order)

    def test_payment_cancelled_order_and_returned_goods(self):
        paid = self._confirm(100)
        invoice = self._invoice(paid)
        order = self._waiting(10)
        self._pay(invoice, 999)
        self.assertTrue(self._is_due())
        self._look()
        self.assertEqual(order.authorization_state, "waiting")
        self.assertEqual(order.authorization_ids.excess, 1, "with the figures of today")
        self._pay(invoice, 1)
        self._look()
        self.assertCleared(order)
        order._action_cancel()
        other = self._confirm(100)
        second = self._waiting(10)
        other._action_cancel()
        self._look()
        self.assertCleared(second)

    def test_several_orders_are_cleared_as_far_as_they_fit(self):
        """10,000 of credit, taken up; a payment frees 4,000: two orders of 2,000 fit, the third goes on waiting."""
        invoice = self._invoice(self._confirm(100))
        first, second, third = (self._waiting(20) for _ in range(3))
        self._pay(invoice, 4000)
        self._look()
        self.assertCleared(first)
        self.assertCleared(second)
        self.assertNotConfirmed(third)
        self.assertRecordValues(
            third.authorization_ids, [{"value": 12000, "excess": 2000, "state": "waiting"}]
        )
        # Looked at again on its own it still counts the two.
        self.ceiling.with_user(self.controller).note = "x"
        self.env["sale.order"]._look_again_soon(self.customer_a)
        self._look()
        self.assertNotConfirmed(third)
        second._action_cancel()
        self._look()
        self.assertCleared(third)
        # Whoever confirms is still looked at by what is owed, not by what was told.
        third.with_user(self.seller_a).action_confirm()
        self.assertEqual(third.state, "sale")

    def test_cleared_quotation_that_ran_out_takes_nothing(self):
        invoice = self._invoice(self._confirm(100))
        first, second = self._waiting(20), self._waiting(20)
        self._pay(invoice, 2000)
        self._look()
        self.assertCleared(first)
        self.assertNotConfirmed(second)
        first.validity_date = fields.Date.add(fields.Date.today(), days=-1)
        self.env["sale.order"]._look_again_soon(self.customer_a)
        self._look()
        self.assertCleared(second)

    def test_only_who_lowers_what_is_owed_starts_the_job(self):
        self._waiting()
        self._invoice(self._confirm(10, customer=self.customer_b))
        self.ceiling.note = "Rather good"
        self.assertFalse(self._is_due())

    def test_what_still_holds_waits_and_what_does_not_is_history(self):
        order = self._waiting(160)
        self.ceiling.with_user(self.controller).obligo_ceiling = 20000
        self._look()
        self.assertNotConfirmed(order)
        self.assertRecordValues(
            order.authorization_ids.sorted("reason"),
            [{"reason": "credit", "state": "waiting"}, {"reason": "obligo", "state": "expired"}],
        )
        self.assertFalse(order.is_cleared)
        self.assertTrue(self._asked(order, AUTHORISE))

    def test_released_order_confirms_whichever_came_last(self):
        suspension = self._suspend()
        order = self._waiting(110)
        credit = order.authorization_ids.filtered(lambda row: row.reason == "credit")
        credit.with_user(self.manager).action_release()
        self.assertNotConfirmed(order)
        suspension.with_user(self.controller).action_lift()
        self._look()
        self.assertEqual(order.state, "sale")
        self.assertTrue(order.picking_ids)
        self.assertFalse(order.activity_ids)

    def test_released_order_that_odoo_does_not_confirm_is_left_to_its_seller(self):
        suspension = self._suspend()
        order = self._waiting(110)
        credit = order.authorization_ids.filtered(lambda row: row.reason == "credit")
        credit.with_user(self.manager).action_release()
        suspension.action_lift()
        refusal = patch.object(
            type(order), "_confirmation_error_message", return_value="Some line has no account"
        )
        with refusal:
            self._look()
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        self.assertTrue(order.is_cleared)
        self.assertEqual(self._asked(order, CONFIRM), self.seller_a)
        self.assertIn("Some line has no account", "".join(order.message_ids.mapped("body")))

    def test_nobody_clears_an_order_by_hand(self):
        order = self._waiting()
        order.with_user(self.seller_a).write({"is_cleared": True})
        self.assertFalse(order.is_cleared)

    def test_refused_order_stays_refused(self):
        order = self._waiting()
        order.authorization_ids.with_user(self.manager).action_refuse("Pays late")
        self.ceiling.credit_ceiling = 50000
        self._look()
        self.assertEqual((order.state, order.authorization_state), ("draft", "refused"))
        self.assertFalse(order.is_cleared)

    def test_cleared_order_that_has_to_wait_after_all(self):
        order = self._waiting()
        self.ceiling.credit_ceiling = 12000
        self._look()
        self.assertCleared(order)
        self.ceiling.credit_ceiling = 10500
        order.with_user(self.seller_a).action_confirm()
        self.assertNotConfirmed(order)
        self.assertFalse(order.is_cleared)
        self.assertFalse(self._asked(order, CONFIRM))
        self.assertTrue(self._asked(order, AUTHORISE))

    def test_without_seller_the_leader_or_who_was_asked_is_told(self):
        by_team = self._waiting()
        by_team.write({"user_id": False, "team_id": self.team_a.id})
        alone = self._waiting()
        asked = self._asked(alone, AUTHORISE)
        alone.write({"user_id": False, "team_id": False})
        self.ceiling.write({"credit_ceiling": 24000, "obligo_ceiling": 24000})
        self._look()
        self.assertCleared(by_team, by=self.manager)
        self.assertCleared(alone, by=asked)

    def test_customer_reads_that_it_is_still_being_checked(self):
        order = self._waiting()
        self.ceiling.credit_ceiling = 12000
        self._look()
        self.assertTrue(order._is_awaiting_check())
        order.action_confirm()
        self.assertFalse(order._is_awaiting_check())

    def test_seller_reads_what_it_waited_for_and_the_customer_does_not(self):
        order = self._waiting()
        self.ceiling.credit_ceiling = 12000
        self._look()
        log = order.message_ids[0]
        self.assertIn("Nothing stands in the way of this order any more", log.body)
        self.assertIn("Credit ceiling", log.body)
        self.assertTrue(log.is_internal)
        self.assertIn(order.name, order.activity_ids.summary)
