from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionCredit(AgentsCommon):
    """What credit notes of unlike lines take back, and what is earned when nothing is left to receive: 5 % on all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a)
        cls.trade_in = cls._create_sold("Old Desk Traded In")

    def _credit_lines(self, invoice, *lines):
        """A posted credit note of an invoice, with lines of its own."""
        note = invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}])
        note.invoice_line_ids = [
            Command.clear(),
            *(
                Command.create({"quantity": 1, "tax_ids": [Command.set(self.tax.ids)], **line})
                for line in lines
            ),
        ]
        note.action_post()
        return note

    def _create_order_paid_down(self, percentage):
        """An order of 10,000 with a posted down payment."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 10000})
                ],
            }
        )
        order.action_confirm()
        wizard = {"advance_payment_method": "percentage", "amount": percentage}
        self.env["sale.advance.payment.inv"].create(
            {**wizard, "sale_order_ids": [Command.set(order.ids)]}
        ).create_invoices()
        order.invoice_ids.invoice_date = "2026-01-01"
        order.invoice_ids.action_post()
        return order

    def test_negative_line_is_given_back(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.trade_in, -200))
        self.assertEqual(self._earned(), 40.00)
        self._credit(invoice, "2026-02-01")
        self.assertEqual(self._earned(), 0.00)

    def test_negative_line_is_given_back_in_parts(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.trade_in, -200))
        self._credit(invoice, "2026-02-01", 500, -50)
        self.assertEqual(self._earned(), 17.50)
        self._credit(invoice, "2026-02-02", 500, -150)
        self.assertEqual(self._earned(), 0.00)

    def test_fee_kept_of_what_is_credited(self):
        """A fee that was never invoiced lessens what is credited, wherever it stands."""
        goods = {"product_id": self.desk.id, "price_unit": 500}
        fee = {"name": "Restocking fee", "price_unit": -50}
        for lines in ((goods, fee), (fee, goods)):
            with self.subTest(first=lines[0].get("name", "goods")):
                invoice = self._invoice(self.customer_a, (self.desk, 1000))
                note = self._credit_lines(invoice, *lines)
                self.assertEqual(round(sum(self._entries(move_id=note.id).mapped("amount")), 2), -22.50)

    def test_free_text_credit_of_a_final_invoice(self):
        """What was paid down earned nothing, and so is no part of what the credit is measured by."""
        order = self._create_order_paid_down(30)
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-01-20"
        final.action_post()
        self.assertEqual((final.amount_untaxed, self._earned()), (7000.00, 500.00))
        note = self._credit_lines(final, {"name": "Delivered late", "price_unit": 100})
        self.assertEqual(self._entries(move_id=note.id).mapped("amount"), [-5.00])

    def test_free_text_credit_of_a_final_invoice_whose_advance_earned(self):
        self.env.company.commission_down_payment = "down_payment"
        order = self._create_order_paid_down(30)
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-01-20"
        final.action_post()
        self.assertEqual(self._earned(), 500.00)
        note = self._credit_lines(final, {"name": "Delivered late", "price_unit": 100})
        self.assertEqual(round(sum(self._entries(move_id=note.id).mapped("amount")), 2), -5.00)

    def test_final_invoice_credited_whole(self):
        """What the down payment has earned stays: only the final invoice is taken back."""
        self.env.company.commission_down_payment = "down_payment"
        order = self._create_order_paid_down(30)
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-01-20"
        final.action_post()
        self._credit(final, "2026-02-01")
        self.assertEqual(self._earned(), 150.00)

    # -- paid down whole ------------------------------------------------------------------------------------

    def test_paid_down_whole_earns_with_the_final_invoice(self):
        """Nothing is left to receive, so all of it is earned when the final invoice is posted, and once."""
        self.agent_a.commission_plan_id.basis = "receipt"
        order = self._create_order_paid_down(100)
        self._pay(order.invoice_ids, 11800, "2026-01-05")
        self.assertFalse(self._entries())
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-02-01"
        final.action_post()
        self.assertEqual((final.amount_total, self._earned()), (0.00, 500.00))
        self.assertEqual(str(self._entries().date), "2026-02-01")
        terms = self.env["agent.commission.term"].search([("move_id", "=", final.id)])
        self.assertEqual((sum(terms.mapped("recognised")), sum(terms.mapped("pending"))), (500.00, 0.00))
        final.button_draft()
        self.assertEqual(self._earned(), 0.00)
        final.action_post()
        self.assertEqual(self._earned(), 500.00)

    def test_paid_down_whole_where_down_payments_earn(self):
        self.env.company.commission_down_payment = "down_payment"
        self.agent_a.commission_plan_id.basis = "receipt"
        order = self._create_order_paid_down(100)
        self._pay(order.invoice_ids, 11800, "2026-01-05")
        self.assertEqual(self._earned(), 500.00)
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertEqual((final.amount_total, self._earned()), (0.00, 500.00))
