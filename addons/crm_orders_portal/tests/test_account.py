from datetime import date

from odoo import Command
from odoo.addons.crm_base.models.res_partner_portal import ResPartner
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestAccount(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.may_see_account = True
        self.invoice_a = self._bill(self.contact_a, 100.0, date(2026, 1, 10))
        self.invoice_b = self._bill(self.customer_b, 999.0, date(2026, 1, 10))
        self.authenticate("buyer_a", "buyer_a")

    def _bill(self, partner, amount, day, move_type="out_invoice"):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": day,
                "invoice_date_due": day,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
            }
        )
        move.action_post()
        return move

    def test_own_ledger_with_running_balance(self):
        self._bill(self.customer_a, 30.0, date(2026, 2, 1), "out_refund")
        text = self._text(self._get("/my/account/statement?date_from=2026-01-15&date_to=2026-02-28"))
        self.assertIn("Balance brought forward", text)
        self.assertIn(self.invoice_a.name, text, "open items show it, though it is before the period")
        opening, rows = self.contact_a._portal_statement(date(2026, 1, 15), date(2026, 2, 28))
        self.assertEqual((float(opening), [float(row.balance) for row in rows]), (100.0, [70.0]))
        self.assertNotIn(self.invoice_b.name, text)
        self.assertNotIn("999", text)

    def test_drafts_and_other_accounts_do_not_count(self):
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer_a.id,
                "invoice_line_ids": [Command.create({"name": "Draft", "price_unit": 5})],
            }
        )
        debt = self.contact_a._portal_debt(date(2026, 1, 10))
        self.assertEqual((float(debt.total), float(debt.overdue)), (100.0, 0.0))
        self.assertEqual(float(self.contact_a._portal_debt(date(2026, 1, 11)).overdue), 100.0)

    def test_a_subsidiary_with_its_own_account_is_left_out(self):
        subsidiary = self._create_customer("Alfa Sul", parent_id=self.customer_a.id)
        self._bill(subsidiary, 55.0, date(2026, 1, 12))
        self.assertEqual(float(self.contact_a._portal_debt(date(2026, 3, 1)).total), 100.0)

    def test_only_with_the_right(self):
        self.contact_a.may_see_account = False
        self.assertEqual(self._get("/my/account/statement").status_code, 404)

    def test_without_anything_that_prints_there_is_no_paper(self):
        partners = self.registry["res.partner"]
        self.patch(partners, "_portal_prints_statement", ResPartner._portal_prints_statement)
        self.patch(partners, "_portal_statement_pdf", ResPartner._portal_statement_pdf)
        self.assertNotIn("statement.pdf", self._get("/my/account/statement").text)
        self.assertEqual(self._get("/my/account/statement.pdf").status_code, 404)

    def test_credit_figures_only_as_the_company_allows(self):
        self.patch(
            self.registry["res.partner"],
            "_portal_account_figures",
            lambda _partner: [("Credit left", 123.45)],
        )
        self.assertNotIn("123.45", self._text(self._get("/my/account/statement")))
        self.env.company.portal_show_credit = True
        self.assertIn("123.45", self._text(self._get("/my/account/statement")))
