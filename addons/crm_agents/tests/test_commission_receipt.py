from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionReceipt(AgentsCommon):
    """Commission on receipts, in proportion to what was paid. Numbers are acceptance cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(
            (10, {"categ_id": cls.chairs.id}), (5, {"categ_id": cls.family.id}), basis="receipt"
        )
        cls._assign(cls.customer_a, cls.agent_a)

    def _by_month(self):
        return [self._earned(day_from=f"2026-0{month}-01", day_to=f"2026-0{month}-31") for month in (1, 2, 3)]

    def test_case_1_partial_payments(self):
        invoice = self._invoice(self.customer_a, (self.desk, 700), (self.chair, 300))
        self.assertEqual(invoice.amount_total, 1180.00)
        self.assertFalse(self._entries())
        self._pay(invoice, 393.33, "2026-01-10")
        self._pay(invoice, 393.33, "2026-02-10")
        self._pay(invoice, 393.34, "2026-03-10")
        self.assertEqual(
            [(str(entry.date), entry.product_id, entry.amount) for entry in self._entries()],
            [
                ("2026-01-10", self.desk, 11.67),
                ("2026-01-10", self.chair, 10.00),
                ("2026-02-10", self.desk, 11.66),
                ("2026-02-10", self.chair, 10.00),
                ("2026-03-10", self.desk, 11.67),
                ("2026-03-10", self.chair, 10.00),
            ],
        )
        self.assertEqual(self._by_month(), [21.67, 21.66, 21.67])

    def test_pending_until_paid(self):
        invoice = self._invoice(self.customer_a, (self.desk, 700), (self.chair, 300))
        pending = self.env["agent.commission.term"].with_user(self.seller_a)
        domain = [("is_pending", "=", True), ("move_id", "=", invoice.id)]
        self.assertEqual(pending.search(domain).mapped("pending"), [35.00, 30.00])
        self._pay(invoice, 393.33, "2026-01-10")
        self.assertEqual(pending.search(domain).mapped("pending"), [23.33, 20.00])
        self.assertEqual(pending.search(domain).mapped("recognised"), [11.67, 10.00])
        note = self._credit(invoice, "2026-02-01", 350, 0)  # with tax 413.00 that nobody will pay any more
        self._receivable(invoice + note).reconcile()
        self.assertEqual(pending.search(domain).mapped("pending"), [11.08, 9.50])
        self._pay(invoice, 373.67, "2026-02-10")
        self.assertEqual(pending.search([("move_id", "=", invoice.id)]).mapped("recognised"), [22.75, 19.50])
        self.assertFalse(pending.search(domain))

    def test_case_2_early_payment_discount(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % in 7 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 7,
                "early_pay_discount_computation": "included",
                "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})],
            }
        )
        invoice = self._invoice(self.customer_a, (self.desk, 1000), invoice_payment_term_id=term.id)
        payment = self._pay(invoice, 1156.40, "2026-01-05")
        self.assertEqual((payment.amount, invoice.amount_residual), (1156.40, 0.00))
        self.assertEqual(self._earned(), 50.00)

    def test_case_2_withheld_tax(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        account = self.env["account.account"].create(
            {"name": "Tax withheld by customers", "code": "119990", "account_type": "asset_current"}
        )
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create(
                {
                    "amount": 1150,
                    "payment_date": "2026-01-05",
                    "payment_difference_handling": "reconcile",
                    "writeoff_account_id": account.id,
                }
            )
        )
        wizard._create_payments()
        self.assertEqual(invoice.amount_residual, 0.00)
        self.assertEqual(self._earned(), 50.00)

    def test_case_9_down_payment_earns_with_the_final_invoice(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 6000}),
                    Command.create({"product_id": self.chair.id, "product_uom_qty": 1, "price_unit": 4000}),
                ],
            }
        )
        order.action_confirm()
        self.env["sale.advance.payment.inv"].create(
            {
                "advance_payment_method": "percentage",
                "amount": 30,
                "sale_order_ids": [Command.set(order.ids)],
            }
        ).create_invoices()
        down_payment = order.invoice_ids
        down_payment.invoice_date = "2026-01-01"
        down_payment.action_post()
        self._pay(down_payment, 3540, "2026-01-05")
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-02-01"
        final.action_post()
        self.assertEqual((down_payment.amount_total, final.amount_total), (3540.00, 8260.00))
        self._pay(final, 4130, "2026-02-10")
        self._pay(final, 4130, "2026-03-10")
        self.assertEqual(self._by_month(), [0.00, 350.00, 350.00])

    def test_case_15_one_receipt_several_documents(self):
        first = self._invoice(self.customer_a, (self.desk, 500))
        second = self._invoice(self.customer_a, (self.desk, 1000))
        note = self._credit(second, "2026-01-15", 200)
        self._receivable(second + note).reconcile()
        self.assertEqual((first.amount_residual, second.amount_residual), (590.00, 944.00))
        self.assertFalse(self._entries())  # a credit note is not a receipt
        self._pay(first + second, 1634, "2026-02-10")  # 100 too much stay unmatched
        self.assertEqual(
            {entry.move_id: entry.amount for entry in self._entries()}, {first: 25.00, second: 40.00}
        )
        self.assertEqual(self._earned(), 65.00)

    def test_receipt_taken_back(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 393.33, "2026-01-10")
        self._pay(invoice, 786.67, "2026-01-20")
        self.assertEqual(self._earned(), 50.00)
        first = self._entries(kind="receipt")[0].partial_id
        self.assertEqual(first.debit_amount_currency, 393.33)
        first.unlink()
        self.assertEqual(self._entries().mapped("amount"), [16.67, 33.33, -16.67])
        self.assertEqual(self._earned(), 33.33)
        self.assertFalse(self._entries().partial_id & first)

    def test_bounced_payment_cancelled(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._pay(invoice, 1180, "2026-01-10")
        self.assertEqual(self._earned(), 50.00)
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual(self._earned(), 0.00)

    def test_write_off_is_not_a_receipt(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 1062, "2026-01-10")
        loss = self.env["account.account"].create(
            {"name": "Bad debt", "code": "699990", "account_type": "expense"}
        )
        receivable = self._receivable(invoice).account_id
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": "2026-02-01",
                "line_ids": [
                    Command.create({"account_id": loss.id, "debit": 118}),
                    Command.create(
                        {"account_id": receivable.id, "credit": 118, "partner_id": self.customer_a.id}
                    ),
                ],
            }
        )
        entry.action_post()
        self._receivable(invoice + entry).reconcile()
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 45.00))

    def test_refund_paid_out_takes_back(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 1180, "2026-01-10")
        note = self._credit(invoice, "2026-02-01", 500)
        self.assertEqual(self._earned(), 50.00)
        self._pay(note, 295, "2026-02-10")
        self.assertEqual(self._entries().mapped("amount"), [50.00, -12.50])
        self._pay(note, 295, "2026-03-10")
        self.assertEqual(self._earned(), 25.00)

    def test_reset_and_posted_again_keeps_its_receipts(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 590, "2026-01-10")
        self.assertEqual(self._earned(), 25.00)
        invoice.button_draft()
        self.assertEqual(self._earned(), 0.00)
        invoice.action_post()
        self.assertEqual(self._earned(), 25.00)

    def test_foreign_currency_exchange_difference_earns_nothing(self):
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "X", "rounding": 0.01})
        for day, rate in (("2026-01-01", 4.0), ("2026-02-01", 2.0)):
            self.env["res.currency.rate"].create({"currency_id": currency.id, "name": day, "rate": rate})
        invoice = self._invoice(self.customer_a, (self.desk, 1000), currency_id=currency.id)
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": 590, "currency_id": currency.id, "payment_date": "2026-02-10"})
        )
        wizard._create_payments()
        self.assertEqual(invoice.amount_residual, 590.00)
        # 1,000 at 4.0 are 250.00 booked; half of 12.50, whatever the rate of the receipt
        self.assertEqual(self._entries().mapped("amount"), [6.25])

    def test_rate_of_the_invoice_day(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 590, "2026-01-10")
        self.agent_a.commission_plan_id.rule_ids.rate = 50
        self._pay(invoice, 590, "2026-02-10")
        self.assertEqual(self._entries().mapped("amount"), [25.00, 25.00])
