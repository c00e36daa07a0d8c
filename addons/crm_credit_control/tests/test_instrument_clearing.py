from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from .instrument_common import InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(day(9))
class TestInstrumentClearing(InstrumentCommon):
    """When the money of a cheque is certain, for whoever asks the entry that books it."""

    def _deposited(self):
        cheque = self._register(1000, days=60, invoices=self._invoiced(), issue_date=day(0))
        cheque.action_deposit(self.bank, date=day(1))
        return cheque

    def _cleared_on(self, cheque):
        return cheque.payment_id.move_id._money_cleared_on()

    def test_certain_when_cleared(self):
        cheque = self._deposited()
        self.assertFalse(self._cleared_on(cheque), "the bank has the cheque, not yet the money")
        cheque.action_clear(date=day(2))
        self.assertEqual(self._cleared_on(cheque), day(2))

    def test_not_certain_when_bounced(self):
        cheque = self._deposited()
        cheque.action_bounce(date=day(2))
        self.assertFalse(self._cleared_on(cheque))

    def test_renewed_is_certain_when_its_successor_is(self):
        cheque = self._deposited()
        cheque.action_bounce(date=day(2))
        successor = cheque.action_renew(day(90), date=day(3))
        self.assertFalse(self._cleared_on(cheque))
        successor.action_deposit(self.bank, date=day(4))
        with patch.object(
            self.env.registry["account.move"], "_money_clearing_changed", autospec=True
        ) as told:
            successor.action_clear(date=day(5))
        self.assertEqual(self._cleared_on(cheque), day(5))
        self.assertIn(cheque.payment_id.move_id, told.call_args.args[0])
