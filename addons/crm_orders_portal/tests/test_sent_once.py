from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

# As PostgreSQL raises it when two transactions met.
FAILURE = "DO $$ BEGIN RAISE 'met another' USING ERRCODE = 'serialization_failure'; END $$"


@tagged("post_install", "-at_install")
class TestSentOnce(PortalHttpCase):
    """Scenario 16: whatever the browser or the net does, one basket becomes one order with one mail."""

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        self.basket = self._basket(self.buyer_a)

    def _assert_one_order(self):
        orders = self.env["sale.order"].search([("portal_contact_id", "=", self.contact_a.id)])
        self.assertEqual(orders, self.basket)
        self.assertRecordValues(orders, [{"state": "sale"}])
        self.assertEqual(len(orders.picking_ids), 1)
        for _run in range(2):
            self._send_mails()
        mails = orders.message_ids.filtered(lambda message: message.partner_ids == self.contact_a)
        self.assertEqual(len(mails), 1)
        self.assertEqual(len(mails.attachment_ids), 1, "the order on paper")

    def test_16_double_click_back_and_two_tabs(self):
        responses = [self._send(self.basket) for _press in range(3)]
        self.assertEqual(len({response.url.partition("?")[0] for response in responses}), 1)
        self._assert_one_order()

    def test_16_lost_answer(self):
        self._send(self.basket, allow_redirects=False)
        self.assertIn(f"/my/orders/{self.basket.id}", self._send(self.basket).url)
        self._assert_one_order()

    def test_16_page_and_mail_do_not_meet(self):
        """The page that follows writes nothing on the order, and the job nothing once it prints."""
        orders, written = self.registry["sale.order"], []
        self._send(self.basket, allow_redirects=False)
        self.assertTrue(self.basket.access_token)
        write = orders.write

        def writing(order, vals):
            written.append(vals)
            return write(order, vals)

        with patch.object(orders, "write", writing):
            self._page(f"/my/orders/{self.basket.id}?ordered=1")
        self.assertFalse(written)
        pending, post = [], orders.message_post_with_source

        def printing(order, *args, **kwargs):
            self.env.cr.execute("SELECT pending_email_template_id FROM sale_order WHERE id = %s", order.ids)
            pending.append(self.env.cr.fetchone())
            return post(order, *args, **kwargs)

        with patch.object(orders, "message_post_with_source", printing):
            self._send_mails()
        self.assertEqual(pending, [(None,)])
        self._assert_one_order()

    def test_16_serialization_failure_is_tried_again(self):
        orders, failures = self.registry["sale.order"], [2]
        send = orders._portal_send

        def failing(order):
            send(order)
            if failures[0]:
                failures[0] -= 1
                order.env.cr.execute(FAILURE, log_exceptions=False)

        with (
            mute_logger("odoo.service.model", "odoo.sql_db"),
            patch("odoo.service.model.time.sleep"),
            patch.object(orders, "_portal_send", failing),
        ):
            response = self._post(
                "/my/basket/save",
                {"token": self.basket.portal_token, "do": "send"},
                files=[("files", ("order.pdf", b"%PDF-1.7 "))],
            )
        self.assertEqual((response.status_code, failures[0]), (200, 0))
        self.assertEqual(len(self.basket.portal_file_ids), 1)
        self._assert_one_order()
