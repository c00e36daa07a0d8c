from odoo import Command
from odoo.addons.crm_credit_control.tests.instrument_common import InstrumentCommon, day
from odoo.tests import freeze_time, tagged


@tagged("post_install", "-at_install")
@freeze_time(day(40))
class TestChequeCommission(InstrumentCommon):
    """Commission on a cheque of 1,000: when it is received, or when it is paid; a bounced one earns nothing."""

    def _cheque(self, receipt_day):
        agent = self.seller_a.partner_id
        agent.is_agent = True
        agent.commission_plan_id = self.env["agent.commission.plan"].create(
            {"name": "Five", "basis": "receipt", "rule_ids": [Command.create({"rate": 5})]}
        )
        self.company.commission_receipt_day = receipt_day
        self.customer_a.agent_assignment_ids = [Command.create({"agent_id": agent.id})]
        with freeze_time(day(0)):
            cheque = self._register(1000, days=60, invoices=self._invoiced())
        cheque.action_deposit(self.bank, date=day(1))
        return cheque

    def _earned(self):
        entries = self.env["agent.commission.entry"].search([], order="id")
        return [entry.amount for entry in entries]

    def test_earned_when_received_and_taken_back_when_bounced(self):
        cheque = self._cheque("registration")
        self.assertEqual(self._earned(), [50.00])
        cheque.action_bounce(date=day(30))
        self.assertEqual(self._earned(), [50.00, -50.00])

    def test_earned_when_paid(self):
        cheque = self._cheque("clearing")
        self.assertFalse(self._earned())
        cheque.action_clear(date=day(35))
        self.assertEqual(self._earned(), [50.00])
        self.assertEqual(self.env["agent.commission.entry"].search([]).date, day(35))

    def test_bounced_before_it_was_paid(self):
        self._cheque("clearing").action_bounce(date=day(30))
        self.assertFalse(self._earned())
