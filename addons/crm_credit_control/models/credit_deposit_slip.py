from odoo import api, fields, models
from odoo.exceptions import UserError

FIXED = {"instrument_ids", "bank_journal_id", "date", "company_id", "currency_id"}


class CreditDepositSlip(models.Model):
    """Instruments that go to one of our banks together, on one paper. Confirming it deposits all of them or none."""

    _name = "credit.deposit.slip"
    _description = "Deposit Slip"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company.root_id, index=True
    )
    bank_journal_id = fields.Many2one(
        "account.journal",
        "Our Bank",
        required=True,
        domain="[('type', '=', 'bank')]",
        check_company=True,
        tracking=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    instrument_ids = fields.Many2many(
        "credit.instrument",
        string="Instruments",
        check_company=True,
        copy=False,
        domain="[('state', '=', 'in_hand'), ('currency_id', '=', currency_id), ('company_id', '=', company_id)]",
    )
    instrument_count = fields.Integer("Number of Instruments", compute="_compute_total", store=True)
    total = fields.Monetary(compute="_compute_total", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("deposited", "Deposited"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("instrument_ids.amount")
    def _compute_total(self):
        for slip in self:
            slip.instrument_count = len(slip.instrument_ids)
            slip.total = sum(slip.instrument_ids.mapped("amount"))

    @api.constrains("instrument_ids", "currency_id")
    def _check_currency(self):
        for slip in self:
            if slip.instrument_ids.currency_id - slip.currency_id:
                raise UserError(self.env._("All instruments of a deposit slip are in its currency."))

    @api.model_create_multi
    def create(self, vals_list):
        """Every slip begins as a draft, with the next number of its company."""
        for vals in vals_list:
            if not self.env.su and vals.get("state", "draft") != "draft":
                raise UserError(self.env._("The state of a deposit slip changes by its steps only."))
        slips = super().create(vals_list)
        for slip in slips.filtered(lambda slip: slip.name == "/"):
            # Numbers are given by the system: a controller has no right to sequences and needs none.
            sequence = self.env["ir.sequence"].sudo().with_company(slip.company_id)
            slip.name = sequence.next_by_code("credit.deposit.slip", sequence_date=slip.date) or "/"
        return slips

    def write(self, vals):
        """What was handed to the bank can no longer be typed over."""
        if FIXED & vals.keys() and any(slip.state != "draft" for slip in self):
            raise UserError(self.env._("This deposit slip went to the bank. Cancel it and make a new one."))
        if not self.env.su and "state" in vals:
            raise UserError(self.env._("The state of a deposit slip changes by its steps only."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_deposited(self):
        if any(slip.state != "draft" for slip in self):
            raise UserError(self.env._("Only a draft can be deleted: the bank has this deposit slip."))

    def action_confirm(self):
        """Deposit all instruments of the slip on its date, in one transaction: all of them or none."""
        for slip in self._in_state("draft"):
            if not slip.instrument_ids:
                raise UserError(self.env._("Choose the instruments that go to the bank."))
            slip.instrument_ids.action_deposit(slip.bank_journal_id.id, date=slip.date)
            # The state follows from the deposit, which was allowed.
            slip.sudo().state = "deposited"

    def action_cancel(self):
        """Take all instruments of the slip back from the bank; refused once one of them went on from there."""
        for slip in self._in_state("deposited"):
            slip.instrument_ids.action_withdraw()
            # The state follows from the withdrawal, which was allowed.
            slip.sudo().state = "cancelled"

    def _in_state(self, state):
        """`self` when the user may change each slip and each is in `state`; refuses the whole call otherwise."""
        self.check_access("write")
        if any(slip.state != state for slip in self):
            raise UserError(
                self.env._("This was done already, or is not possible for one of the deposit slips.")
            )
        return self
