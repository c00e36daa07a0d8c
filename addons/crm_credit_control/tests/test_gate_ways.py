"""Every way in which an order can come to be confirmed, one test each: over its ceiling it waits, however it came."""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import CreditCommon

SIGNATURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestGateWays(CreditCommon, HttpCase):
    """An order over 11,000 of a ceiling of 10,000, sent on its way by each door there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell(110, user_id=cls.seller_a.id)

    def _assert_held(self, order=None):
        order = order or self.order
        order.invalidate_recordset()
        self.assertNotConfirmed(order)
        self.assertRecordValues(order.authorization_ids, [{"reason": "credit", "excess": 1000}])

    def _json2(self, user, method, **arguments):
        until = fields.Datetime.now() + timedelta(days=1)
        key = self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "test", until)
        headers = {"Authorization": f"bearer {key}", "Content-Type": "application/json"}
        return self.url_open(f"/json/2/sale.order/{method}", data=json.dumps(arguments), headers=headers)

    def _sign(self, order):
        body = {
            "params": {"name": "Ana", "signature": SIGNATURE, "access_token": order._portal_ensure_token()}
        }
        return self.url_open(
            f"/my/orders/{order.id}/accept",
            data=json.dumps(body),
            headers={"Content-Type": "application/json"},
        ).json()

    def _transaction(self, amount, **values):
        provider = self.env["payment.provider"].create({"name": "Test", "company_id": self.company.id})
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        return self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "amount": amount,
                "currency_id": self.order.currency_id.id,
                "partner_id": self.order.partner_id.id,
                "reference": f"{self.order.name}-{amount}",
                "sale_order_ids": [Command.set(self.order.ids)],
                "operation": "online_direct",
                **values,
            }
        )

    def _without_books(self, transaction):
        """What a payment does to the ledger is not looked at here, and would need a real provider."""
        return patch.object(type(transaction), "_create_payment")

    def test_button_of_the_form(self):
        with Form(self.order.with_user(self.seller_a)) as form:
            form.client_order_ref = "PO 7"
        self.order.with_user(self.seller_a).action_confirm()
        self._assert_held()

    def test_list_action_on_many(self):
        fits = self._sell(4, customer=self.customer_b)
        chosen = (self.order | fits).with_user(self.admin_user)
        chosen.with_context(active_model="sale.order", active_ids=chosen.ids).action_confirm()
        self._assert_held()
        self.assertEqual(fits.state, "sale")

    def test_signature_in_the_portal(self):
        self.order.write({"require_signature": True, "require_payment": False})
        self.order.action_quotation_sent()
        answer = self._sign(self.order)
        self.assertIn("redirect_url", answer["result"])
        self._assert_held()
        self.assertTrue(self.order.signature)
        self.assertNotIn("10,000", json.dumps(answer))

    def test_quotation_template_confirmed_online(self):
        template = self.env["sale.order.template"].create(
            {"name": "Standard", "require_signature": True, "require_payment": False}
        )
        self.order.sale_order_template_id = template
        self.order.action_quotation_sent()
        self._sign(self.order)
        self._assert_held()

    def test_payment_in_part_by_the_callback(self):
        self.order.write({"require_payment": True, "prepayment_percent": 0.1})
        transaction = self._transaction(1100)
        transaction._set_done()
        with self._without_books(transaction):
            transaction._post_process()
        self._assert_held()

    def test_payment_found_by_the_scheduled_job(self):
        self.order.write({"require_payment": True, "prepayment_percent": 0.1})
        transaction = self._transaction(1100)
        transaction._set_done()
        with self._without_books(transaction), patch.object(self.env.cr, "commit"):
            self.env["payment.transaction"]._cron_post_process()
        self.assertTrue(transaction.is_post_processed)
        self._assert_held()

    def _pay_in_portal(self, amount):
        """The transaction that the customer's page of the order starts, and what the bank answers."""
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        values = {"name": "Test", "company_id": self.company.id, "state": "test", "is_published": True}
        provider = self.env["payment.provider"].create(
            {**values, "payment_method_ids": [Command.set(method.ids)]}
        )
        method.active = True
        params = {
            "provider_id": provider.id,
            "payment_method_id": method.id,
            "token_id": None,
            "amount": amount,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "/my",
            "access_token": self.order._portal_ensure_token(),
        }
        body = json.dumps({"params": params})
        headers = {"Content-Type": "application/json"}
        answer = self.url_open(f"/my/orders/{self.order.id}/transaction", data=body, headers=headers).json()
        self.assertEqual(answer["result"]["amount"], amount)
        transaction = self.order.transaction_ids
        transaction._set_done()
        with self._without_books(transaction):
            transaction._post_process()

    def test_payment_in_the_portal(self):
        self.order.write({"require_payment": True, "prepayment_percent": 0.1})
        self.order.action_quotation_sent()
        self._pay_in_portal(1100)
        self._assert_held()

    def test_payment_by_a_link(self):
        self.order.write({"require_payment": True, "prepayment_percent": 0.2})
        self.order.action_quotation_sent()
        wizard = self.env["payment.link.wizard"].with_user(self.seller_a).with_context(
            active_model="sale.order", active_id=self.order.id
        ).create({"amount": 2200})  # fmt: skip
        self.assertEqual(self.url_open(wizard.link).status_code, 200)
        self._pay_in_portal(wizard.amount)
        self._assert_held()

    def test_prepayment_that_was_given_back(self):
        self._transaction(11000)._set_done()
        self.order.transaction_ids._create_child_transaction(500, is_refund=True)._set_done()
        self.order.action_confirm()
        self._assert_held()

    def test_prepayment_in_weaker_money(self):
        """Odoo adds up whatever was paid: 11,000 dollars, of which each is worth half a euro, are no 11,000 euro."""
        dollar = self._dollars().currency_id
        self._transaction(11000, currency_id=dollar.id)._set_done()
        self.assertTrue(self.order._is_paid())
        self.order.action_confirm()
        self._assert_held()
        self._transaction(11001, currency_id=dollar.id)._set_done()
        self.order.action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_quotation_of_an_opportunity(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Order",
                "type": "opportunity",
                "partner_id": self.customer_a.id,
                "user_id": self.seller_a.id,
            }
        )
        action = lead.with_user(self.seller_a).action_new_quotation()
        orders = self.env["sale.order"].with_user(self.seller_a).with_context(**action["context"])
        with Form(orders) as form, form.order_line.new() as line:
            line.product_id = self.goods
            line.product_uom_qty = 110
        order = form.save()
        self.assertEqual(order.opportunity_id, lead)
        order.action_confirm()
        self._assert_held(order.sudo())

    def test_json2_sends_it_and_no_more(self):
        for method in ("action_quotation_send", "action_quotation_sent"):
            self.assertEqual(self._json2(self.seller_a, method, ids=self.order.ids).status_code, 200)
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order.picking_ids)

    def test_json2_confirms(self):
        answer = self._json2(self.seller_a, "action_confirm", ids=self.order.ids)
        self.assertEqual(answer.status_code, 200)
        self._assert_held()

    def test_json2_writes_the_state(self):
        answer = self._json2(self.seller_a, "write", ids=self.order.ids, vals={"state": "sale"})
        self.assertEqual(answer.status_code, 200)
        self._assert_held()

    @mute_logger("odoo.http")
    def test_json2_cannot_reach_what_is_behind_the_gate(self):
        for method in ("_action_confirm", "_confirm_released", "_expire_findings", "_hold_unauthorized"):
            answer = self._json2(self.admin_user, method, ids=self.order.ids)
            self.assertGreaterEqual(answer.status_code, 400)
        self.assertEqual(self.order.state, "draft")
        self.assertFalse(self.order.picking_ids)

    def test_json2_creates_it_confirmed(self):
        lines = [[0, 0, {"product_id": self.goods.id, "product_uom_qty": 110}]]
        vals = {"partner_id": self.customer_a.id, "state": "sale", "order_line": lines}
        [order_id] = self._json2(self.seller_a, "create", vals_list=[vals]).json()
        self._assert_held(self.env["sale.order"].browse(order_id))

    def test_import_of_an_existing_order_as_confirmed(self):
        external_id = self.order.export_data(["id"])["datas"][0][0]
        result = self.env["sale.order"].load(["id", "state"], [[external_id, "sale"]])
        self.assertFalse(result["messages"])
        self._assert_held()

    def test_duplicate_of_a_released_order_is_a_quotation_again(self):
        self.order.action_confirm()
        self.order.authorization_ids.with_user(self.manager).action_release()
        self.assertEqual(self.order.state, "sale")
        copy = self.order.copy()
        self.assertEqual((copy.state, copy.authorization_state), ("draft", "none"))
        copy.action_confirm()
        self.assertEqual(copy.state, "draft")
        by_reason = {row.reason: row.excess for row in copy.authorization_ids}
        self.assertEqual(by_reason, {"credit": 12000, "obligo": 7000})

    def test_duplicate_asked_for_as_confirmed(self):
        copy = self.order.copy({"state": "sale"})
        self._assert_held(copy)

    def test_cancelled_order_set_back_and_written_as_confirmed(self):
        self.order._action_cancel()
        self.order.write({"state": "sale"})
        self._assert_held()

    def test_scheduled_action_with_the_rights_of_the_system(self):
        job = self.env["ir.actions.server"].create(
            {
                "name": "Confirm all",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": "records.action_confirm(); records.write({'state': 'sale'})",
            }
        )
        job.with_context(active_model="sale.order", active_ids=self.order.ids).run()
        self._assert_held()
