from odoo import fields, models


class CreditInstrumentStep(models.TransientModel):
    """Asks what a step needs to know and takes it for all chosen instruments, or for none."""

    _name = "credit.instrument.step"
    _description = "Step of Instruments"

    step = fields.Selection(
        [
            ("deposit", "Deposit"),
            ("withdraw", "Withdraw from the Bank"),
            ("discount", "Discount"),
            ("endorse", "Endorse"),
            ("take_back", "Take Back"),
            ("clear", "Clear"),
            ("bounce", "Bounce"),
            ("present", "Present Again"),
            ("renew", "Renew"),
            ("reinstate", "Undo Renewal"),
            ("return", "Return"),
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
        "account.journal", "Our Bank", domain="[('type', '=', 'bank'), ('company_id', 'parent_of', company_id)]",
        default=lambda self: self._default_bank_journal_id(),
    )  # fmt: skip
    date = fields.Date(
        required=True,
        default=lambda self: (self._default_instrument_ids().company_id[:1] or self.env.company)._today(),
        help="Day of the journal entry.",
    )
    cost = fields.Monetary(help="Of each instrument, in its currency.")
    rate = fields.Float(
        digits=(6, 3), help="Percent a year (of 360 days) that the bank takes, from this day to maturity."
    )
    interest = fields.Monetary(help="What the bank keeps of each instrument for the time to its maturity.")
    charge_customer = fields.Boolean("Charge the Customer", default=True)
    supplier_id = fields.Many2one("res.partner")
    bill_ids = fields.Many2many(
        "account.move",
        string="Pays Bills",
        domain="[('move_type', '=', 'in_invoice'), ('state', '=', 'posted'), ('amount_residual', '>', 0),"
        " ('company_id', 'child_of', company_id), ('commercial_partner_id', '=', supplier_commercial_id)]",
        help="None chosen: what is open with the supplier, oldest due first.",
    )
    supplier_commercial_id = fields.Many2one(related="supplier_id.commercial_partner_id")
    maturity_date = fields.Date("New Maturity")
    number = fields.Char("New Number")

    def _default_instrument_ids(self):
        if self.env.context.get("active_model") == "credit.instrument":
            return self.env["credit.instrument"].browse(self.env.context.get("active_ids", []))
        return self.env["credit.instrument"]

    def _default_bank_journal_id(self):
        """The bank that already has them, or the only one there is."""
        instruments = self._default_instrument_ids()
        # A fee or an endorsee's claim may come to any bank: there it is asked.
        needed = self.env.context.get("default_step") in ("deposit", "discount", "clear")
        if instruments.bank_journal_id or not needed or set(instruments.mapped("state")) != {"in_hand"}:
            return instruments.bank_journal_id[:1]
        banks = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "in", instruments.company_id.parent_ids.ids)], limit=2
        )
        return banks if len(banks) == 1 else banks.browse()

    def action_apply(self):
        """Take the step for all instruments; one that makes a paper shows it, to be printed."""
        self.ensure_one()
        result = getattr(self, f"_apply_{self.step}")(self.instrument_ids)
        return result or {"type": "ir.actions.act_window_close"}

    def _apply_deposit(self, instruments):
        slips = self._batches("credit.deposit.slip", instruments, bank_journal_id=self.bank_journal_id.id)
        slips.action_confirm()
        return self._show(slips, "action_credit_deposit_slip")

    def _batches(self, model, instruments, **values):
        """Papers of `model` over `instruments`, one for each company and currency."""
        return self.env[model].create(
            [
                {
                    "company_id": company.id,
                    "currency_id": currency.id,
                    "date": self.date,
                    "instrument_ids": [fields.Command.set(group.ids)],
                    **values,
                }
                for (company, currency), group in instruments.grouped(
                    lambda instrument: (instrument.company_id, instrument.currency_id)
                ).items()
            ]
        )

    def _show(self, batches, action):
        """The window action `action` of this module on the papers that were made."""
        action = self.env["ir.actions.actions"]._for_xml_id(f"crm_credit_control.{action}")
        if len(batches) == 1:
            return {**action, "views": [(False, "form")], "view_mode": "form", "res_id": batches.id}
        return {**action, "domain": [("id", "in", batches.ids)]}

    def _apply_withdraw(self, instruments):
        instruments.action_withdraw(date=self.date)

    def _apply_discount(self, instruments):
        discounts = self._batches(
            "credit.discount",
            instruments,
            bank_journal_id=self.bank_journal_id.id,
            rate=self.rate,
            unit_cost=self.cost,
        )
        if self.interest and not self.rate:
            discounts.line_ids.interest = self.interest
        discounts.action_confirm()
        return self._show(discounts, "action_credit_discount")

    def _apply_endorse(self, instruments):
        endorsements = self._batches(
            "credit.endorsement",
            instruments,
            supplier_id=self.supplier_id.id,
            bill_ids=[fields.Command.set(self.bill_ids.ids)],
        )
        endorsements.action_confirm()
        return self._show(endorsements, "action_credit_endorsement")

    def _apply_take_back(self, instruments):
        instruments.action_take_back(date=self.date)

    def _apply_clear(self, instruments):
        instruments.action_clear(self.bank_journal_id.id, date=self.date)

    def _apply_bounce(self, instruments):
        if self.bank_journal_id:
            without = instruments.filtered(lambda instrument: not instrument.bank_journal_id)
            without.bank_journal_id = self.bank_journal_id
        instruments.action_bounce(fee=self.cost, charge_customer=self.charge_customer, date=self.date)

    def _apply_present(self, instruments):
        instruments.action_present(date=self.date)

    def _apply_renew(self, instruments):
        instruments.action_renew(
            self.maturity_date, name=self.number or None, interest=self.cost, date=self.date
        )

    def _apply_reinstate(self, instruments):
        instruments.action_reinstate(date=self.date)

    def _apply_return(self, instruments):
        instruments.action_return(date=self.date)
