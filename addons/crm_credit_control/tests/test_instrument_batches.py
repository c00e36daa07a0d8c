"""Discounting and endorsing many in one go: the figures of the papers, all or none, and back again."""

import re

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .instrument_common import DAY_0, InstrumentCommon, day


def printed(html):
    """The words and figures of a page in one line, as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").replace("\xa0", " "))


class BatchCommon(InstrumentCommon):
    """Three bills of `customer_a`, and what is printed of a paper over them."""

    def _bills(self):
        return (
            self._register(1000, days=90, kind="bill")
            | self._register(1234.56, days=61, kind="bill")
            | self._register(333.33, days=30)
        )

    def _create(self, model, bills, **values):
        return (
            self.env[model]
            .with_user(self.controller)
            .create(
                {
                    "company_id": self.company.id,
                    "currency_id": self.company.currency_id.id,
                    "instrument_ids": [Command.set(bills.ids)],
                    **values,
                }
            )
        )

    def _print(self, report, record):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(report, record.ids)
        return printed(content.decode())

    def _from_list(self, bills, step, **values):
        """The step as the controller takes it for the rows ticked in the portfolio; returns the paper it shows."""
        wizards = self.env["credit.instrument.step"].with_user(self.controller)
        wizards = wizards.with_context(active_model="credit.instrument", active_ids=bills.ids)
        action = wizards.create({"step": step, **values}).action_apply()
        return self.env[action["res_model"]].browse(action["res_id"])


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestDiscountList(BatchCommon):
    def _discount(self, bills, **values):
        return self._create("credit.discount", bills, bank_journal_id=self.bank.id, **values)

    def test_figures_of_each_and_their_totals(self):
        discount = self._discount(self._bills(), rate=7.25, unit_cost=2.5)
        self.assertRecordValues(
            discount.line_ids.sorted("maturity_date"),
            [
                {"amount": 333.33, "days": 30, "interest": 2.01, "cost": 2.5, "net": 328.82},
                {"amount": 1234.56, "days": 61, "interest": 15.17, "cost": 2.5, "net": 1216.89},
                {"amount": 1000, "days": 90, "interest": 18.13, "cost": 2.5, "net": 979.37},
            ],
        )
        self.assertRecordValues(
            discount,
            [
                {
                    "instrument_count": 3,
                    "total": 2567.89,
                    "interest": 35.31,
                    "cost": 7.5,
                    "net": 2525.08,
                }
            ],
        )
        discount.day_basis = "365"
        self.assertEqual((discount.interest, discount.net), (34.83, 2525.56))

    def test_what_is_printed_is_what_is_booked(self):
        bills = self._bills()
        discount = self._discount(bills, rate=7.25, unit_cost=2.5)
        discount.line_ids.filtered(lambda line: line.instrument_id == bills[0]).interest = 18.2
        discount.action_confirm()
        self.assertEqual((discount.state, set(bills.mapped("state"))), ("discounted", {"discounted"}))
        self.assertRegex(discount.name, r"^DSC/2026/\d{5}$")
        self.assertEqual(
            self._entry(bills[0]),
            {"bank": (979.3, 0), "cost": (2.5, 0), "discount": (18.2, 0), "recourse": (0, 1000)},
        )
        self.assertEqual(
            discount.entry_ids, self._last(bills[0]) | self._last(bills[1]) | self._last(bills[2])
        )
        booked = discount.entry_ids.line_ids.filtered(lambda line: self._role(line.account_id) == "bank")
        self.assertEqual(sum(booked.mapped("balance")), discount.net)
        page = self._print("crm_credit_control.report_discount", discount)
        for row in (
            "333.33 € 30 2.01 € 2.50 € 328.82 €",
            "1,234.56 € 61 15.17 € 2.50 € 1,216.89 €",
            "1,000.00 € 90 18.20 € 2.50 € 979.30 €",
            "Instruments: 3 2,567.89 € 35.38 € 7.50 € 2,525.01 €",
        ):
            self.assertIn(row, page)

    def test_form_offers_the_figures(self):
        bills = self._bills()
        form = Form(self.env["credit.discount"].with_user(self.controller))
        form.bank_journal_id = self.bank
        form.rate = 6
        for bill in bills[:2]:
            with form.line_ids.new() as line:
                line.instrument_id = bill
        self.assertEqual((form.total, form.interest, form.net), (2234.56, 27.55, 2207.01))
        form.line_ids.remove(1)
        discount = form.save()
        self.assertEqual((discount.instrument_ids, discount.net), (bills[0], 985))
        form = Form(discount)
        with form.line_ids.edit(0) as line:
            line.interest = 16
        with form.line_ids.new() as line:
            line.instrument_id = bills[2]
        form.save()
        self.assertEqual(sorted(discount.line_ids.mapped("interest")), [1.67, 16])
        self.assertEqual((discount.instrument_ids, discount.net), (bills[0] | bills[2], 1315.66))
        discount.instrument_ids = bills[2]
        self.assertEqual((discount.line_ids.instrument_id, discount.net), (bills[2], 331.66))

    def test_an_instrument_stands_on_a_list_once(self):
        bill = self._bills()[0]
        discount = self._discount(bill)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["credit.discount.line"].create({"discount_id": discount.id, "instrument_id": bill.id})
        self.assertEqual(len(discount.line_ids), 1)

    def test_taken_back_what_the_bank_kept_stays(self):
        bills = self._bills()
        bills[0].action_deposit(self.bank)
        discount = self._discount(bills, rate=6)
        discount.action_confirm()
        discount.action_cancel()
        self.assertEqual((discount.state, set(bills.mapped("state"))), ("cancelled", {"in_hand"}))
        self.assertEqual(
            self._balances(bills[0]),
            {"portfolio": 1000, "asset_receivable": -1000, "discount": 15, "bank": -15},
        )

    def test_all_or_none_and_never_twice(self):
        bills = self._bills()
        discount, other = self._discount(bills, rate=6), self._discount(bills[:1], rate=6)
        with self.assertRaises(UserError):
            discount.action_cancel()
        other.action_confirm()
        with self.assertRaises(UserError):
            discount.action_confirm()
        self.assertEqual(
            (discount.state, bills.mapped("state")), ("draft", ["discounted", "in_hand", "in_hand"])
        )
        with self.assertRaises(UserError):
            other.action_confirm()
        self.assertEqual([len(bill.move_ids) for bill in bills], [2, 1, 1])

    def test_settled_figures_are_fixed(self):
        discount = self._discount(self._bills(), rate=6)
        discount.action_confirm()
        for change in (
            lambda: discount.write({"rate": 5}),
            lambda: discount.write({"unit_cost": 1}),
            lambda: discount.line_ids[0].write({"interest": 1}),
            discount.line_ids.unlink,
            discount.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        with freeze_time(day(10)):
            self.env.invalidate_all()
            self.assertEqual((discount.interest, len(discount.line_ids)), (29.22, 3))

    def test_several_ticked_in_the_portfolio(self):
        discount = self._from_list(self._bills(), "discount", bank_journal_id=self.bank.id, rate=6, cost=2)
        self.assertEqual((discount.state, discount.interest, discount.cost), ("discounted", 29.22, 6))
        discount = self._from_list(
            self._register(500), "discount", bank_journal_id=self.bank.id, interest=4.2, cost=1
        )
        self.assertEqual((discount.interest, discount.cost, discount.net), (4.2, 1, 494.8))

    def test_only_controllers_of_the_company(self):
        discount = self._discount(self._bills(), rate=6)
        for user in (self.seller_a, self.manager):
            for record in (discount, discount.line_ids):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["net"])
            with self.assertRaises(AccessError):
                discount.with_user(user).action_confirm()
        self.assertEqual(discount.state, "draft")


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestEndorsementList(BatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Supplier of parts", "is_company": True})

    def _owed(self, amount, due, ref):
        """A posted bill of the supplier, without tax."""
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.supplier.id,
                "ref": ref,
                "invoice_date": DAY_0,
                "invoice_date_due": day(due),
                "invoice_line_ids": [
                    Command.create({"name": "Parts", "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
            }
        )
        bill.action_post()
        return bill

    def _endorsement(self, bills, **values):
        return self._create("credit.endorsement", bills, **{"supplier_id": self.supplier.id, **values})

    def test_settles_the_oldest_due_first_and_says_how_much(self):
        later, sooner = self._owed(2000, 60, "F-2"), self._owed(900.5, 30, "F-1")
        bills = self._bills()
        endorsement = self._endorsement(bills)
        self.assertEqual(endorsement._settled_bills(), [])
        endorsement.action_confirm()
        self.assertEqual((endorsement.state, set(bills.mapped("state"))), ("endorsed", {"endorsed"}))
        self.assertRegex(endorsement.name, r"^END/2026/\d{5}$")
        settled = endorsement._settled_bills()
        self.assertEqual([bill for bill, _amount in settled], [sooner, later])
        for (_bill, amount), expected in zip(settled, (900.5, 1667.39), strict=True):
            self.assertAlmostEqual(amount, expected, places=2)
        self.assertEqual((sooner.amount_residual, later.amount_residual), (0, 332.61))
        page = self._print("crm_credit_control.report_endorsement", endorsement)
        self.assertRegex(page, rf"F-1 {sooner.name} 03/02/2026 04/01/2026 900\.50 €")
        self.assertRegex(page, rf"F-2 {later.name} 03/02/2026 05/01/2026 1,667\.39 €")
        self.assertIn("Instruments: 3 2,567.89 €", page)
        self.assertNotIn("On account", page)

    def test_more_than_is_owed_stays_on_account(self):
        self._owed(2500, 30, "F-1")
        endorsement = self._endorsement(self._bills())
        endorsement.action_confirm()
        self.assertEqual(endorsement._on_account(), 67.89)
        self.assertIn("On account 67.89 €", self._print("crm_credit_control.report_endorsement", endorsement))

    def test_taken_back_the_bills_are_open_again(self):
        owed = self._owed(2500, 30, "F-1")
        bills = self._bills()
        endorsement = self._endorsement(bills, bill_ids=[Command.set(owed.ids)])
        endorsement.action_confirm()
        self.assertEqual(owed.amount_residual, 0)
        endorsement.action_cancel()
        self.assertEqual((endorsement.state, set(bills.mapped("state"))), ("cancelled", {"in_hand"}))
        self.assertEqual((owed.amount_residual, endorsement._settled_bills()), (2500, []))
        for bill in bills:
            self.assertEqual(
                self._balances(bill), {"portfolio": bill.amount, "asset_receivable": -bill.amount}
            )

    def test_bills_are_the_suppliers(self):
        other = self.env["res.partner"].create({"name": "Another supplier"})
        owed = self._owed(2500, 30, "F-1")
        with self.assertRaises(UserError):
            self._endorsement(self._bills(), supplier_id=other.id, bill_ids=[Command.set(owed.ids)])

    def test_language_of_the_supplier(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        self.supplier.lang = "pt_PT"
        endorsement = self._endorsement(self._bills())
        endorsement.action_confirm()
        self.assertIn("02/03/2026", self._print("crm_credit_control.report_endorsement", endorsement))

    def test_several_ticked_in_the_portfolio(self):
        owed = self._owed(2000, 30, "F-1")
        bills = self._bills()
        endorsement = self._from_list(bills, "endorse", supplier_id=self.supplier.id)
        self.assertEqual((endorsement.state, endorsement.total), ("endorsed", 2567.89))
        self.assertEqual((owed.amount_residual, endorsement._on_account()), (0, 567.89))
        self.assertEqual(bills.endorsement_ids, endorsement)

    def test_only_controllers(self):
        endorsement = self._endorsement(self._bills())
        with self.assertRaises(AccessError):
            endorsement.with_user(self.seller_a).action_confirm()
        self.assertEqual(endorsement.state, "draft")
