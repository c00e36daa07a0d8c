"""Cases 13 to 17 of credit exposure, and the rest of an instrument's life with its journal entries."""

from odoo.tests import freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentCases(InstrumentCommon):
    def test_13_cheque_lowers_credit_not_obligo(self):
        invoice = self._invoiced()
        self.assertExposure(1000, 1000, receivable=1000)
        cheque = self._register(1000, days=60, invoices=invoice)
        self.assertExposure(0, 1000, receivable=0, instruments=1000)
        self.assertEqual(cheque.state, "in_hand")
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(self._balances(cheque), {"portfolio": 1000, "asset_receivable": -1000})
        self.assertEqual(cheque.payment_id.move_id, cheque.move_ids)

    def test_14_obligo_ends_without_anybody_doing_anything(self):
        self.company.instrument_clearing_days = 0
        self._register(1000, days=60, invoices=self._invoiced())
        with freeze_time(day(60)):
            self.assertExposure(0, 1000)
        with freeze_time(day(61)):
            self.assertExposure(0, 0)

    def test_14_clearing_days_count(self):
        self._register(1000, days=60, invoices=self._invoiced())
        with freeze_time(day(63)):
            self.assertExposure(0, 1000)
        with freeze_time(day(64)):
            self.assertExposure(0, 0)

    def test_15_deposit_does_not_end_the_obligo(self):
        cheque = self._register(1000, days=60, invoices=self._invoiced())
        cheque.action_deposit(self.bank)
        self.assertExposure(0, 1000, instruments=1000)
        self.assertEqual(self._balances(cheque), {"collection": 1000, "asset_receivable": -1000})
        cheque.action_clear()
        self.assertExposure(0, 0)
        self.assertEqual(self._balances(cheque), {"bank": 1000, "asset_receivable": -1000})

    def test_15_discount_does_not_end_the_obligo(self):
        bill = self._register(1000, days=60, invoices=self._invoiced(), kind="bill")
        bill.action_discount(self.bank, cost=15)
        self.assertExposure(0, 1000, instruments=1000)
        self.assertEqual(
            self._balances(bill),
            {"portfolio": 1000, "asset_receivable": -1000, "bank": 985, "cost": 15, "recourse": -1000},
        )
        bill.action_clear()
        self.assertEqual(self._balances(bill), {"asset_receivable": -1000, "bank": 985, "cost": 15})

    def test_15_endorsement_does_not_end_the_obligo(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        cheque = self._register(1000, days=60, invoices=self._invoiced())
        cheque.action_endorse(supplier)
        self.assertExposure(0, 1000, instruments=1000)
        self.assertEqual(
            self._balances(cheque),
            {"portfolio": 1000, "asset_receivable": -1000, "liability_payable": 1000, "recourse": -1000},
        )
        cheque.action_bounce()
        self.assertExposure(1000, 1000, instruments=0)
        self.assertEqual(self._balances(cheque), {})

    def test_16_bounce_reopens_the_debt_in_one_step(self):
        invoice = self._invoiced()
        cheque = self._register(1000, days=60, invoices=invoice)
        cheque.action_deposit(self.bank)
        with freeze_time(day(61)):
            cheque.action_bounce(fee=20)
            self.assertExposure(1020, 1020, receivable=1020, instruments=0)
        self.assertEqual(cheque.state, "bounced")
        self.assertEqual((invoice.amount_residual, invoice.payment_state), (1000, "not_paid"))
        self.assertEqual(self._balances(cheque), {"asset_receivable": 20, "bank": -20})
        for account in (
            self.company.instrument_portfolio_account_id | self.company.instrument_collection_account_id
        ):
            lines = cheque.move_ids.line_ids.filtered(
                lambda line, account=account: line.account_id == account
            )
            self.assertTrue(all(lines.mapped("reconciled")))

    def test_16_fee_may_stay_with_us(self):
        cheque = self._register(1000, invoices=self._invoiced())
        cheque.action_deposit(self.bank)
        cheque.action_bounce(fee=20, charge_customer=False)
        self.assertExposure(1000, 1000)
        self.assertEqual(self._balances(cheque), {"cost": 20, "bank": -20})

    def test_17_two_cheques_for_one_invoice(self):
        invoice = self._invoiced()
        self._register(400, days=30, invoices=invoice)
        self._register(600, days=60, invoices=invoice)
        self.assertExposure(0, 1000)
        self.assertEqual(invoice.amount_residual, 0)
        self.company.instrument_clearing_days = 0
        with freeze_time(day(31)):
            self.assertExposure(0, 600)

    def test_one_cheque_for_two_invoices(self):
        invoices = self._invoiced(4) | self._invoiced(6)
        self._register(900, invoices=invoices)
        self.assertExposure(100, 1000)
        self.assertEqual(sum(invoices.mapped("amount_residual")), 100)

    def test_cheque_without_invoice_is_a_credit(self):
        self._register(300)
        self.assertExposure(-300, 0, receivable=-300, instruments=300)

    def test_discounted_bill_bounces(self):
        bill = self._register(1000, invoices=self._invoiced(), kind="bill")
        bill.action_deposit(self.bank)
        bill.action_discount(cost=15)
        bill.action_bounce()
        self.assertExposure(1000, 1000)
        self.assertEqual(self._balances(bill), {"bank": -15, "cost": 15})

    def test_bank_takes_back_what_it_had_cleared(self):
        cheque = self._register(1000, invoices=self._invoiced())
        cheque.action_clear(self.bank)
        self.assertExposure(0, 0)
        cheque.action_bounce()
        self.assertExposure(1000, 1000)
        self.assertEqual(self._balances(cheque), {})

    def test_return_gives_the_debt_back(self):
        invoice = self._invoiced()
        cheque = self._register(1000, invoices=invoice)
        cheque.action_return()
        self.assertExposure(1000, 1000, receivable=1000, instruments=0)
        self.assertEqual(invoice.amount_residual, 1000)
        self.assertEqual(self._balances(cheque), {})

    def test_foreign_cheque_counts_as_booked(self):
        dollar = self._dollars().currency_id
        cheque = self._register(500, currency_id=dollar.id)
        self.assertEqual(cheque.company_amount, 250)
        self.assertExposure(-250, 0, instruments=250)
        self._rate(dollar, "2026-03-02", 4)
        self.assertExposure(-250, 0, instruments=250)
        cheque.action_bounce()
        self.assertExposure(0, 0)
