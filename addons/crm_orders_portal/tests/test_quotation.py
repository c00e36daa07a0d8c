from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestQuotation(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.order = self._create_order(self.contact_a, (self.cup, 3), require_signature=True)
        self.order.action_quotation_sent()
        self.authenticate("buyer_a", "buyer_a")

    def _decline(self, order, reason):
        return self._post(f"/my/orders/{order.id}/decline", {"decline_message": reason})

    def test_declined_with_a_reason_that_staff_read(self):
        self._decline(self.order, "Too <b>dear</b>")
        self.assertRecordValues(
            self.order.with_user(self.seller_a),
            [{"state": "cancel", "portal_decline_reason": "Too <b>dear</b>"}],
        )
        self.assertEqual(self.order.activity_ids.user_id, self.seller_a)
        self.assertNotIn("<b>", self.order.activity_ids.note)
        found = (
            self.env["sale.order"].with_user(self.seller_a).search([("portal_decline_reason", "!=", False)])
        )
        self.assertEqual(found, self.order)

    def test_without_a_reason_nothing_happens(self):
        for reason in ("", "   ", "\x00"):
            self._decline(self.order, reason)
        self.assertRecordValues(self.order, [{"state": "sent", "portal_decline_reason": False}])
        self.assertFalse(self.order.activity_ids)

    def test_not_anothers_and_not_what_is_decided(self):
        other = self._create_order(self.contact_b, (self.cup, 3), require_signature=True)
        other.action_quotation_sent()
        self._decline(other, "mischief")
        self.assertRecordValues(other, [{"state": "sent", "portal_decline_reason": False}])
        self.order.action_confirm()
        self._decline(self.order, "too late")
        self.assertRecordValues(self.order, [{"state": "sale", "portal_decline_reason": False}])

    def test_who_wrote_it_for_him(self):
        order = self.env["sale.order"].with_user(self.seller_a).create({"partner_id": self.contact_a.id})
        order.action_quotation_sent()
        self.assertIn(
            f"created on your behalf by {self.seller_a.name}", self._text(self._get(f"/my/orders/{order.id}"))
        )
        self._fill()
        basket = self._basket(self.buyer_a)
        self._send(basket)
        self.assertNotIn("on your behalf", self._text(self._get(f"/my/orders/{basket.id}")))

    def test_home_in_forty_queries(self):
        self.contact_a.write({"may_see_account": True, "may_approve": True, "may_manage_contacts": True})
        self._fill()
        self._get("/my")
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self._get("/my")
        queries = self.env.cr.sql_log_count - before
        self.assertGreater(queries, 3, "they are counted")
        self.assertLessEqual(queries, 40)
