"""Random lives of instruments, steps out of turn among them: after each, ledger, portfolio and exposure agree."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..logic.instrument_steps import STEPS
from .instrument_common import DAY_0, InstrumentCommon, day

HELD = ("in_hand", "deposited", "discounted", "endorsed")
MOVES = st.tuples(st.integers(0, 1), st.sampled_from(sorted(set(STEPS) - {"relapse"})), st.integers(0, 40))
# Not Phase.shrink: each example books a ledger, and the first that fails says enough.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@tagged("post_install", "-at_install")
class TestInstrumentLives(InstrumentCommon):
    """A cheque in euro and a bill in dollars, of which one is worth half a euro and more later on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(DAY_0))
        cls.ceiling.unlink()
        cls.dollar = cls._dollars().currency_id
        for number, rate in ((5, 1.6), (10, 2.5)):
            cls._rate(cls.dollar, day(number), rate)
        cls.supplier = cls.env["res.partner"].create({"name": "Supplier"})
        invoice = cls._invoice(cls._confirm(20))
        cls.instruments = cls._register(1000, receive=False, invoices=invoice) | cls._register(
            800, receive=False, kind="bill", currency_id=cls.dollar.id
        )

    @settings(max_examples=6, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(moves=st.lists(MOVES, min_size=4, max_size=12))
    def test_portfolio_ledger_and_exposure_agree(self, moves):
        with self.cr.savepoint() as savepoint:
            self.instruments.with_user(self.controller).action_receive()
            for number, (which, step, charge) in enumerate(moves):
                with freeze_time(day(number)):
                    self._try(self._latest(self.instruments[which]), step, charge)
                    self._check()
            savepoint.rollback()
        self.env.invalidate_all()

    def _latest(self, instrument):
        """The instrument, or the one that stands in its place now."""
        successor = instrument.renewed_by_ids.filtered(lambda one: one.state != "returned")
        return self._latest(successor) if successor else instrument

    def _try(self, instrument, step, charge):
        """Take a step as the controller does; out of turn it is refused, and nothing happened."""
        instrument = instrument.renews_id or instrument if step == "reinstate" else instrument
        arguments = {
            "deposit": (self.bank.id,),
            "discount": (self.bank.id, charge, charge),
            "clear": (self.bank.id,),
            "endorse": (self.supplier.id,),
            "renew": (day(120), None, charge),
        }.get(step, ())
        if step == "bounce" and instrument.bank_journal_id:
            arguments = (charge, bool(charge % 2))
        allowed = instrument.state in STEPS[step].sources
        before = (instrument.state, len(instrument.move_ids))
        method = getattr(instrument.with_user(self.controller), f"action_{step}")
        try:
            with self.cr.savepoint():
                method(*arguments)
                self.env.flush_all()
        except UserError:
            self.env.invalidate_all()
            # The only other reason is a replacement that is not in hand any more.
            self.assertTrue(not allowed or step == "reinstate", step)
            self.assertEqual((instrument.state, len(instrument.move_ids)), before)
        else:
            self.assertTrue(allowed, step)

    def _check(self):
        everything = self.env["credit.instrument"].search([("company_id", "=", self.company.id)])
        self.assertEqual(self._ledger(), self._expected(everything))
        today, clearing = self.company._today(), timedelta(days=self.company.instrument_clearing_days)
        at_risk = everything.filtered(lambda one: one.state in HELD and one.maturity_date + clearing >= today)
        figures = self._figures()
        self.assertAlmostEqual(figures["instruments_amount"], sum(at_risk.mapped("company_amount")), 2)
        owed = self._balance(self._receivable_lines())
        self.assertAlmostEqual(figures["receivable_amount"], owed, 2)
        residuals = sum(self._receivable_lines().mapped("amount_residual"))
        self.assertAlmostEqual(residuals, owed, 2)

    def _expected(self, everything):
        """What stands on the accounts of instruments, told by where each of them is."""
        amounts = {"portfolio": 0, "collection": 0, "recourse": 0}
        for one in everything.filtered(lambda one: one.state in HELD):
            amounts["collection" if one.is_at_bank else "portfolio"] += one.company_amount
            if one.state in ("discounted", "endorsed"):
                amounts["recourse"] -= one.company_amount
        return {role: round(amount, 2) for role, amount in amounts.items()}

    def _ledger(self):
        """The balances of the accounts of instruments."""
        return {
            role: self._balance(self._lines([("account_id", "=", self.company[f"instrument_{role}_account_id"].id)]))
            for role in ("portfolio", "collection", "recourse")
        }  # fmt: skip

    def _receivable_lines(self):
        return self._lines(
            [("account_type", "=", "asset_receivable"), ("account_id.is_instrument_portfolio", "=", False)]
        )

    def _lines(self, domain):
        mine = [("company_id", "=", self.company.id), ("parent_state", "=", "posted")]
        return self.env["account.move.line"].search(mine + domain)

    def _balance(self, lines):
        return round(sum(lines.mapped("balance")), 2)


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentPeriods(InstrumentCommon):
    """Closed periods and bank statements that come twice."""

    def _statement_line(self, amount):
        return self.env["account.bank.statement.line"].create(
            {"journal_id": self.bank.id, "date": fields.Date.today(), "payment_ref": "CH", "amount": amount}
        )

    def _match(self, line, entry):
        """Set a line of the statement against the bank's line of an entry, as the accountant does."""
        _liquidity, suspense, _other = line._seek_for_lines()
        booked = entry.line_ids.filtered(lambda item: self._role(item.account_id) == "bank" or item.account_id
                                         in self.bank.inbound_payment_method_line_ids.payment_account_id)  # fmt: skip
        suspense.account_id = booked.account_id
        (suspense + booked).reconcile()

    def test_nothing_is_booked_into_a_closed_period(self):
        """As Odoo posts any entry: what is dated before the period's end is booked on an open day after it."""
        invoice = self._invoice(self._confirm(10, product=self.service))
        cheque = self._register(1000, invoices=invoice)
        with freeze_time(day(40)):
            self.company.fiscalyear_lock_date = day(20)
            late = self._register(300, issue_date=day(10), maturity_date=day(60))
            cheque.action_deposit(self.bank, date=day(10))
            cheque.action_bounce(date=day(20))
            cheque.action_present(date=day(5))
            self.assertEqual((cheque.state, invoice.amount_residual), ("in_hand", 0))
            self.assertExposure(-300, 1000, receivable=-300, instruments=1300)
            # What was booked before the period was closed is undone after it.
            cheque.action_return(date=day(0))
            entries = (cheque | late).move_ids - cheque.payment_id.move_id
            self.assertEqual((len(entries), min(entries.mapped("date")) > day(20)), (5, True))
            self.assertEqual(self._balances(cheque), {})
            self.assertExposure(700, 1000, receivable=700, instruments=300)

    def test_statement_that_is_taken_back_and_imported_again(self):
        outstanding = self.company.instrument_portfolio_account_id.copy(
            {"name": "Outstanding", "code": "119999", "is_instrument_portfolio": False,
             "account_type": "asset_current", "reconcile": True}
        )  # fmt: skip
        self.bank.inbound_payment_method_line_ids.payment_account_id = outstanding
        invoice = self._invoiced()
        cheque = self._register(1000, invoices=invoice)
        cheque.action_deposit(self.bank)
        cheque.action_clear()
        for _time in range(2):
            line = self._statement_line(1000)
            self._match(line, self._last(cheque))
            self.assertTrue(line.is_reconciled)
            self.assertEqual((cheque.state, invoice.amount_residual), ("cleared", 0))
            self.assertExposure(0, 0)
            line.action_undo_reconciliation()
            line.move_id.button_draft()
            line.unlink()
        self.assertEqual(cheque.state, "cleared")
        line = self._statement_line(1000)
        self._match(line, self._last(cheque))
        # The bank takes it back after all: with its own line the account of what is on its way is even again.
        cheque.action_bounce()
        self._match(self._statement_line(-1000), self._last(cheque))
        self.assertExposure(1000, 1000, receivable=1000, instruments=0)
        on_its_way = self.env["account.move.line"].search([("account_id", "=", outstanding.id)])
        self.assertEqual((sum(on_its_way.mapped("balance")), all(on_its_way.mapped("reconciled"))), (0, True))
