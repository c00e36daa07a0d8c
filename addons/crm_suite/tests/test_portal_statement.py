import io
from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.addons.crm_orders_portal.tests.common import PortalHttpCase
from odoo.tests import tagged
from openpyxl import load_workbook


@tagged("post_install", "-at_install")
class TestPortalStatement(PortalHttpCase):
    """A customer takes his statement home as a PDF: his own, and only who may see the account."""

    def setUp(self):
        super().setUp()
        self.contact_a.may_see_account = True
        self.mine, self.foreign = (
            self._bill(customer, amount)
            for customer, amount in ((self.customer_a, 100.0), (self.customer_b, 999.0))
        )
        self.authenticate("buyer_a", "buyer_a")

    def _bill(self, customer, amount):
        line = {"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]}
        bill = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": date(2026, 1, 10),
                "invoice_line_ids": [Command.create(line)],
            }
        )
        bill.action_post()
        return bill

    def test_his_own_statement_of_the_period(self):
        self.assertIn("/my/account/statement.pdf", self._get("/my/account/statement").text)
        answer = self._get("/my/account/statement.pdf?date_from=2026-01-01&date_to=2026-01-31&partner_id=1")
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/pdf"))
        # In tests Odoo gives the page that the PDF is made of.
        text = self._text(answer)
        self.assertIn(self.mine.name, text)
        self.assertIn("Alfa Lda", text)
        self.assertNotIn("Beta Lda", text)
        self.assertNotIn("999", text)

    def test_who_may_not_see_the_account_gets_nothing(self):
        self.contact_a.may_see_account = False
        partners = type(self.env["res.partner"])
        with patch.object(partners, "_portal_statement_pdf", autospec=True) as printed:
            self.assertEqual(self._get("/my/account/statement.pdf").status_code, 404)
        printed.assert_not_called()

    def test_paper_and_workbook_are_in_the_language_of_the_page(self):
        self.env["res.lang"]._activate_lang("he_IL")
        for of_the_page, of_the_customer, direction in (("en_US", "he_IL", "ltr"), ("he_IL", "en_US", "rtl")):
            self.customer_a.lang = of_the_customer
            self.opener.cookies["frontend_lang"] = of_the_page
            paper = self._tree(self._get("/my/account/statement.pdf"))
            self.assertEqual(paper.xpath("//div[@class='page']/@dir"), [direction], of_the_page)
            workbook = load_workbook(io.BytesIO(self._get("/my/account/statement.xlsx").content))
            self.assertEqual(bool(workbook.active.sheet_view.rightToLeft), direction == "rtl", of_the_page)

    def test_days_that_are_none_are_left_out(self):
        for first, last in (
            ("yesterday", "9999999"),
            ("0002-01-01", "9999-12-31"),
            ("0001-01-01", "0001-01-02"),
        ):
            for kind in ("", ".pdf", ".xlsx"):
                answer = self._get(f"/my/account/statement{kind}?date_from={first}&date_to={last}")
                self.assertEqual(answer.status_code, 200, (first, last, kind))
