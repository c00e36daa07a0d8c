from datetime import datetime

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestApproval(PortalHttpCase):
    """`buyer_a` may spend so much by himself; `chief` of the same company approves what is more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief_contact = cls._create_contact(cls.customer_a, "Clara Chefe", may_approve=True)
        cls.chief = cls._create_buyer("chief_a", cls.chief_contact)
        cls.contact_b.may_approve = True

    def setUp(self):
        super().setUp()
        self.contact_a.write({"spending_rule": "limited", "order_limit": 100.0, "month_limit": 150.0})
        self.authenticate("buyer_a", "buyer_a")

    def _sent(self, quantity):
        """The order that becomes of a basket of so many cups of 10.00."""
        self._fill(quantity=str(quantity))
        basket = self._basket(self.buyer_a)
        response = self._send(basket)
        return basket, response

    def _decide(self, approval, what, **values):
        amount = f"{approval.order_id.amount_total:.6f}"
        return self._post(f"/my/approvals/{approval.id}/{what}", {"amount": amount, **values})

    def test_up_to_the_limit_he_sends_by_himself(self):
        order, _response = self._sent(10)
        self.assertRecordValues(order, [{"state": "sale", "portal_approval_state": False}])

    def test_beyond_the_limit_it_waits_for_a_colleague(self):
        order, response = self._sent(11)
        approval = order.portal_approval_ids
        self.assertRecordValues(
            approval,
            [{"state": "waiting", "contact_id": self.contact_a.id, "amount": 110.0, "reasons": "order"}],
        )
        self.assertRecordValues(order, [{"state": "draft", "portal_sent_on": False}])
        self.assertIn(f"/my/approvals/{approval.id}", response.url)
        self.assertFalse(self._basket(self.buyer_a), "it is out of his hands")
        mail = self.env["mail.message"].search([("partner_ids", "in", self.chief_contact.ids)], limit=1)
        self.assertIn(order.name, mail.subject)
        self.assertIn(f"/my/approvals/{approval.id}", mail.body)
        self.authenticate("chief_a", "chief_a")
        self.assertIn("Ana Alves", self._text(self._get("/my/approvals")))
        order.commitment_date = datetime(2031, 3, 9, 12)
        self.assertIn("Wanted on: 03/09/2031", self._text(self._get(f"/my/approvals/{approval.id}")))
        self._decide(approval, "approve")
        self.assertRecordValues(order, [{"state": "sale", "portal_approval_state": "approved"}])
        self.assertEqual(approval.decided_by_id, self.chief_contact)
        told = self.env["mail.message"].search([("subject", "=", f"{order.name} is approved")])
        self.assertEqual(told.partner_ids, self.contact_a)

    def test_what_is_split_adds_up_in_its_month(self):
        for quantity in (6, 6):
            self.assertEqual(self._sent(quantity)[0].state, "sale")
        order, _response = self._sent(4)
        self.assertEqual((order.state, order.portal_approval_ids.reasons), ("draft", "month"))
        self.env["sale.order"].search([("portal_contact_id", "=", self.contact_a.id)]).filtered(
            "portal_sent_on"
        ).portal_sent_on = fields.Datetime.subtract(fields.Datetime.now(), months=1)
        self.assertEqual(self._sent(4)[0].state, "sale", "a new month")

    def test_always(self):
        self.contact_a.spending_rule = "always"
        self.assertEqual(self._sent(1)[0].portal_approval_ids.reasons, "always")

    def test_decline_with_reason_and_order_again(self):
        order, _response = self._sent(11)
        approval = order.portal_approval_ids
        self.authenticate("chief_a", "chief_a")
        response = self._decide(approval, "decline")
        self.assertIn("say why", self._text(response))
        self.assertEqual(approval.state, "waiting")
        self._decide(approval, "decline", note="Too dear")
        self.assertRecordValues(approval, [{"state": "declined", "note": "Too dear"}])
        self.assertRecordValues(order, [{"state": "cancel", "portal_sent_on": False}])
        self._decide(approval, "approve")
        self.assertEqual((approval.state, order.state), ("declined", "cancel"), "decided is decided")
        self.authenticate("buyer_a", "buyer_a")
        self.assertIn("Too dear", self._text(self._get(f"/my/orders/{order.id}")))
        self._post(f"/my/approvals/{approval.id}/again")
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 11)

    def test_taken_back_by_its_buyer(self):
        order, _response = self._sent(11)
        approval = order.portal_approval_ids
        for _press in range(2):
            self._post(f"/my/approvals/{approval.id}/withdraw")
        self.assertEqual((approval.state, order.state), ("withdrawn", "cancel"))
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 11)

    def test_nobody_approves_his_own_or_anothers(self):
        self.contact_a.may_approve = True
        order, _response = self._sent(11)
        approval = order.portal_approval_ids
        self._decide(approval, "approve")
        self.assertEqual((approval.state, order.state), ("waiting", "draft"))
        self.authenticate("buyer_b", "buyer_b")
        for url in ("", "/approve", "/decline", "/withdraw", "/again"):
            send = self._post if url else self._get
            self.assertEqual(send(f"/my/approvals/{approval.id}{url}").status_code, 404, url)
        self.assertNotIn(order.name, self._text(self._get("/my/approvals")))
        self.chief_contact.may_approve = False
        self.authenticate("chief_a", "chief_a")
        self.assertEqual(self._get(f"/my/approvals/{approval.id}").status_code, 404)
        self.assertEqual((approval.state, order.state), ("waiting", "draft"))

    def test_twice_approved_is_sent_once(self):
        order, _response = self._sent(11)
        self.authenticate("chief_a", "chief_a")
        for _press in range(3):
            self._decide(order.portal_approval_ids, "approve")
        self.assertEqual((order.state, len(order.picking_ids)), ("sale", 1))

    def test_changed_meanwhile_it_is_looked_at_again(self):
        order, _response = self._sent(11)
        approval = order.portal_approval_ids
        self.authenticate("chief_a", "chief_a")
        self.cup.list_price = 12
        self.assertIn("changed", self._text(self._decide(approval, "approve")))
        self.assertEqual((order.state, order.amount_total), ("draft", 132.0))
        response = self._post(f"/my/approvals/{approval.id}/approve", {"amount": "110.000000"})
        self.assertIn("changed", self._text(response))
        self.assertEqual(order.state, "draft")
        self._decide(approval, "approve")
        self.assertEqual(order.state, "sale")

    def test_the_page_left_open_sends_nothing(self):
        order, _response = self._sent(11)
        line = order.order_line
        for do in ("send", "save", f"remove-{line.id}"):
            self._send(order, do=do, **{f"quantity-{line.id}": "1"})
        self.assertRecordValues(order, [{"state": "draft", "portal_approval_state": "waiting"}])
        self.assertEqual(line.product_uom_qty, 11)

    def test_of_a_shared_basket_the_limits_of_its_sender_count(self):
        orders = self.env["sale.order"]
        basket = orders._portal_basket(self.chief_contact, create=True)
        basket._portal_put({self.cup: 11})
        basket.portal_is_shared = True
        self._send(basket)
        self.assertRecordValues(
            basket.portal_approval_ids, [{"contact_id": self.contact_a.id, "reasons": "order"}]
        )
        self.assertEqual(basket.state, "draft")
        own = orders._portal_basket(self.contact_a, create=True)
        own._portal_put({self.cup: 11})
        own.portal_is_shared = True
        self.authenticate("chief_a", "chief_a")
        self._send(own)
        self.assertRecordValues(own, [{"state": "sale", "portal_contact_id": self.chief_contact.id}])

    def test_nobody_there_to_approve(self):
        self.chief.active = False
        order, response = self._sent(11)
        self.assertIn("ask your salesperson", self._text(response))
        self.assertEqual((order.state, len(order.portal_approval_ids)), ("draft", 0))
        self.assertEqual(self._basket(self.buyer_a), order, "it stays his basket")

    def test_a_colleagues_basket_stays_his_when_it_cannot_be_sent(self):
        basket = self.env["sale.order"]._portal_basket(self.chief_contact, create=True)
        basket._portal_put({self.cup: 11})
        basket.portal_is_shared = True
        self.chief_contact.may_approve = False
        self.assertIn("ask your salesperson", self._text(self._send(basket)))
        self.assertRecordValues(basket, [{"state": "draft", "portal_contact_id": self.chief_contact.id}])
        self.assertEqual(self._post(f"/my/baskets/{basket.id}/delete").status_code, 404)
        self.assertTrue(basket.exists())

    def test_no_clock_of_his_own_begins_a_month(self):
        calendar = self.env.company.resource_calendar_id
        calendar.tz = "UTC"
        with freeze_time("2026-03-31 11:00:00"):
            for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
                self.buyer_a.with_user(self.buyer_a).tz = zone
                self.assertEqual(str(self.contact_a._month_began()), "2026-03-01 00:00:00")

    def test_an_old_basket_counts_at_the_rate_of_today(self):
        rates = [(0, 0, {"name": day, "rate": rate}) for day, rate in (("2026-01-01", 4), ("2026-02-01", 2))]
        other = self.env["res.currency"].create({"name": "TST", "symbol": "T", "rate_ids": rates})
        basket = self.env["sale.order"]._portal_basket(self.contact_a, create=True)
        pricelist = self.env["product.pricelist"].create({"name": "Foreign", "currency_id": other.id})
        basket.write({"pricelist_id": pricelist.id, "date_order": "2026-01-15 12:00:00"})
        basket._portal_put({self.cup: 11})
        basket._recompute_prices()
        basket.date_order = "2026-01-15 12:00:00"
        with freeze_time("2026-02-15 12:00:00"):
            self.assertEqual(float(basket._company_amount()), basket.amount_total / 2)

    def test_what_was_declined_stays_between_buyer_and_approver(self):
        order, _response = self._sent(11)
        other = self._create_buyer("buyer_d", self._create_contact(self.customer_a, "Dario Dias"))
        order.portal_approval_ids._decline(self.chief_contact, "Too dear")
        self.assertEqual(order.state, "cancel")
        orders = self.env["sale.order"]
        for user, seen in ((other, False), (self.buyer_a, True)):
            self.env.invalidate_all()
            self.assertEqual(bool(orders.with_user(user).search([("id", "=", order.id)])), seen)

    def test_no_other_way_confirms_it(self):
        order, _response = self._sent(11)
        with self.assertRaisesRegex(UserError, "own company"):
            order.with_user(self.seller_a).action_confirm()
        self._fill(quantity="11")
        basket = self._basket(self.buyer_a)
        # As a payment does, in the customer's name with all rights.
        with self.assertRaisesRegex(UserError, "own company"):
            basket.with_user(self.buyer_a).sudo().action_confirm()
        self.assertEqual((order + basket).mapped("state"), ["draft", "draft"])
        basket.with_user(self.seller_a).action_confirm()
        self.assertEqual(basket.state, "sale", "staff may take in what he asks for on the telephone")

    def test_cancelled_by_staff_waits_no_longer(self):
        order, _response = self._sent(11)
        order.with_user(self.seller_a)._action_cancel()
        self.assertEqual(order.portal_approval_ids.state, "withdrawn")

    def test_a_foreign_currency_counts_in_the_companys(self):
        other = self.env["res.currency"].create(
            {"name": "TST", "symbol": "T", "rate_ids": [(0, 0, {"rate": 2.0})]}
        )
        pricelist = self.env["product.pricelist"].create({"name": "Foreign", "currency_id": other.id})
        self.customer_a.property_product_pricelist = pricelist
        self.contact_a.property_product_pricelist = pricelist
        order, _response = self._sent(10)
        self.assertEqual((order.amount_total, float(order._company_amount())), (200.0, 100.0))
        self.assertEqual(order.state, "sale")

    def test_staff_read_it_as_they_read_the_customer(self):
        order, _response = self._sent(11)
        approvals = self.env["portal.approval"]
        self.assertTrue(approvals.with_user(self.seller_a).search([("order_id", "=", order.id)]))
        self.assertFalse(approvals.with_user(self.seller_b).search([("order_id", "=", order.id)]))
        self.assertFalse(approvals.with_user(self.buyer_a).has_access("read"))
        self.assertFalse(approvals.with_user(self.manager).has_access("write"))
