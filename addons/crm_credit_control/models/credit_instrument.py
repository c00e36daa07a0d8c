from odoo import api, fields, models
from odoo.exceptions import UserError


class CreditInstrument(models.Model):
    """A negotiable instrument received from a customer: a post-dated cheque, a bill or a promissory note.

    Receiving it settles the invoices, so credit falls; until it can no longer fail it stays in the customer's obligo.
    """

    _name = "credit.instrument"
    _description = "Negotiable Instrument"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "maturity_date, id"
    _rec_names_search = ["name", "drawer"]
    _check_company_auto = True

    kind = fields.Selection(
        [("cheque", "Cheque"), ("bill", "Bill of Exchange"), ("promissory_note", "Promissory Note")],
        required=True,
        default="cheque",
        tracking=True,
    )
    name = fields.Char("Number", required=True, index="trigram", tracking=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True, tracking=True)
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    amount = fields.Monetary(required=True, tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id, tracking=True
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")
    company_amount = fields.Monetary(
        "Booked Amount", currency_field="company_currency_id", readonly=True, copy=False,
        help="Amount in the company's currency, as booked on the day of receipt.",
    )  # fmt: skip
    issue_date = fields.Date(
        "Received on", required=True, default=lambda self: self.env.company._today(), tracking=True
    )
    maturity_date = fields.Date(required=True, tracking=True, index=True)
    bank_id = fields.Many2one("res.bank", "Drawn on")
    drawer = fields.Char(help="Who signed it, when that is not the customer.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("in_hand", "In Hand"),
            ("deposited", "Deposited"),
            ("discounted", "Discounted"),
            ("endorsed", "Endorsed"),
            ("cleared", "Cleared"),
            ("bounced", "Bounced"),
            ("returned", "Returned"),
            ("renewed", "Renewed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    invoice_ids = fields.Many2many(
        "account.move",
        string="Settles",
        copy=False,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), ('amount_residual', '>', 0),"
        " ('commercial_partner_id', '=', commercial_partner_id), ('company_id', 'child_of', company_id)]",
    )
    payment_id = fields.Many2one("account.payment", readonly=True, copy=False, index="btree_not_null")
    move_ids = fields.One2many("account.move", "credit_instrument_id", "Journal Entries", readonly=True)
    bank_journal_id = fields.Many2one(
        "account.journal",
        "Our Bank",
        domain="[('type', '=', 'bank')]",
        check_company=True,
        copy=False,
        tracking=True,
    )
    is_at_bank = fields.Boolean(readonly=True, copy=False)
    endorsee_id = fields.Many2one("res.partner", "Endorsed to", copy=False, readonly=True, tracking=True)
    renews_id = fields.Many2one(
        "credit.instrument",
        "Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    renewal_move_id = fields.Many2one(
        "account.move",
        "Debt Taken Over",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Entry by which the replaced instrument opened its debt again; none when it had bounced.",
    )
    interest_move_id = fields.Many2one(
        "account.move",
        "Interest Charged",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Invoice or entry over the interest of the renewal; its total is part of the amount.",
    )
    renewed_by_ids = fields.One2many("credit.instrument", "renews_id", "Replaced by", readonly=True)
    slip_ids = fields.Many2many("credit.deposit.slip", string="Deposit Slips", readonly=True, copy=False)
    discount_ids = fields.Many2many("credit.discount", string="Discount Lists", readonly=True, copy=False)
    endorsement_ids = fields.Many2many(
        "credit.endorsement", string="Endorsement Lists", readonly=True, copy=False
    )
    note = fields.Text()

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of an instrument must be positive."
    )
    _maturity_after_issue = models.Constraint(
        "CHECK (maturity_date >= issue_date)", "An instrument cannot mature before it was received."
    )
    _portfolio_index = models.Index(
        "(company_id, maturity_date) WHERE state IN ('in_hand', 'deposited', 'discounted', 'endorsed')"
    )

    @api.depends("name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for instrument in self:
            instrument.display_name = f"{kinds.get(instrument.kind, '')} {instrument.name or ''}".strip()

    def write(self, vals):
        """A received instrument is a booked fact: what was booked can no longer be typed over."""
        booked = {
            "amount",
            "currency_id",
            "partner_id",
            "company_id",
            "issue_date",
            "invoice_ids",
            "kind",
        } & vals.keys()
        if booked and any(instrument.state != "draft" for instrument in self):
            raise UserError(self.env._("This instrument was already booked. Return it and register it anew."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        if any(instrument.state != "draft" for instrument in self):
            raise UserError(
                self.env._("Only a draft can be deleted: a booked instrument is part of the ledger.")
            )

    @api.onchange("invoice_ids")
    def _onchange_invoice_ids(self):
        """Offer the open amount and the customer of the chosen invoices."""
        if self.invoice_ids and not self.amount:
            self.amount = sum(self.invoice_ids.mapped("amount_residual"))
            self.currency_id = self.invoice_ids[:1].currency_id
            self.partner_id = self.partner_id or self.invoice_ids[:1].commercial_partner_id
