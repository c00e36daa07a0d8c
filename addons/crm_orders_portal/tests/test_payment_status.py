from freezegun import freeze_time
from odoo import fields
from odoo.tests import tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestPaymentStatus(PortalCommon):
    def setUp(self):
        super().setUp()
        self.order = self._create_order(self.customer_a, (self.cup, 10))
        self.order.action_confirm()

    def _found(self, *statuses):
        domain = [("id", "=", self.order.id), ("payment_status", "in", statuses)]
        return bool(self.env["sale.order"].search(domain))

    def test_from_nothing_to_paid(self):
        self.assertEqual(self.order.payment_status, "none")
        invoice = self._invoice(self.order)
        self.assertEqual(self.order.payment_status, "unpaid")
        self.assertTrue(self._found("unpaid"))
        self._pay(invoice, 40)
        self.assertEqual((invoice.amount_residual, self.order.payment_status), (60, "partial"))
        self._pay(invoice, 60)
        self.assertEqual((invoice.amount_residual, self.order.payment_status), (0, "paid"))
        self.assertTrue(self._found("paid"))

    def test_overdue_comes_by_itself_on_the_day(self):
        invoice = self._invoice(self.order)
        due = invoice.invoice_date_due
        self.assertFalse(self._found("overdue"))
        with freeze_time(fields.Date.add(due, years=1)):
            self.order.invalidate_recordset(["payment_status"])
            self.assertEqual(self.order.payment_status, "overdue")
            self.assertTrue(self._found("overdue"))
            self.assertFalse(self._found("unpaid", "partial", "paid", "none"))
            self.assertEqual(self.order.payment_progress, "unpaid")

    def test_overdue_from_the_day_of_the_company_whoever_looks(self):
        """Half an hour before and after midnight in Auckland, for somebody who has it yesterday yet."""
        self._invoice(self.order).invoice_date_due = "2026-01-14"
        self.order.company_id.resource_calendar_id.tz = "Pacific/Auckland"
        self.env.user.tz = "Pacific/Pago_Pago"
        for moment, status in (("2026-01-14 10:30:00", "unpaid"), ("2026-01-14 11:30:00", "overdue")):
            with self.subTest(moment=moment), freeze_time(moment):
                self.order.invalidate_recordset(["payment_status"])
                self.assertEqual(self.order.payment_status, status)
                self.assertEqual(
                    (self._found("unpaid"), self._found("overdue")), (status == "unpaid", status == "overdue")
                )

    def test_a_customer_reads_and_filters_it_without_the_fields_behind(self):
        order = self.order.with_user(self.buyer_a)
        self.assertEqual(order.payment_status, "none")
        found = order.search([("payment_status", "=", "none"), ("id", "=", order.id)])
        self.assertEqual(found, order)

    def _pay(self, invoice, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount, "payment_difference_handling": "open"})._create_payments()
