from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models.credit_statement import FROM_KEY, TO_KEY
from .common_ledger import LedgerCommon


@tagged("post_install", "-at_install")
class TestStatement(LedgerCommon):
    def _rows(self, first=None, last=0, customer=None, user=None):
        period = {
            FROM_KEY: fields.Date.to_string(self._day(first)) if first is not None else False,
            TO_KEY: fields.Date.to_string(self._day(last)),
        }
        statement = self.env["credit.statement"].with_user(user or self.env.user).with_context(**period)
        domain = [("company_id", "=", self.company.id)]
        if customer:
            domain.append(("partner_id", "=", customer.id))
        return statement.search(domain)

    def _told(self, *args, **options):
        """Kind, amount, balance after it and what is open, row by row."""
        return [
            (row.kind, row.amount, row.running_balance, row.open_amount)
            for row in self._rows(*args, **options)
        ]

    def test_balance_runs_from_what_was_brought_forward(self):
        self._book(1000, -40)
        self._book(-300, -35)
        self._book(500, -10)
        self._book(-200, -5)
        self.assertEqual(
            self._told(-20),
            [("opening", 700, 700, 0), ("item", 500, 1200, 500), ("item", -200, 1000, -200)],
        )
        self.assertEqual([row[2] for row in self._told()], [1000, 700, 1200, 1000])
        self.assertEqual(self._told(-20, -8)[-1], ("item", 500, 1200, 500))
        self.assertEqual(self._rows(-20).mapped("debit"), [0, 500, 0])
        self.assertEqual(self._rows(-20).mapped("credit"), [0, 0, 200])

    def test_open_is_of_the_last_day_of_the_period(self):
        invoice = self._book(1000, -40, due=-10)
        (invoice + self._book(-400, -5)).reconcile()
        self.assertEqual(self._told(None, -6), [("item", 1000, 1000, 1000)])
        self.assertEqual(self._told(), [("item", 1000, 1000, 600), ("item", -400, 600, 0)])

    def test_balance_is_the_ledgers_on_every_day(self):
        for amount, day in ((100.1, -30), (-33.33, -30), (250, -12), (-316.77, -1), (40, 0)):
            self._book(amount, day, customer=self.contact_a)
        for first in (-31, -30, -29, -12, 0):
            for last in (-11, -1, 0):
                rows = self._rows(first, max(first, last))
                closing = round(sum(rows.mapped("amount")), 2)
                self.assertEqual(closing, self._ledger(max(first, last), self.customer_a))
                if rows:
                    self.assertEqual(round(rows[-1].running_balance, 2), closing)

    def test_customers_and_companies_run_apart(self):
        self._book(1000, -40)
        self._book(70, -30, customer=self.customer_b)
        self.assertEqual(self._told(customer=self.customer_a), [("item", 1000, 1000, 1000)])
        self.assertEqual(self._told(customer=self.customer_b), [("item", 70, 70, 70)])

    def test_instruments_stand_apart_from_the_balance(self):
        invoice = self._book(1000, -40)
        self._register(600, days=10, invoices=invoice.move_id, issue_date=self._day(-20))
        rows = self._rows()
        self.assertEqual(rows.mapped("kind"), ["item", "item", "instrument"])
        self.assertEqual(rows.mapped("instruments_amount"), [0, 0, 600])
        self.assertEqual(rows[1].running_balance, 400)
        self.assertEqual(rows[0].open_amount, 400)

    def test_rows_open_their_documents(self):
        earlier, invoice = self._book(1000, -40), self._book(500, -10)
        opening, item = self._rows(-20)
        self.assertEqual(item.action_open_document()["res_id"], invoice.move_id.id)
        action = opening.action_open_document()
        rows = self.env["credit.statement"].with_context(**action["context"]).search(action["domain"])
        self.assertEqual(rows.move_line_id, earlier)

    def test_sellers_see_their_customers_only(self):
        self._book(1000, -40)
        self._book(70, -30, customer=self.customer_b)
        self.assertEqual(self._rows(user=self.seller_a).partner_id, self.customer_a)
        self.assertEqual(self._rows(user=self.controller).partner_id, self.customer_a | self.customer_b)
        wizard = self.env["credit.statement.wizard"].with_user(self.seller_a).create({})
        with self.assertRaises(AccessError):
            wizard.action_send()
        self.assertFalse(self.env["credit.statement.mail"].search([]))

    def test_paper_of_a_foreign_customer_is_refused(self):
        self._book(70, -30, customer=self.customer_b)
        data = self.customer_b._credit_statement_data()
        report = self.env["report.crm_credit_control.report_credit_statement"].with_user(self.seller_a)
        with self.assertRaises(AccessError):
            report._get_report_values([], data)

    def test_paper_shows_the_account(self):
        self._book(1000, -40, due=-10)
        self._book(500.25, -5, due=25)
        data = self.customer_a._credit_statement_data(self._day(-20), self.today, self.company)
        report = self.env["ir.actions.report"].with_user(self.controller)
        html = report._render_qweb_html("crm_credit_control.report_credit_statement", [], data)[0].decode()
        for text in ("Brought forward", "1,000.00", "500.25", "1,500.25", self.customer_a.name, "1-30"):
            self.assertIn(text, html)

    def test_period_must_not_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.env["credit.statement.wizard"].create({"date_from": self._day(0), "date_to": self._day(-1)})
