"""Documents that hang together, posted by one act or posted again: 5 % on all."""

from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionAgain(AgentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5)
        (cls.agent_a + cls.agent_b).commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)
        cls.invoice = cls._invoice(cls.customer_a, (cls.desk, 1000))

    def _draft_credit(self, amount):
        note = self.invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}])
        note.invoice_line_ids.price_unit = amount
        return note

    def test_credit_is_remembered_when_the_invoice_is_posted_again(self):
        self._credit(self.invoice, "2026-02-01", 400)
        self.invoice.button_draft()
        self.assertEqual(self._earned(), 0.00)
        self.invoice.action_post()
        self.assertEqual(self._earned(), 30.00)
        self._credit(self.invoice, "2026-02-02", 600)
        self._credit(self.invoice, "2026-02-03", 500)
        self.assertEqual(self._earned(), 0.00)

    def test_credit_follows_whoever_the_invoice_is_given_to(self):
        self._credit(self.invoice, "2026-02-01", 400)
        self.invoice.button_draft()
        self.invoice.agent_ids = [Command.clear(), Command.create({"agent_id": self.agent_b.id})]
        self.invoice.action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (0.00, 30.00))

    def test_credit_of_a_changed_invoice(self):
        self._credit(self.invoice, "2026-02-01", 400)
        self.invoice.button_draft()
        self.invoice.invoice_line_ids.price_unit = 800
        self.invoice.action_post()
        self.assertEqual(self._earned(), 20.00)

    def test_credit_posted_while_the_invoice_is_a_draft(self):
        note = self._draft_credit(400)
        self.invoice.button_draft()
        note.action_post()
        self.assertEqual(self._earned(), 0.00)
        self.invoice.action_post()
        self.assertEqual(self._earned(), 30.00)

    def test_credit_of_a_cancelled_invoice_fines_nobody(self):
        self._credit(self.invoice, "2026-02-01", 400)
        self.invoice.button_draft()
        self.invoice.button_cancel()
        self.assertEqual(self._earned(), 0.00)

    def test_credit_notes_posted_by_one_act_know_of_each_other(self):
        notes = self._draft_credit(600) | self._draft_credit(600)
        notes.action_post()
        self.assertEqual(self._entries(kind="refund").mapped("amount"), [-30.00, -20.00])

    def test_invoice_and_its_credit_note_posted_by_one_act(self):
        note = self._credit(self.invoice, "2026-02-01", 400)
        note.button_draft()
        self.invoice.button_draft()
        (note | self.invoice).action_post()
        self.assertEqual(self._earned(), 30.00)

    def test_down_payment_and_final_invoice_posted_by_one_act(self):
        self.env.company.commission_down_payment = "down_payment"
        order = self._create_order(self.customer_a)
        order.order_line = [Command.create({"product_id": self.desk.id, "price_unit": 2000})]
        order.action_confirm()
        wizards = self.env["sale.advance.payment.inv"]
        for values in ({"advance_payment_method": "percentage", "amount": 40}, {}):
            wizards.create({"sale_order_ids": [Command.set(order.ids)], **values}).create_invoices()
        invoices = order.invoice_ids
        self.assertEqual(len(invoices), 2)
        invoices.invoice_date = "2026-03-01"
        invoices.sorted("id", reverse=True).action_post()
        earned = self._entries().filtered(lambda entry: entry.move_id in invoices).mapped("amount")
        self.assertEqual(sorted(earned), [-40.00, 40.00, 100.00])

    def test_credit_paid_out_of_an_invoice_posted_again(self):
        self.plan.basis = "receipt"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 1180, "2026-01-15")
        note = self._credit(invoice, "2026-02-01", 500)
        self._pay(note, 590, "2026-02-02")
        entries = self._entries().filtered(lambda entry: entry.move_id in invoice + note)
        self.assertEqual(sorted(entries.mapped("amount")), [-25.00, 50.00])
        invoice.button_draft()
        self.assertEqual(self._earned() - 50, 0.00)
        invoice.action_post()
        self.assertEqual(self._earned() - 50, 25.00)
