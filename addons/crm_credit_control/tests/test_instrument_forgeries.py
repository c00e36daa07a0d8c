"""What could be typed into instruments and their entries by RPC, past the steps that book them."""

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .instrument_common import InstrumentCommon


@tagged("post_install", "-at_install")
class TestInstrumentForgeries(InstrumentCommon):
    """A cheque over 100 in hand; the controller and an accountant try to bend it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cheque = cls._register(100).with_user(cls.controller)
        cls.accountant = new_test_user(
            cls.env,
            "instrument_accountant",
            groups="account.group_account_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def _values(self, **values):
        today = fields.Date.context_today(self.cheque)
        return {
            "name": "CH 2",
            "partner_id": self.customer_a.id,
            "company_id": self.company.id,
            "amount": 100,
            "currency_id": self.company.currency_id.id,
            "issue_date": today,
            "maturity_date": today,
            **values,
        }

    def test_draft_begins_as_a_draft(self):
        model = self.env["credit.instrument"].with_user(self.controller)
        for typed in (
            {"state": "in_hand"},
            {"is_at_bank": True},
            {"company_amount": 5},
            {"endorsee_id": self.customer_b.id},
            {"renews_id": self.cheque.id},
        ):
            with self.subTest(**typed), self.assertRaises(UserError):
                model.create(self._values(**typed))
            defaults = {f"default_{name}": value for name, value in typed.items()}
            draft = model.with_context(**defaults).create(self._values())
            [name] = typed
            self.assertEqual(draft[name] or False, "draft" if name == "state" else False)

    def test_links_are_not_typed(self):
        for name in ("discount_ids", "endorsement_ids", "move_ids", "renewed_by_ids", "slip_ids"):
            with self.subTest(name=name), self.assertRaises(UserError):
                self.cheque.write({name: [Command.clear()]})

    def test_debt_of_another_customer_is_not_settled(self):
        invoice = self._invoice(self._confirm(1, customer=self.customer_b))
        with self.assertRaises(ValidationError):
            self.env["credit.instrument"].with_user(self.controller).create(
                self._values(invoice_ids=[Command.set(invoice.ids)])
            )
        self.assertEqual(invoice.amount_residual, 100)

    def test_goes_to_a_bank_of_its_company_only(self):
        sales = self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.company.id)], limit=1
        )
        foreign = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self._create_books("Another").id)], limit=1
        )
        for journal in (sales, foreign):
            with self.assertRaises(UserError):
                self.cheque.action_deposit(journal.id)
        self.assertEqual(self.cheque.state, "in_hand")

    def test_stays_with_the_bank_that_has_it(self):
        """Two cheques at two banks are cleared at once, as the list does with the bank of the first."""
        other = self.bank.copy()
        second = self._register(200).with_user(self.controller)
        self.cheque.action_deposit(self.bank.id)
        second.action_deposit(other.id)
        with self.assertRaises(UserError):
            second.write({"bank_journal_id": self.bank.id})
        (self.cheque | second).action_clear(self.bank.id)
        self.assertEqual(second.bank_journal_id, other)
        booked = second._role_account("bank")
        self.assertEqual(
            second.move_ids.line_ids.filtered(lambda line: line.account_id == booked).balance, 200
        )

    def test_entries_are_not_bent(self):
        """An accountant without any right on instruments is told so, and nothing changes."""
        entry = self.cheque.sudo().move_ids.with_user(self.accountant)
        payment = self.cheque.sudo().payment_id.with_user(self.accountant)
        reversal = self.env["account.move.reversal"].with_user(self.accountant)
        wizard = reversal.with_context(active_model="account.move", active_ids=entry.ids).create(
            {"journal_id": entry.journal_id.id}
        )
        for bend in (
            entry.button_draft,
            lambda: entry.write({"state": "draft"}),
            lambda: entry.write({"credit_instrument_id": False}),
            lambda: entry.line_ids[0].write({"partner_id": self.customer_b.id}),
            lambda: payment.write({"amount": 5}),
            payment.action_draft,
            payment.action_cancel,
            wizard.reverse_moves,
        ):
            with self.assertRaises(UserError):
                bend()
        self.assertRecordValues(entry, [{"state": "posted", "credit_instrument_id": self.cheque.id}])
        self.assertEqual(payment.amount, 100)
        self.assertExposure(-100, 0)
