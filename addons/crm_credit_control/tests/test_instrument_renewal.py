"""A renewal: the new instrument, the invoice over its interest with the tax that applies, and its opposite."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentRenewal(InstrumentCommon):
    def _received(self, **values):
        """A bill over an invoice of 1,000, and the invoice."""
        invoice = self._invoiced()
        return self._register(1000, days=30, invoices=invoice, kind="bill", **values), invoice

    def _open(self, *moves):
        """What is open of each document."""
        return [move.amount_residual for move in moves]

    def test_interest_is_an_invoice_without_tax(self):
        bill, _invoice = self._received()
        renewed = bill.with_user(self.controller).action_renew(day(90), interest=25)
        self.assertEqual((bill.state, renewed.state, renewed.amount), ("renewed", "in_hand", 1025))
        self.assertEqual((renewed.renews_id, renewed.maturity_date), (bill, day(90)))
        charged = renewed.sudo().interest_move_id
        self.assertRecordValues(
            charged,
            [
                {
                    "move_type": "out_invoice",
                    "state": "posted",
                    "partner_id": self.customer_a.id,
                    "amount_untaxed": 25,
                    "amount_tax": 0,
                    "amount_residual": 0,
                    "invoice_date_due": day(90),
                    "credit_instrument_id": bill.id,
                }
            ],
        )
        self.assertEqual(charged.invoice_line_ids.account_id, self.company.instrument_interest_account_id)
        self.assertEqual(charged.settling_instrument_ids, renewed)
        self.assertEqual(self._balances(renewed), {"portfolio": 1025, "asset_receivable": -1025})
        self.assertEqual(self._balances(bill), {"interest": -25, "asset_receivable": 25})
        self.assertExposure(0, 1025, receivable=0, instruments=1025)

    def test_interest_is_no_sale_to_a_question_in_sql_either(self):
        bill, invoice = self._received()
        charged = bill.with_user(self.controller).action_renew(day(90), interest=25).sudo().interest_move_id
        moves = self.env["account.move"]
        question = SQL(
            "SELECT id FROM account_move move WHERE id = ANY(%s) AND (%s)",
            (invoice | charged).ids,
            moves._financing_sql("move"),
            to_flush=moves._fields["credit_instrument_id"],
        )
        found = moves.browse(number for (number,) in self.env.execute_query(question))
        self.assertEqual(found, charged)
        self.assertEqual(found, (invoice | charged).filtered(lambda move: move._is_financing()))

    def test_tax_of_the_product_is_part_of_the_new_bill(self):
        tax = self.env["account.tax"].create({"name": "23 %", "amount": 23, "company_id": self.company.id})
        self.company.instrument_interest_product_id.taxes_id = tax
        bill, _invoice = self._received()
        renewed = bill.action_renew(day(90), interest=12.35)
        charged = renewed.interest_move_id
        self.assertEqual(
            (charged.amount_untaxed, charged.amount_tax, charged.amount_total), (12.35, 2.84, 15.19)
        )
        self.assertEqual((renewed.amount, charged.amount_residual), (1015.19, 0))
        self.assertExposure(0, 1015.19, receivable=0, instruments=1015.19)

    def test_company_may_want_an_entry_only(self):
        self.company.instrument_interest_document = "entry"
        bill, _invoice = self._received()
        renewed = bill.action_renew(day(90), interest=25)
        self.assertEqual((renewed.interest_move_id.move_type, renewed.amount), ("entry", 1025))
        self.assertEqual(self._entry(bill), {"asset_receivable": (25, 0), "interest": (0, 25)})
        self.assertExposure(0, 1025, receivable=0, instruments=1025)
        bill.action_reinstate()
        self.assertEqual(self._balances(bill), {"portfolio": 1000, "asset_receivable": -1000})
        self.assertExposure(0, 1000, receivable=0, instruments=1000)

    def test_without_interest_there_is_no_document(self):
        bill, _invoice = self._received()
        renewed = bill.action_renew(day(90))
        self.assertFalse(renewed.interest_move_id)
        self.assertEqual((renewed.amount, self._balances(bill)), (1000, {}))
        self.assertExposure(0, 1000, receivable=0, instruments=1000)

    def test_bounced_bill_is_renewed(self):
        bill, invoice = self._received()
        bill.action_deposit(self.bank)
        bill.action_bounce(fee=20)
        renewed = bill.action_renew(day(90), interest=25)
        self.assertFalse(renewed.renewal_move_id)
        self.assertEqual(self._open(invoice, renewed.interest_move_id), [0, 0])
        # The bank's fee was charged on and is no part of the renewal.
        self.assertExposure(20, 1045, receivable=20, instruments=1025)

    def test_renewed_bill_bounces_and_is_presented_again(self):
        for bounced_before in (False, True):
            bill, invoice = self._received()
            if bounced_before:
                bill.action_bounce()
            renewed = bill.action_renew(day(90), interest=25)
            renewed.action_deposit(self.bank)
            renewed.action_bounce()
            self.assertExposure(1025, 1025, receivable=1025, instruments=0)
            self.assertEqual(self._open(renewed.interest_move_id), [25])
            renewed.action_present()
            self.assertExposure(0, 1025, receivable=0, instruments=1025)
            self.assertEqual(self._open(invoice, renewed.interest_move_id), [0, 0])
            debts = bill.move_ids.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
            self.assertTrue(all(debts.mapped("reconciled")))
            renewed.action_clear(self.bank)

    def test_other_open_debts_are_not_taken_for_those_of_the_bill(self):
        invoice = self._invoiced(12)
        bill = self._register(1000, days=30, invoices=invoice, kind="bill")
        renewed = bill.action_renew(day(90), interest=25)
        self.assertEqual(self._open(invoice, renewed.interest_move_id), [200, 0])
        self.assertTrue(all(renewed.renewal_move_id.line_ids.mapped("reconciled")))

    def test_receivable_account_of_the_invoice_is_kept(self):
        account = self.env["account.account"].create(
            {
                "name": "Other customers",
                "code": "121999",
                "account_type": "asset_receivable",
                "reconcile": True,
                "company_ids": [Command.link(self.company.id)],
            }
        )
        invoice = self._invoice(self._confirm(10), post=False)
        invoice.line_ids.filtered(lambda line: line.display_type == "payment_term").account_id = account
        invoice.action_post()
        bill = self._register(1000, days=30, invoices=invoice, kind="bill")
        renewed = bill.action_renew(day(90), interest=25)
        self.assertExposure(0, 1025, receivable=0, instruments=1025)
        debts = (bill.move_ids | renewed.move_ids).line_ids
        debts = debts.filtered(lambda line: line.account_type == "asset_receivable")
        self.assertEqual((debts.account_id, set(debts.mapped("reconciled"))), (account, {True}))

    def test_undoing_gives_the_old_bill_back(self):
        bill, invoice = self._received()
        bill.action_deposit(self.bank)
        with freeze_time(day(25)):
            renewed = bill.action_renew(day(90), interest=25)
        with freeze_time(day(27)):
            bill.with_user(self.controller).action_reinstate()
        self.assertEqual((bill.state, bill.is_at_bank, renewed.state), ("in_hand", False, "returned"))
        charged = renewed.interest_move_id
        note = charged.reversal_move_ids
        self.assertRecordValues(
            note, [{"move_type": "out_refund", "state": "posted", "amount_total": 25, "date": day(27)}]
        )
        self.assertEqual((charged.payment_state, self._open(charged, note, invoice)), ("reversed", [0, 0, 0]))
        self.assertEqual(self._balances(bill), {"portfolio": 1000, "asset_receivable": -1000})
        self.assertEqual(self._balances(renewed), {})
        self.assertExposure(0, 1000, receivable=0, instruments=1000)
        bill.action_deposit(self.bank)
        bill.action_clear()
        self.assertEqual(self._balances(bill), {"bank": 1000, "asset_receivable": -1000})
        self.assertExposure(0, 0)

    def test_undoing_the_renewal_of_a_bounced_bill(self):
        bill, invoice = self._received()
        bill.action_bounce()
        renewed = bill.action_renew(day(90), interest=25)
        bill.action_reinstate()
        self.assertEqual((bill.state, renewed.state), ("bounced", "returned"))
        self.assertEqual(self._open(invoice, renewed.interest_move_id), [1000, 0])
        self.assertEqual((self._balances(bill), self._balances(renewed)), ({}, {}))
        self.assertExposure(1000, 1000, receivable=1000, instruments=0)

    def test_renewed_undone_and_renewed_again(self):
        bill, _invoice = self._received()
        bill.action_renew(day(60), interest=10)
        bill.action_reinstate()
        again = bill.action_renew(day(90), interest=25)
        self.assertEqual((bill.state, again.amount, len(bill.renewed_by_ids)), ("renewed", 1025, 2))
        self.assertExposure(0, 1025, receivable=0, instruments=1025)
        bill.action_reinstate()
        self.assertExposure(0, 1000, receivable=0, instruments=1000)

    def test_no_step_twice_and_none_out_of_turn(self):
        bill, _invoice = self._received()
        with self.assertRaises(UserError):
            bill.action_reinstate()
        renewed = bill.action_renew(day(90), interest=25)
        with self.assertRaises(UserError):
            bill.action_renew(day(90), interest=25)
        renewed.action_deposit(self.bank)
        with self.assertRaisesRegex(UserError, "Deposited"):
            bill.action_reinstate()
        renewed.action_withdraw()
        bill.action_reinstate()
        entries = len(bill.move_ids), len(renewed.move_ids)
        with self.assertRaises(UserError):
            bill.action_reinstate()
        self.assertEqual((len(bill.move_ids), len(renewed.move_ids)), entries)
        self.assertExposure(0, 1000, receivable=0, instruments=1000)

    def test_interest_is_undone_through_the_bill_only(self):
        bill, _invoice = self._received()
        with self.assertRaises(UserError):
            bill.action_renew(day(90), interest=-1)
        self.assertEqual((bill.state, len(bill.renewed_by_ids)), ("in_hand", 0))
        charged = bill.action_renew(day(90), interest=25).interest_move_id
        for step in (charged.button_draft, charged.button_cancel):
            with self.assertRaises(UserError):
                step()
        with self.assertRaises(AccessError):
            bill.with_user(self.seller_a).action_reinstate()
        self.assertEqual((charged.state, bill.state), ("posted", "renewed"))

    def test_installing_makes_the_product_without_tax(self):
        product = self.company.instrument_interest_product_id
        self.assertRecordValues(
            product,
            [{"type": "service", "sale_ok": False, "company_id": self.company.id, "taxes_id": []}],
        )
        self.company._ensure_instrument_accounts()
        self.assertEqual(self.company.instrument_interest_product_id, product)

    def test_another_chart_gives_the_product_its_account_again(self):
        """Loading a chart over the one of the installation deletes the accounts, and with them the product's."""
        product = self.company.instrument_interest_product_id.with_company(self.company)
        product.property_account_income_id = False
        self.company.instrument_interest_account_id.unlink()
        self.assertFalse(self.company.instrument_interest_account_id)
        self.company._ensure_instrument_accounts()
        self.assertEqual(self.company.instrument_interest_product_id, product)
        self.assertTrue(self.company.instrument_interest_account_id)
        self.assertEqual(product.property_account_income_id, self.company.instrument_interest_account_id)
        # Whoever empties it afterwards means the account of the product's category.
        product.property_account_income_id = False
        self.company._ensure_instrument_accounts()
        self.assertFalse(product.property_account_income_id)
