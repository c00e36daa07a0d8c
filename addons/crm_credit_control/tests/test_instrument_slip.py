"""Deposit slips: all of them or none, cancelled as the opposite, fixed once the bank has the paper."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentSlip(InstrumentCommon):
    def _slip(self, cheques, **values):
        return (
            self.env["credit.deposit.slip"]
            .with_user(self.controller)
            .create(
                {
                    "bank_journal_id": self.bank.id,
                    "company_id": self.company.id,
                    "currency_id": self.company.currency_id.id,
                    "instrument_ids": [Command.set(cheques.ids)],
                    **values,
                }
            )
        )

    def _cheques(self):
        return self._register(100, days=10) | self._register(200, days=20) | self._register(300, days=30)

    def test_slip_deposits_all_and_cancelling_takes_all_back(self):
        cheques = self._cheques()
        slip = self._slip(cheques)
        self.assertEqual((slip.instrument_count, slip.total), (3, 600))
        self.assertRegex(slip.name, r"^DEP/2026/\d{5}$")
        self.assertEqual(slip.display_name, slip.name)
        self.assertFalse(self.env["credit.deposit.slip"].new().display_name, "not saved, it has no number")
        slip.action_confirm()
        self.assertEqual((slip.state, set(cheques.mapped("state"))), ("deposited", {"deposited"}))
        self.assertEqual(cheques.bank_journal_id, self.bank)
        for cheque, amount in zip(cheques, (100, 200, 300), strict=True):
            self.assertEqual(self._entry(cheque), {"collection": (amount, 0), "portfolio": (0, amount)})
        slip.action_cancel()
        self.assertEqual((slip.state, set(cheques.mapped("state"))), ("cancelled", {"in_hand"}))
        for cheque, amount in zip(cheques, (100, 200, 300), strict=True):
            self.assertEqual(self._balances(cheque), {"portfolio": amount, "asset_receivable": -amount})

    def test_no_step_of_a_slip_twice(self):
        slip = self._slip(self._cheques())
        with self.assertRaises(UserError):
            slip.action_cancel()
        slip.action_confirm()
        with self.assertRaises(UserError):
            slip.action_confirm()
        self.assertEqual([len(cheque.move_ids) for cheque in slip.instrument_ids], [2, 2, 2])

    def test_broken_off_in_the_middle_leaves_nothing(self):
        cheques = self._cheques()
        slip = self._slip(cheques)
        book, booked = type(cheques)._book, []

        def break_off(instrument, *args):
            if len(booked) == 2:
                raise KeyboardInterrupt
            booked.append(instrument)
            return book(instrument, *args)

        with (
            patch.object(type(cheques), "_book", break_off),
            self.assertRaises(KeyboardInterrupt),
            self.env.cr.savepoint(),
        ):
            slip.action_confirm()
        self.env.invalidate_all()
        self.assertEqual((slip.state, set(cheques.mapped("state"))), ("draft", {"in_hand"}))
        self.assertEqual([len(cheque.move_ids) for cheque in cheques], [1, 1, 1])
        slip.action_confirm()
        self.assertEqual(set(cheques.mapped("state")), {"deposited"})

    def test_cancelling_is_refused_when_one_went_on(self):
        cheques = self._cheques()
        slip = self._slip(cheques)
        slip.action_confirm()
        cheques[0].action_clear()
        with self.assertRaises(UserError):
            slip.action_cancel()
        self.assertEqual(cheques.mapped("state"), ["cleared", "deposited", "deposited"])

    def test_a_slip_takes_back_nothing_from_a_later_one(self):
        cheque = self._cheques()[0].with_user(self.controller)
        first, second = self._slip(cheque), self._slip(cheque)
        first.action_confirm()
        cheque.action_withdraw()
        second.action_confirm()
        with self.assertRaises(UserError):
            first.action_cancel()
        self.assertEqual((cheque.state, second.state), ("deposited", "deposited"))
        second.action_cancel()
        self.assertEqual(cheque.state, "in_hand")

    def test_a_slip_begins_as_a_draft_whatever_the_default(self):
        slips = self.env["credit.deposit.slip"].with_context(default_state="deposited")
        slip = slips.with_user(self.controller).create(self._slip(self._cheques()).copy_data()[0])
        self.assertEqual(slip.state, "draft")

    def test_an_instrument_goes_to_the_bank_on_one_slip_only(self):
        cheques = self._cheques()
        first, second = self._slip(cheques), self._slip(cheques[0])
        first.action_confirm()
        with self.assertRaises(UserError):
            second.action_confirm()
        self.assertEqual((second.state, len(cheques[0].move_ids)), ("draft", 2))

    def test_confirmed_slip_is_fixed(self):
        slip = self._slip(self._cheques())
        with self.assertRaises(UserError):
            slip.state = "deposited"
        slip.action_confirm()
        for values in ({"date": day(-1)}, {"instrument_ids": [Command.clear()]}):
            with self.assertRaises(UserError):
                slip.write(values)
        with self.assertRaises(UserError):
            slip.unlink()
        self.assertEqual((slip.state, slip.instrument_count), ("deposited", 3))

    def test_one_currency_and_something_to_deposit(self):
        with self.assertRaises(UserError):
            self._slip(self.env["credit.instrument"]).action_confirm()
        dollar = self.env.ref("base.USD")
        dollar.active = True
        with self.assertRaises(UserError):
            self._slip(self._cheques(), currency_id=dollar.id)

    def test_only_controllers_handle_slips(self):
        slip = self._slip(self._cheques())
        for user in (self.seller_a, self.manager):
            with self.assertRaises(AccessError):
                slip.with_user(user).read(["total"])
            with self.assertRaises(AccessError):
                slip.with_user(user).action_confirm()
        self.assertEqual(slip.state, "draft")

    def test_deposit_from_the_list_makes_a_slip_dated_as_said(self):
        cheques = self._cheques()
        wizards = self.env["credit.instrument.step"].with_user(self.controller)
        wizards = wizards.with_context(active_model="credit.instrument", active_ids=cheques.ids)
        with freeze_time(day(5)):
            wizard = wizards.create({"step": "deposit", "bank_journal_id": self.bank.id, "date": day(3)})
            action = wizard.action_apply()
        slip = self.env["credit.deposit.slip"].browse(action["res_id"])
        self.assertEqual((slip.state, slip.total, slip.date), ("deposited", 600, day(3)))
        self.assertEqual({self._last(cheque).date for cheque in cheques}, {day(3)})
