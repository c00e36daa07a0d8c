from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class CreditInstrumentBatch(models.AbstractModel):
    """Instruments that go one way together, on one paper. Confirming it takes the step for all of them or for none.

    What the step is, a model says by `_take` and `_take_back`, and the state it leads to by `_confirmed`.
    """

    _name = "credit.instrument.batch"
    _description = "Paper over Many Instruments"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _confirmed = None
    # What the other side has on paper.
    _fixed = frozenset({"instrument_ids", "date", "company_id", "currency_id"})

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(required=True, default=lambda self: self.env.company._today(), tracking=True)
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
    entry_ids = fields.Many2many("account.move", string="Journal Entries", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("name")
    def _compute_display_name(self):
        for batch in self:
            # Not saved yet, it has no number; the web client then says that it is new.
            batch.display_name = batch.name if batch.name != "/" else False

    @api.depends("instrument_ids.amount")
    def _compute_total(self):
        for batch in self:
            batch.instrument_count = len(batch.instrument_ids)
            batch.total = sum(batch.instrument_ids.mapped("amount"))

    @api.constrains("instrument_ids", "currency_id")
    def _check_currency(self):
        for batch in self:
            if batch.instrument_ids.currency_id - batch.currency_id:
                raise UserError(self.env._("All instruments of one paper are in its currency."))

    @api.model_create_multi
    def create(self, vals_list):
        """Every paper begins as a draft, with the next number of its company."""
        for vals in vals_list:
            if not self.env.su and vals.get("state", "draft") != "draft":
                raise UserError(self.env._("The state of this paper changes by its steps only."))
        if not self.env.su:
            # Said in words, because what is left out could come as a default.
            vals_list = [vals | {"state": "draft", "entry_ids": []} for vals in vals_list]
        batches = super().create(vals_list)
        for batch in batches.filtered(lambda batch: batch.name == "/"):
            # Numbers are given by the system: a controller has no right to sequences and needs none.
            sequence = self.env["ir.sequence"].sudo().with_company(batch.company_id)
            batch.name = sequence.next_by_code(self._name, sequence_date=batch.date) or "/"
        return batches

    def write(self, vals):
        """What was handed over can no longer be typed over."""
        if self._fixed & vals.keys() and any(batch.state != "draft" for batch in self):
            raise UserError(self.env._("This paper was handed over. Cancel it and make a new one."))
        if not self.env.su and {"state", "entry_ids"} & vals.keys():
            raise UserError(self.env._("The state of this paper changes by its steps only."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if any(batch.state != "draft" for batch in self):
            raise UserError(self.env._("Only a draft can be deleted: this paper was handed over."))

    def action_confirm(self):
        """Take the step for all instruments on the paper's date, in one transaction: for all of them or for none."""
        for batch in self._in_state("draft"):
            if not batch.instrument_ids:
                raise UserError(self.env._("Choose the instruments first."))
            batch.instrument_ids._lock_rows()
            # The entries are remembered, whoever may see the ledger.
            instruments = batch.sudo().instrument_ids
            before = instruments.move_ids
            batch._take()
            # State and entries follow from the step, which was allowed.
            batch.sudo().write(
                {
                    "state": self._confirmed,
                    "entry_ids": [Command.set((instruments.move_ids - before).ids)],
                }
            )

    def action_cancel(self):
        """Take all instruments back by the opposite step; refused once one of them went on from there."""
        for batch in self._in_state(self._confirmed):
            batch._refuse_gone_on()
            batch._take_back()
            # The state follows from the step, which was allowed.
            batch.sudo().state = "cancelled"

    def _refuse_gone_on(self):
        """Refuse when the last entry of an instrument is not of this paper: it came back, and may be on another one."""
        # The entries are looked at, whoever may see the ledger.
        batch = self.sudo()
        for instrument in batch.instrument_ids:
            if instrument.move_ids.sorted("id")[-1:] not in batch.entry_ids:
                raise UserError(
                    self.env._("%(instrument)s went on from here.", instrument=instrument.display_name)
                )

    def _take(self):
        """Take the step for all instruments; each model says which."""
        raise NotImplementedError

    def _take_back(self):
        """Take the opposite step for all instruments; each model says which."""
        raise NotImplementedError

    def _in_state(self, state):
        """`self` when the user may change each paper and each is in `state`; refuses the whole call otherwise."""
        self.check_access("write")
        if any(batch.state != state for batch in self):
            raise UserError(self.env._("This was done already, or is not possible for one of the papers."))
        return self
