"""What approvers and sellers are written: the figures, and a link that is worth nothing without a log-in."""

from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorizationMail(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.notification_type = "email"

    def _waiting(self, quantity=110):
        order = self._sell(quantity, user_id=self.seller_a.id)
        order.action_confirm()
        self.assertNotConfirmed(order)
        return order

    def _mails(self, order):
        return self.env["mail.mail"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])

    def test_approver_gets_the_figures_and_a_link_without_a_secret(self):
        order = self._waiting()
        order.access_token = "7a1c3f00-secret"
        mail = self._mails(order)
        self.assertEqual(mail.recipient_ids, self.manager.partner_id)
        self.assertIn(order.name, mail.subject)
        body = mail.body_html.replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("Credit ceiling: 11,000.00 € of 10,000.00 €", body)
        self.assertIn(f"/mail/view?model=sale.order&amp;res_id={order.id}", body)
        self.assertNotIn("token", body)

    def test_nobody_is_written_twice(self):
        order = self._waiting()
        order.action_confirm()
        order.action_confirm()
        self.assertEqual(len(self._mails(order)), 1)
        asked = order.activity_ids.mapped("user_id.id")
        self.assertEqual(len(asked), len(order.activity_ids))

    def test_customer_reads_nothing_of_it(self):
        order = self._waiting()
        messages = self.env["mail.message"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id), ("body", "like", "10,000")]
        )
        self.assertTrue(messages)
        self.assertEqual(set(messages.mapped("message_type")), {"user_notification"})
        self.assertLessEqual(messages.partner_ids, order.activity_ids.user_id.partner_id)
        self.assertFalse(messages & order.message_ids)

    def test_seller_reads_the_reason_of_a_refusal(self):
        order = self._waiting()
        order.authorization_ids.with_user(self.manager).action_refuse("Two cheques came back")
        message = order.message_ids[0]
        self.assertIn("Two cheques came back", message.body)
        self.assertIn(self.seller_a.partner_id, message.partner_ids)
        self.assertEqual(order.with_user(self.seller_a).authorization_ids.note, "Two cheques came back")
