"""With the payment apps of OCA beside it, a registered payment still settles the invoice and lowers the credit."""

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPayments(AccountTestInvoicingCommon):
    def test_a_registered_payment_is_booked_at_once(self):
        invoice = self.init_invoice("out_invoice", partner=self.partner_a, amounts=[400.0], post=True)
        customer = self.partner_a.with_company(invoice.company_id)
        self.assertEqual(customer.credit_amount, invoice.amount_total)
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": 150.0})._create_payments()
        customer.invalidate_recordset()
        self.assertEqual(invoice.amount_residual, invoice.amount_total - 150.0)
        self.assertEqual(customer.credit_amount, invoice.amount_total - 150.0)
        wizard.create({})._create_payments()
        customer.invalidate_recordset()
        self.assertEqual((invoice.payment_state, customer.credit_amount), ("paid", 0.0))
