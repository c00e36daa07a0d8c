"""Every way to a confirmed order passes the gate; cases 22, 23, 28 and 29."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestGate(CreditCommon):
    def test_order_within_the_ceiling_confirms(self):
        order = self._sell(100)
        order.action_confirm()
        self.assertEqual((order.state, order.authorization_state), ("sale", "none"))
        self.assertFalse(order.authorization_ids)

    def test_one_confirmation_is_looked_at_once_and_again_when_it_changes_on_its_way(self):
        orders = type(self.env["sale.order"])
        looked_at = orders._standings
        with patch.object(orders, "_standings", autospec=True, side_effect=looked_at) as looks:
            self._sell(10).action_confirm()
        self.assertEqual(looks.call_count, 1)
        order = self._sell(20)
        confirmation = orders._prepare_confirmation_values

        def grown(orders):
            # As an extension might, between the gate and the new state.
            orders.order_line.product_uom_qty = 160
            return confirmation(orders)

        with patch.object(orders, "_prepare_confirmation_values", grown):
            order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertEqual(order.authorization_ids.filtered(lambda row: row.reason == "credit").value, 17000)

    def test_gate_asks_the_database_few_questions_however_many_lines(self):
        order = self._sell(1)
        for lines in (1, 40):
            while len(order.order_line) < lines:
                order.order_line[0].copy({"order_id": order.id})
            self.env.flush_all()
            order._hold_unauthorized()  # Reads the order and the caches that a confirmation needs anyway.
            # The lock; currencies with rates; figures, ceilings and this order in one; the rules; suspensions.
            with self.subTest(lines=lines), self.assertQueryCount(5):
                self.assertFalse(order._hold_unauthorized())

    def test_order_over_the_ceilings_waits_with_its_figures(self):
        order = self._sell(160)
        self.assertTrue(order.action_confirm())
        self.assertNotConfirmed(order)
        self.assertRecordValues(
            order.authorization_ids.sorted("reason"),
            [
                {"reason": "credit", "value": 16000, "ceiling": 10000, "excess": 6000, "state": "waiting"},
                {"reason": "obligo", "value": 16000, "ceiling": 15000, "excess": 1000, "state": "waiting"},
            ],
        )
        self.assertExposure(0, 0)
        self.assertTrue(order._is_awaiting_check())

    def test_asking_again_writes_no_second_finding(self):
        order = self._sell(110)
        order.action_confirm()
        order.order_line.product_uom_qty = 120
        order.action_confirm()
        self.assertRecordValues(order.authorization_ids, [{"reason": "credit", "excess": 2000}])
        order.order_line.product_uom_qty = 90
        order.action_confirm()
        self.assertEqual((order.state, order.authorization_ids.state), ("sale", "expired"))
        self.assertFalse(order.activity_ids)

    def test_22_orders_of_one_batch_count_one_after_the_other(self):
        self.ceiling.credit_ceiling = 1000
        orders = self._sell(4) | self._sell(4) | self._sell(4)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["sale", "sale", "draft"])
        self.assertEqual(orders[2].authorization_ids.value, 1200)
        self.assertExposure(800, 800)

    def test_batch_goes_on_with_other_customers(self):
        self.ceiling.credit_ceiling = 100
        orders = self._sell(4) | self._sell(4, customer=self.customer_b)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["draft", "sale"])
        self.assertTrue(orders[1].picking_ids)

    def test_23_confirmed_order_cannot_grow_past_the_ceiling(self):
        order = self._confirm(5)
        for change in (
            lambda: order.order_line.write({"product_uom_qty": 500}),
            lambda: order.write({"order_line": [Command.update(order.order_line.id, {"price_unit": 10000})]}),
            lambda: order.write(
                {"order_line": [Command.create({"product_id": self.goods.id, "product_uom_qty": 500})]}
            ),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
            self.assertExposure(500, 500)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [5])
        order.order_line.product_uom_qty = 100
        self.assertExposure(10000, 10000)
        self.ceiling.credit_ceiling = 1000
        order.order_line.product_uom_qty = 50
        self.assertExposure(5000, 5000)

    def test_23_confirmed_order_cannot_move_to_a_customer_over_his_ceiling(self):
        order = self._confirm(5, customer=self.customer_b)
        self.ceiling.credit_ceiling = 100
        with self.assertRaises(UserError), self.cr.savepoint():
            order.partner_invoice_id = self.customer_a
        self.assertEqual(order.partner_invoice_id, self.customer_b)

    def test_28_what_lowers_debt_is_never_stopped(self):
        order = self._confirm(10)
        picking = self._deliver(order)
        invoice = self._invoice(order)
        self.ceiling.write({"credit_ceiling": 0, "obligo_ceiling": 0})
        self.env["credit.suspension"].create(
            {"partner_id": self.customer_a.id, "reason": "Test", "company_id": self.company.id}
        )
        self._credit_note(invoice, 3)
        self._take_back(picking, 3)
        self._pay(invoice, 700)
        # The goods taken back are still ordered until somebody says otherwise.
        self.assertExposure(300, 300, open=300, receivable=0)
        order.order_line.product_uom_qty = 7
        self.assertExposure(0, 0, open=0, receivable=0)
        refund = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": 50,
                "journal_id": self.bank.id,
            }
        )
        refund.action_post()
        self.assertExposure(50, 50, receivable=50)

    def test_state_written_directly_is_held(self):
        order = self._sell(110)
        order.write({"state": "sale", "client_order_ref": "PO 1"})
        self.assertNotConfirmed(order)
        self.assertEqual(order.client_order_ref, "PO 1")
        fits = self._sell(10)
        fits.write({"state": "sale"})
        self.assertEqual(fits.state, "sale")

    def test_order_created_as_confirmed_passes_the_gate(self):
        lines = [Command.create({"product_id": self.goods.id, "product_uom_qty": 110})]
        orders = self.env["sale.order"].create(
            [
                {"partner_id": self.customer_a.id, "state": "sale", "order_line": lines},
                {
                    "partner_id": self.customer_b.id,
                    "state": "sale",
                    "order_line": lines,
                    "date_order": "2026-01-05",
                },
            ]
        )
        self.assertNotConfirmed(orders[0])
        self.assertEqual((orders[1].state, str(orders[1].date_order)), ("sale", "2026-01-05 00:00:00"))
        self.assertTrue(orders[1].picking_ids)

    def test_imported_order_passes_the_gate(self):
        result = self.env["sale.order"].load(
            ["partner_id/.id", "state", "order_line/product_id/.id", "order_line/product_uom_qty"],
            [[str(self.customer_a.id), "sale", str(self.goods.id), "110"]],
        )
        self.assertFalse(result["messages"])
        self.assertNotConfirmed(self.env["sale.order"].browse(result["ids"]))

    def test_no_context_key_lets_an_order_pass(self):
        order = self._sell(110)
        order.with_context(
            bypass_risk=True, skip_validation_check=True, force=True, import_file=True, tracking_disable=True
        ).action_confirm()
        self.assertNotConfirmed(order)

    def test_rights_of_the_system_do_not_let_an_order_pass(self):
        order = self._sell(110)
        order.sudo().action_confirm()
        self.assertNotConfirmed(order)

    def test_order_of_another_company_meets_that_companys_ceiling(self):
        other = self._create_books("Other company")
        self.env.user.company_ids |= other
        companies = self.company | other
        order = self._sell(110)
        order = order.with_context(allowed_company_ids=(other | companies).ids).with_company(other)
        order.action_confirm()
        self.assertNotConfirmed(order)

    def test_29_signed_by_the_customer(self):
        order = self._sell(110, require_signature=True, require_payment=False)
        order.with_user(self.env.ref("base.public_user")).sudo()._validate_order()
        self.assertNotConfirmed(order)
        self.assertTrue(order.has_asked_confirmation_mail)
        self.assertIn(self.manager, order.activity_ids.user_id)

    def _pay_online(self, order, amount):
        provider = self.env["payment.provider"].create({"name": "Test", "company_id": self.company.id})
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env["payment.method"]
                .with_context(active_test=False)
                .search([], limit=1)
                .id,
                "amount": amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "reference": f"{order.name}-{amount}",
                "sale_order_ids": [Command.set(order.ids)],
                "operation": "online_direct",
            }
        )
        transaction.state = "done"
        return transaction

    def test_29_paid_online_in_part_waits(self):
        order = self._sell(110, require_payment=True, prepayment_percent=0.1)
        transaction = self._pay_online(order, 1100)
        self.assertFalse(transaction._check_amount_and_confirm_order())
        self.assertNotConfirmed(order)

    def test_29_fully_prepaid_needs_no_credit(self):
        order = self._sell(110, require_payment=True)
        transaction = self._pay_online(order, order.amount_total)
        self.assertEqual(transaction._check_amount_and_confirm_order(), order)
        self.assertEqual(order.state, "sale")

    def test_prepaid_order_of_a_suspended_customer_still_waits(self):
        self.env["credit.suspension"].create(
            {"partner_id": self.customer_a.id, "reason": "Fraud", "company_id": self.company.id}
        )
        order = self._sell(110, require_payment=True)
        self._pay_online(order, order.amount_total)._check_amount_and_confirm_order()
        self.assertNotConfirmed(order)
        self.assertEqual(order.authorization_ids.mapped("reason"), ["suspended"])

    def test_cancelled_order_waits_no_longer(self):
        order = self._sell(110)
        order.action_confirm()
        order._action_cancel()
        self.assertEqual(order.authorization_ids.state, "expired")
        self.assertEqual(order.authorization_state, "none")
        self.assertFalse(order.activity_ids)

    def test_what_if_is_shown_before_confirming(self):
        self._confirm(20)
        order = self._sell(30)
        self.assertEqual((order.credit_before, order.credit_after, order.credit_ceiling), (2000, 5000, 10000))
        order.order_line.product_uom_qty = 40
        self.assertEqual(order.credit_after, 6000)
        order.action_confirm()
        order.invalidate_recordset()
        self.assertEqual((order.credit_before, order.credit_after), (2000, 6000))
