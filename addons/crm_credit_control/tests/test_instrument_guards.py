"""No step twice, none out of turn, nothing typed over, and only by whom it may be done."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestInstrumentGuards(CreditCommon):
    def _invoiced(self, quantity=10):
        return self._invoice(self._confirm(quantity))

    def test_no_step_twice_and_none_out_of_turn(self):
        cheque = self._register(1000, invoices=self._invoiced())
        with self.assertRaises(UserError):
            cheque.action_receive()
        cheque.action_deposit(self.bank)
        entries = len(cheque.move_ids)
        for step in (lambda: cheque.action_deposit(self.bank), cheque.action_return):
            with self.assertRaises(UserError):
                step()
        self.assertEqual((cheque.state, len(cheque.move_ids)), ("deposited", entries))

    def test_booked_facts_cannot_be_typed_over(self):
        cheque = self._register(1000)
        for values in ({"amount": 1}, {"partner_id": self.customer_b.id}):
            with self.assertRaises(UserError):
                cheque.write(values)
        for values in ({"state": "cleared"}, {"company_amount": 1}):
            with self.assertRaises(UserError):
                cheque.with_user(self.controller).write(values)
        with self.assertRaises(UserError):
            cheque.unlink()
        with self.assertRaises(UserError):
            cheque.payment_id.action_draft()
        with self.assertRaises(UserError):
            cheque.move_ids.button_draft()
        self.assertEqual((cheque.amount, cheque.state, cheque.move_ids.state), (1000, "in_hand", "posted"))

    def test_batch_deposit_is_all_or_nothing(self):
        cheques = self._register(100) | self._register(200) | self._register(300, receive=False)
        with self.assertRaises(UserError):
            cheques.action_deposit(self.bank)
        self.assertEqual(cheques.mapped("state"), ["in_hand", "in_hand", "draft"])
        cheques[2].action_receive()
        cheques.action_deposit(self.bank)
        self.assertEqual(set(cheques.mapped("state")), {"deposited"})

    def test_accounts_are_made_with_the_chart_and_only_once(self):
        company = self.company
        self.assertTrue(company.instrument_portfolio_account_id.is_instrument_portfolio)
        self.assertEqual(
            company.instrument_journal_id.default_account_id, company.instrument_portfolio_account_id
        )
        accounts = self.env["account.account"].search_count([("company_ids", "in", company.id)])
        company._ensure_instrument_accounts()
        self.assertEqual(
            self.env["account.account"].search_count([("company_ids", "in", company.id)]), accounts
        )

    def test_controller_takes_the_steps_and_seller_does_not(self):
        cheque = self._register(1000, invoices=self._invoiced())
        wizard = self.env["credit.instrument.step"].with_user(self.controller)
        wizard = wizard.with_context(active_model="credit.instrument", active_ids=cheque.ids)
        wizard.create({"step": "deposit", "bank_journal_id": self.bank.id}).action_apply()
        self.assertEqual(cheque.state, "deposited")
        with self.assertRaises(UserError):
            cheque.with_user(self.seller_a).action_bounce()
        self.assertEqual(cheque.state, "deposited")
