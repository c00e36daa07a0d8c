import base64
import io
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from openpyxl import load_workbook

from ..models.credit_ageing import BOUNDS_KEY, DAY_KEY
from .common_ledger import LedgerCommon


@tagged("post_install", "-at_install")
class TestAgeing(LedgerCommon):
    def _rows(self, day=0, bounds="30, 60, 90, 120", user=None, **domain):
        ageing = self.env["credit.ageing"].with_user(user or self.env.user)
        ageing = ageing.with_context(**{DAY_KEY: fields.Date.to_string(self._day(day)), BOUNDS_KEY: bounds})
        return ageing.search(
            [("company_id", "=", self.company.id), *((name, "=", value) for name, value in domain.items())]
        )

    def _amounts(self, day=0, customer=None, **options):
        """The columns that are not zero, summed over the documents of a customer."""
        rows = self._rows(day, partner_id=(customer or self.customer_a).id, **options)
        names = ["not_due", *(f"overdue_{number}" for number in range(1, 7)), "instruments_amount"]
        return {name: total for name in names if (total := round(sum(rows.mapped(name)), 2))}

    def test_due_date_decides_the_bucket_to_the_day(self):
        for amount, overdue in ((1, 0), (2, 1), (4, 30), (8, 31), (16, 120), (32, 121)):
            self._book(amount, -200, due=-overdue)
        self.assertEqual(
            self._amounts(), {"not_due": 1, "overdue_1": 6, "overdue_2": 8, "overdue_4": 16, "overdue_5": 32}
        )
        self.assertEqual(self._amounts(bounds="120"), {"not_due": 1, "overdue_1": 30, "overdue_2": 32})

    def test_days_overdue_of_a_group_are_those_of_its_oldest_document_and_never_negative(self):
        self._book(100, -20, due=15)
        self.assertEqual(self._days_of_group(), 0)
        self._book(100, -20, due=-3)
        self._book(100, -20, due=-9)
        self.assertEqual(self._days_of_group(), 9)

    def _days_of_group(self):
        """Days overdue in the row of the customer's group."""
        self.env.flush_all()
        domain = [("company_id", "=", self.company.id), ("partner_id", "=", self.customer_a.id)]
        [(_partner, days)] = self.env["credit.ageing"]._read_group(
            domain, ["partner_id"], ["days_overdue:max"]
        )
        return days

    def test_partial_payment_counts_from_its_own_day(self):
        invoice = self._book(1000, -100, due=-70)
        (invoice + self._book(-400, -20)).reconcile()
        self.assertEqual(self._amounts(-101), {})
        self.assertEqual(self._amounts(-100), {"not_due": 1000})
        self.assertEqual(self._amounts(-21), {"overdue_2": 1000})
        self.assertEqual(self._amounts(-20), {"overdue_2": 600})

    def test_credit_is_unallocated_until_the_day_of_what_it_was_set_against(self):
        payment = self._book(-500, -50)
        invoice = self._book(800, -10, due=20)
        (invoice + payment).reconcile()
        self.assertEqual(self._amounts(-30), {"overdue_1": -500})
        self.assertEqual(self._amounts(-11), {"overdue_2": -500})
        self.assertEqual(self._amounts(-10), {"not_due": 300})

    def test_settled_today_was_open_yesterday(self):
        (self._book(1000, -40) + self._book(-1000, 0)).reconcile()
        self.assertEqual(self._amounts(), {})
        self.assertEqual(self._amounts(-1), {"overdue_2": 1000})

    def test_entry_dated_in_the_future_is_not_of_today(self):
        (self._book(1000, -40) + self._book(-1000, 5)).reconcile()
        self.assertEqual(self._amounts(), {"overdue_2": 1000})

    def test_payment_reset_to_draft_settles_nothing(self):
        invoice, payment = self._book(1000, -40), self._book(-400, -20)
        (invoice + payment).reconcile()
        payment.move_id.button_draft()
        self.assertEqual(sum(self._rows().mapped("open_amount")), self._ledger(0))
        self.assertEqual(self._amounts(), {"overdue_2": 1000})

    def test_debt_in_foreign_currency_with_its_exchange_difference(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        invoice = self._book(100, -40, currency=dollar, amount_currency=110)
        payment = self._book(-90, -20, currency=dollar, amount_currency=-110)
        (invoice + payment).reconcile()
        self.assertEqual(self._amounts(-21), {"overdue_1": 100})
        self.assertEqual(self._rows(-21).amount_currency, 110)
        self.assertEqual(self._rows(-21).document_currency_id, dollar)
        self.assertEqual(self._amounts(), {})
        for day in (-41, -40, -20, -19, 0):
            self.assertEqual(round(sum(self._rows(day).mapped("open_amount")), 2), self._ledger(day))

    def test_debt_of_a_contact_is_that_of_the_customer(self):
        self._book(1000, -40, customer=self.contact_a)
        self.assertEqual(self._rows().partner_id, self.customer_a)

    def test_instruments_stand_apart_while_they_can_fail(self):
        invoice = self._book(1000, -40, due=-35)
        instrument = self._register(1000, days=10, invoices=invoice.move_id, issue_date=self._day(-20))
        self.assertEqual(self._amounts(), {"instruments_amount": 1000})
        self.assertEqual(self._amounts(-20), {"instruments_amount": 1000})
        self.assertEqual(self._amounts(-21), {"overdue_1": 1000})
        instrument.action_deposit(self.bank)
        self.assertEqual(self._amounts(), {"instruments_amount": 1000})
        instrument.action_bounce()
        self.assertEqual(self._amounts(), {"overdue_2": 1000})
        # Yesterday the receipt stood against it, though their reconciliation was undone since.
        self.assertEqual(
            self._amounts(-1), {"instruments_amount": 1000, "overdue_1": -1000, "overdue_2": 1000}
        )

    def test_instruments_equal_those_of_the_exposure(self):
        for days in (-10, -3, -2, 0, 30):
            self._register(100, days=days, issue_date=self._day(-40))
        self._register(100, days=20, issue_date=self._day(-40)).action_clear(self.bank)
        self._register(100, days=25, issue_date=self._day(-40)).action_discount(self.bank, cost=7)
        shown = sum(self._rows(kind="instrument").mapped("instruments_amount"))
        self.assertEqual(shown, self._figures()["instruments_amount"])
        self.assertEqual(shown, 500)

    def test_grouped_in_every_way_with_the_ledger_as_total(self):
        north = self._create_customer_group("North", customers=self.customer_a)
        self._book(1000, -40)
        self._book(70, -5, customer=self.customer_b)
        wizard = self.env["credit.ageing.wizard"].create({"company_id": self.company.id})
        expected = {
            "customer": [(self.customer_a, 1000), (self.customer_b, 70)],
            "seller": [(self.seller_a, 1000), (self.seller_b, 70)],
            "team": [(self.team_a, 1000), (self.team_b, 70)],
            "group": [(north, 1000), (None, 70)],
            "currency": [(self.company.currency_id, 1070)],
        }
        for grouping, groups in expected.items():
            wizard.grouping = grouping
            summary, whole = wizard._summary()
            found = sorted((name, amounts["open_amount"]) for name, amounts, _customers in summary)
            names = ((group.display_name if group else "None", amount) for group, amount in groups)
            self.assertEqual(found, sorted(names), grouping)
            self.assertEqual(whole["open_amount"], self._ledger(0))

    def test_documents_of_a_group_open_and_add_up(self):
        invoice = self._book(1000, -40)
        wizard = self.env["credit.ageing.wizard"].create({"day": self._day(-5), "bounds": "10 20"})
        action = wizard.action_show()
        rows = self.env["credit.ageing"].with_context(**action["context"]).search(action["domain"])
        self.assertEqual((rows.move_line_id, rows.overdue_3), (invoice, 1000))
        self.assertEqual(rows.action_open_document()["res_id"], invoice.move_id.id)

    def test_headings_follow_the_bounds(self):
        views = self.env["credit.ageing"].with_context(**{BOUNDS_KEY: "15, 45"}).get_views([(False, "list")])
        arch = views["views"]["list"]["arch"]
        for heading in ('"Not due"', '"1-15"', '"16-45"', '"&gt; 45"'):
            self.assertIn(f"string={heading}", arch)
        self.assertNotIn("overdue_4", arch)

    def test_unusable_bounds_and_days_are_refused(self):
        for text in ("60, 30", "x", "1 2 3 4 5 6", "0"):
            with self.assertRaises(ValidationError):
                self.company.ageing_bounds = text
            with self.assertRaises(ValidationError):
                self.env["credit.ageing.wizard"].create({"bounds": text})
        with self.assertRaises(ValidationError):
            self.env["credit.ageing.wizard"].create({"day": self._day(1)})
        self.assertEqual(self.company.ageing_bounds, "30, 60, 90, 120")

    def test_company_decides_what_the_wizard_starts_with(self):
        self.company.ageing_bounds = "7, 14"
        self.assertEqual(Form(self.env["credit.ageing.wizard"]).bounds, "7, 14")

    def test_sellers_see_their_customers_only(self):
        self._book(1000, -40)
        self._book(70, -5, customer=self.customer_b)
        self.assertEqual(self._rows(user=self.seller_a).partner_id, self.customer_a)
        self.assertEqual(self._rows(user=self.seller_b).partner_id, self.customer_b)
        self.assertEqual(self._rows(user=self.controller).partner_id, self.customer_a | self.customer_b)
        wizard = self.env["credit.ageing.wizard"].with_user(self.seller_a).create({})
        self.assertEqual(wizard._summary()[1]["open_amount"], 1000)
        stranger = self._create_user("stranger", company_id=self.company.id, company_ids=self.company.ids)
        with self.assertRaises(AccessError):
            self._rows(user=stranger)

    def test_workbook_holds_figures_and_documents(self):
        self._book(1000.5, -40)
        self._book(70, 0, due=3, customer=self.customer_b)
        wizard = self.env["credit.ageing.wizard"].with_user(self.controller).create({"grouping": "seller"})
        wizard.action_export()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.workbook)))
        figures, documents = book.worksheets
        rows = list(figures.iter_rows(min_row=5, values_only=True))
        self.assertEqual(rows[0][1:7], ("Not due", "1-30", "31-60", "61-90", "91-120", "> 120"))
        self.assertEqual(rows[-1], ("Total", 70, 0, 1000.5, 0, 0, 0, 1070.5, 0, 1070.5))
        self.assertEqual([row[0] for row in rows[1:3]], [self.seller_a.name, self.customer_a.name])
        self.assertEqual(documents.max_row, 3)

    def test_more_documents_than_a_workbook_holds_are_left_out_and_not_cut(self):
        self._book(1000.5, -40)
        self._book(70, 0, due=3, customer=self.customer_b)
        wizard = self.env["credit.ageing.wizard"].with_user(self.controller).create({})
        path = "odoo.addons.crm_credit_control.wizard.credit_ageing_wizard.WORKBOOK_DOCUMENTS"
        with patch(path, 1):
            wizard.action_export()
        figures, documents = load_workbook(io.BytesIO(base64.b64decode(wizard.workbook))).worksheets
        last = list(figures.iter_rows(values_only=True))[-1]
        self.assertEqual((last[0], last[-1]), ("Total", 1070.5))
        self.assertIn("too many documents", documents["A1"].value)
        self.assertEqual(documents.max_row, 1)
        with patch(path, 2):
            wizard.action_export()
        documents = load_workbook(io.BytesIO(base64.b64decode(wizard.workbook))).worksheets[1]
        self.assertEqual(
            [(row[0], row[3], row[-1]) for row in documents.iter_rows(min_row=2, values_only=True)],
            [
                (self.customer_a.name, self._rows(partner_id=self.customer_a.id).name, 1000.5),
                (self.customer_b.name, self._rows(partner_id=self.customer_b.id).name, 70),
            ],
        )

    def test_more_customers_than_paper_takes_are_refused(self):
        self._book(1000.5, -40)
        self._book(70, 0, due=3, customer=self.customer_b)
        wizard = self.env["credit.ageing.wizard"].with_user(self.controller).create({})
        path = "odoo.addons.crm_credit_control.wizard.credit_ageing_wizard.PDF_CUSTOMERS"
        with patch(path, 1), self.assertRaisesRegex(UserError, "2 customers are too many for paper"):
            wizard.action_print()
        with patch(path, 2):
            self.assertEqual(wizard.action_print()["type"], "ir.actions.report")

    def test_paper_shows_the_figures(self):
        self._book(1000.5, -40)
        wizard = self.env["credit.ageing.wizard"].with_user(self.controller).create({})
        report = self.env["ir.actions.report"].with_user(self.controller)
        html = report._render_qweb_html("crm_credit_control.report_credit_ageing", wizard.ids)[0].decode()
        for text in (self.customer_a.name, "1,000.50", "31-60"):
            self.assertIn(text, html)
