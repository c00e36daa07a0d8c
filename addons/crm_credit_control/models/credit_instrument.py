from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic.instrument_steps import STEPS


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
        "res.company", required=True, default=lambda self: self.env.company.root_id, index=True
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
    issue_date = fields.Date("Received on", required=True, default=fields.Date.context_today, tracking=True)
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
        check_company=True,
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
    renewed_by_ids = fields.One2many("credit.instrument", "renews_id", "Replaced by", readonly=True)
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
        if (
            not self.env.su
            and {"state", "company_amount", "payment_id", "is_at_bank", "renews_id"} & vals.keys()
        ):
            raise UserError(self.env._("The state of an instrument changes by its steps only."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """Every instrument begins as a draft."""
        for vals in vals_list:
            if not self.env.su and vals.get("state", "draft") != "draft":
                raise UserError(self.env._("The state of an instrument changes by its steps only."))
        return super().create(vals_list)

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

    def action_receive(self):
        """Take the instrument in: debit the portfolio, credit the customer, settle the chosen invoices."""
        for instrument in self._allowed("receive"):
            instrument._receive()

    def action_deposit(self, bank_journal=None):
        """Hand the instrument to our bank for collection; `bank_journal` (id or record) unless already chosen."""
        for instrument in self._allowed("deposit"):
            instrument._choose_bank(bank_journal)
            instrument._take_step("deposit", is_at_bank=True)

    def action_discount(self, bank_journal=None, cost=0.0):
        """Sell the instrument to our bank before maturity for its amount less `cost` (instrument's currency)."""
        for instrument in self._allowed("discount"):
            instrument._choose_bank(bank_journal)
            instrument._take_step("discount", extra=cost)

    def action_endorse(self, supplier):
        """Pay `supplier` (id or record) with the instrument: it settles what we owe him."""
        supplier_id = supplier if isinstance(supplier, int) else supplier.id
        for instrument in self._allowed("endorse"):
            instrument._take_step("endorse", endorsee_id=supplier_id)

    def action_clear(self, bank_journal=None):
        """The instrument was paid: it can no longer fail and leaves the obligo."""
        for instrument in self._allowed("clear"):
            if instrument.state in ("in_hand", "deposited"):
                instrument._choose_bank(bank_journal)
            instrument._take_step("clear")

    def action_bounce(self, fee=0.0, charge_customer=True):
        """The instrument came back unpaid: the invoices are open again in this one step.

        `fee` (instrument's currency) is what our bank takes; it is added to the debt unless `charge_customer` is off.
        """
        for instrument in self._allowed("bounce"):
            if fee:
                instrument._choose_bank(None)
            instrument._take_step("bounce", extra=fee, on_customer=charge_customer)
            instrument._reopen_debt()

    def action_return(self):
        """Give the instrument back to the customer: the invoices are open again."""
        for instrument in self._allowed("return"):
            instrument._take_step("return")
            instrument._reopen_debt()

    def action_renew(self, maturity_date, name=None, interest=0.0):
        """Replace the instrument by one that matures on `maturity_date`, its amount raised by `interest`.

        Returns the new instruments, already in hand.
        """
        renewed = self.browse()
        for instrument in self._allowed("renew"):
            renewed |= instrument._renew(fields.Date.to_date(maturity_date), name, interest)
        return renewed

    def _allowed(self, step):
        """`self` when the user may take `step` on each of them; refuses the whole call otherwise."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for instrument in self:
            if instrument.state not in STEPS[step].sources:
                raise UserError(
                    self.env._(
                        "%(instrument)s is %(state)s: this step is not possible.",
                        instrument=instrument.display_name,
                        state=labels[instrument.state],
                    )
                )
        return self
