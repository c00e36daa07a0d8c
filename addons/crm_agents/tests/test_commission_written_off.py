from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionWrittenOff(AgentsCommon):
    """A rest that is written off with the receipt itself, as "Mark as fully paid" does: 5 % on receipts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(5, basis="receipt")
        cls._assign(cls.customer_a, cls.agent_a)

    def _pay_and_write_off(self, invoices, amount, account_type, **values):
        """A receipt of less than what is due, which closes the invoices: the rest goes to an account of a type."""
        account = self.env["account.account"].create(
            {
                "name": f"Rest, {account_type}",
                "code": f"6988{len(account_type)}",
                "account_type": account_type,
            }
        )
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create(
                {
                    "amount": amount,
                    "payment_date": "2026-01-20",
                    "group_payment": True,
                    "payment_difference_handling": "reconcile",
                    "writeoff_account_id": account.id,
                    **values,
                }
            )
        )
        return wizard._create_payments()

    def test_bad_debt_written_off_in_the_receipt_earns_nothing(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay_and_write_off(invoice, 590, "expense")
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 25.00))

    def test_written_off_in_parts_and_taken_apart(self):
        """400.00 come, then 500.00 with 280.00 written off: 900 of 1,180 are money."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 400, "2026-01-10")
        payment = self._pay_and_write_off(invoice, 500, "expense")
        self.assertEqual(self._entries().mapped("amount"), [16.95, 21.19])
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual((invoice.amount_residual, self._earned()), (780.00, 16.95))

    def test_one_receipt_of_two_invoices_with_a_rest_written_off(self):
        first = self._invoice(self.customer_a, (self.desk, 500))
        second = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay_and_write_off(first + second, 1416, "expense")  # 354 of 1,770: a fifth
        self.assertEqual((first + second).mapped("amount_residual"), [0.00, 0.00])
        self.assertEqual([self._entries(move_id=move.id).amount for move in (first, second)], [20.00, 40.00])

    def test_more_than_due_kept_as_income_earns_no_more(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay_and_write_off(invoice, 1185, "income_other")
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 50.00))

    def test_tax_withheld_counts_as_paid(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay_and_write_off(invoice, 1150, "asset_current")
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 50.00))

    def test_bank_transaction_that_closes_the_invoice(self):
        """1,062 come to the bank, 118 are written off in the same entry."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        )
        loss = self.env["account.account"].create(
            {"name": "Bad debt", "code": "698899", "account_type": "expense"}
        )
        transaction = self.env["account.bank.statement.line"].create(
            {"journal_id": journal.id, "date": "2026-02-01", "payment_ref": "Transfer", "amount": 1062}
        )
        _liquidity, suspense, _other = transaction._seek_for_lines()
        receivable = self._receivable(invoice).account_id
        transaction.move_id.with_context(skip_readonly_check=True).line_ids = [
            Command.update(
                suspense.id,
                {
                    "account_id": receivable.id,
                    "partner_id": self.customer_a.id,
                    "credit": 1180,
                    "amount_currency": -1180,
                },
            ),
            Command.create({"account_id": loss.id, "debit": 118, "amount_currency": 118, "name": "Rest"}),
        ]
        self._receivable(transaction.move_id + invoice).reconcile()
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 45.00))
