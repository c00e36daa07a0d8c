from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestMails(PortalHttpCase):
    def _told(self, contact):
        return (
            self.env["mail.message"]
            .search(
                [("message_type", "=", "user_notification"), ("partner_ids", "in", contact.ids)], order="id"
            )
            .mapped("subject")
        )

    def test_told_once_per_change_of_what_he_wishes(self):
        self.contact_a.write({"notify_confirmed": True, "notify_shipped": True})
        order = self._create_order(self.contact_a, (self.cup, 10))
        order.action_confirm()
        self._end_transaction()
        self._deliver(order, {self.cup: 4})
        self._end_transaction()
        self._end_transaction()
        self._deliver(order, {self.cup: 6})
        self._invoice(order)
        self._end_transaction()
        name = order.name
        self.assertEqual(
            self._told(self.contact_a),
            [
                f"Your order {name} is confirmed",
                f"A part of your order {name} is on its way",
                f"Your order {name} is on its way",
            ],
        )

    def test_his_own_orders_and_those_of_the_company(self):
        colleague = self._create_contact(self.customer_a, "Carla Costa", notify_confirmed=True)
        self._create_buyer("buyer_c", colleague)
        self.contact_a.notify_confirmed = self.contact_b.notify_confirmed = True
        no_login = self._create_contact(self.customer_a, "Nobody", notify_confirmed=True)
        self._create_order(self.contact_a, (self.cup, 1)).action_confirm()
        self.assertEqual(len(self._told(self.contact_a)), 1)
        self.assertFalse(self._told(colleague), "a colleague's order is the colleague's")
        self._create_order(self.customer_a, (self.cup, 1)).action_confirm()
        self.assertEqual((len(self._told(self.contact_a)), len(self._told(colleague))), (2, 1))
        self.assertFalse(self._told(self.contact_b) + self._told(no_login))

    def test_old_orders_are_no_news(self):
        self.contact_a.notify_shipped = True
        order = self._create_order(self.contact_a, (self.cup, 1))
        order.action_confirm()
        picking = self._deliver(order, {self.cup: 1})
        picking.date_done = fields.Datetime.now() - timedelta(days=400)
        self._end_transaction()
        self.assertFalse(self._told(self.contact_a))

    def test_in_his_language(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        self.contact_a.write({"notify_confirmed": True, "lang": "pt_PT"})
        with self.env.cr.savepoint():
            self._create_order(self.contact_a, (self.cup, 1)).action_confirm()
        self.assertEqual(len(self._told(self.contact_a)), 1)

    def test_what_he_sends_is_confirmed_by_odoos_own_mail_alone(self):
        self.contact_a.notify_confirmed = True
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        basket = self._basket(self.buyer_a)
        self._send(basket)
        self.assertFalse(basket.message_ids.attachment_ids, "he does not wait for its printing")
        self._send_mails()
        self.assertFalse(self._told(self.contact_a))
        mail = basket.message_ids.filtered(lambda message: message.partner_ids == self.contact_a)
        self.assertEqual(len(mail), 1)
        self.assertEqual(len(mail.attachment_ids), 1, "the order on paper")

    def test_the_page_keeps_his_wishes(self):
        self.authenticate("buyer_a", "buyer_a")
        self._post("/my/mails", {"notify_shipped": "1", "may_see_account": "1"})
        self.assertRecordValues(
            self.contact_a,
            [{"notify_shipped": True, "notify_confirmed": False, "may_see_account": False}],
        )
        self.assertIn("Saved", self._text(self._get("/my/mails?saved=1")))
