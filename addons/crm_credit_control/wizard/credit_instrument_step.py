from odoo import fields, models


class CreditInstrumentStep(models.TransientModel):
    """Asks what a step needs to know and takes it for all chosen instruments, or for none."""

    _name = "credit.instrument.step"
    _description = "Step of Instruments"

    step = fields.Selection(
        [
            ("deposit", "Deposit"),
            ("discount", "Discount"),
            ("endorse", "Endorse"),
            ("clear", "Clear"),
            ("bounce", "Bounce"),
            ("renew", "Renew"),
        ],
        required=True,
    )
    instrument_ids = fields.Many2many(
        "credit.instrument",
        string="Instruments",
        required=True,
        default=lambda self: self._default_instrument_ids(),
    )
    company_id = fields.Many2one(related="instrument_ids.company_id")
    currency_id = fields.Many2one(related="instrument_ids.currency_id")
    bank_journal_id = fields.Many2one(
        "account.journal", "Our Bank", domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        default=lambda self: self._default_bank_journal_id(),
    )  # fmt: skip
    cost = fields.Monetary(help="Of each instrument, in its currency.")
    charge_customer = fields.Boolean("Charge the Customer", default=True)
    supplier_id = fields.Many2one("res.partner")
    maturity_date = fields.Date("New Maturity")
    number = fields.Char("New Number")

    def _default_instrument_ids(self):
        if self.env.context.get("active_model") == "credit.instrument":
            return self.env["credit.instrument"].browse(self.env.context.get("active_ids", []))
        return self.env["credit.instrument"]

    def _default_bank_journal_id(self):
        return self._default_instrument_ids().bank_journal_id[:1]

    def action_apply(self):
        """Take the step."""
        self.ensure_one()
        instruments, bank = self.instrument_ids, self.bank_journal_id.id or None
        if self.step == "deposit":
            instruments.action_deposit(bank_journal=bank)
        elif self.step == "discount":
            instruments.action_discount(bank_journal=bank, cost=self.cost)
        elif self.step == "endorse":
            instruments.action_endorse(self.supplier_id.id)
        elif self.step == "clear":
            instruments.action_clear(bank_journal=bank)
        elif self.step == "bounce":
            if bank:
                instruments.filtered(lambda instrument: not instrument.bank_journal_id).bank_journal_id = bank
            instruments.action_bounce(fee=self.cost, charge_customer=self.charge_customer)
        else:
            instruments.action_renew(self.maturity_date, name=self.number or None, interest=self.cost)
        return {"type": "ir.actions.act_window_close"}
