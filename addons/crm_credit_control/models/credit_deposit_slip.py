from odoo import fields, models

from .credit_instrument_batch import CreditInstrumentBatch


class CreditDepositSlip(models.Model):
    """Instruments that go to one of our banks together. Confirming it deposits all of them or none."""

    _name = "credit.deposit.slip"
    _description = "Deposit Slip"
    _inherit = ["credit.instrument.batch"]
    _confirmed = "deposited"
    _fixed = CreditInstrumentBatch._fixed | {"bank_journal_id"}

    bank_journal_id = fields.Many2one(
        "account.journal",
        "Our Bank",
        required=True,
        domain="[('type', '=', 'bank')]",
        check_company=True,
        tracking=True,
    )
    state = fields.Selection(
        selection_add=[("deposited", "Deposited"), ("cancelled",)], ondelete={"deposited": "cascade"}
    )

    def _take(self):
        self.instrument_ids.action_deposit(self.bank_journal_id.id, date=self.date)

    def _take_back(self):
        self.instrument_ids.action_withdraw()
