"""Which of our banks a step is asked for, and which it knows by itself."""

from odoo.tests import Form, freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentBank(InstrumentCommon):
    def _step(self, instruments, step):
        return Form(
            self.env["credit.instrument.step"]
            .with_user(self.controller)
            .with_context(active_model="credit.instrument", active_ids=instruments.ids, default_step=step)
        )

    def _leave_only_one_bank(self):
        others = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id), ("id", "!=", self.bank.id)]
        )
        others.active = False

    def test_the_only_bank_needs_no_choice(self):
        self._leave_only_one_bank()
        cheque = self._register(100, days=10)
        for step in ("deposit", "discount", "clear"):
            self.assertEqual(self._step(cheque, step).bank_journal_id, self.bank)
        self._step(cheque, "deposit").save().action_apply()
        self.assertEqual((cheque.state, cheque.bank_journal_id), ("deposited", self.bank))

    def test_one_of_two_banks_is_chosen(self):
        self._leave_only_one_bank()
        self.bank.copy({"name": "Second Bank", "code": "BNK9"})
        self.assertFalse(self._step(self._register(100, days=10), "deposit").bank_journal_id)

    def test_a_bounce_in_hand_does_not_guess(self):
        self._leave_only_one_bank()
        self.assertFalse(self._step(self._register(100, days=10), "bounce").bank_journal_id)
