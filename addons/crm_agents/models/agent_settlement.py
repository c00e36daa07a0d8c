from odoo import api, fields, models


class AgentSettlement(models.Model):
    """The open commission of one agent up to a day, on its way from computed to paid. Company currency."""

    _name = "agent.settlement"
    _description = "Commission Settlement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _mail_post_access = "read"

    name = fields.Char(string="Number", required=True, readonly=True, default="/")
    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From", help="The day after the agent's settlement before; empty for the first."
    )
    date_to = fields.Date(string="Until", required=True, help="Entries up to this day, late ones included.")
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user)
    entry_ids = fields.One2many("agent.commission.entry", "settlement_id", string="Entries")
    entry_count = fields.Integer(string="Number of Entries", readonly=True)
    amount = fields.Monetary(string="Commission", readonly=True, tracking=True)
    bill_id = fields.Many2one("account.move", index="btree_not_null", copy=False, ondelete="set null")
    is_payroll = fields.Boolean(
        related="agent_id.commission_payroll",
        string="Paid Through Payroll",
        groups="crm_base.group_seller,crm_base.group_credit_controller",
    )
    payroll_date = fields.Date(
        string="Paid With Payroll On", readonly=True, copy=False, help="The day on which it was marked so."
    )
    objection_ids = fields.One2many("agent.settlement.objection", "settlement_id", string="Objections")
    open_objection_count = fields.Integer(
        string="Open Objections",
        compute="_compute_open_objection_count",
        store=True,
        help="Kept with the settlement, so that who approves it while the agent objects is turned back.",
    )
    has_late = fields.Boolean(compute="_compute_what_is_in_it", help="Entries of a prior period are in it.")
    has_adjustment = fields.Boolean(compute="_compute_what_is_in_it")
    is_own = fields.Boolean(compute="_compute_is_own", search="_search_is_own", string="My Own")
    state = fields.Selection(
        [
            ("draft", "Computed"),
            ("reviewed", "Reviewed"),
            ("approved", "Approved"),
            ("billed", "Billed"),
            ("paid", "Paid"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        tracking=True,
        index=True,
    )

    @api.depends("bill_id.payment_state", "bill_id.state", "bill_id.reversal_move_ids.state")
    def _compute_state(self):
        """Follow the bill; without one, a settlement stays where its steps have brought it."""
        for settlement in self:
            state = settlement.state or "draft"
            if state in ("billed", "paid") and not settlement.payroll_date:
                state = settlement._state_of_bill()
            settlement.state = state

    def _state_of_bill(self):
        """Return paid when the bill is, and approved again when it is cancelled, reversed or deleted."""
        bill = self.bill_id
        if not bill or bill.state == "cancel" or self._is_bill_given_back():
            return "approved"
        is_paid = bill.state == "posted" and bill.payment_state in ("paid", "in_payment", "reversed")
        return "paid" if is_paid else "billed"

    def _is_bill_given_back(self):
        """Tell whether the bill's own reversals cover it.

        Odoo also calls a bill reversed that was matched with any refund of the agent: he has got that one's money.
        """
        bill = self.bill_id
        reversals = bill.reversal_move_ids.filtered(
            lambda move: move.state == "posted" and move.currency_id == bill.currency_id
        )
        return (
            bill.payment_state == "reversed"
            and bill.currency_id.compare_amounts(sum(reversals.mapped("amount_total")), bill.amount_total)
            >= 0
        )

    @api.depends("objection_ids.state")
    def _compute_open_objection_count(self):
        counts = dict(
            self.env["agent.settlement.objection"]._read_group(
                [("settlement_id", "in", self.ids), ("state", "=", "open")], ["settlement_id"], ["__count"]
            )
        )
        for settlement in self:
            settlement.open_objection_count = counts.get(settlement, 0)

    @api.depends("entry_ids.is_late", "entry_ids.reason")
    def _compute_what_is_in_it(self):
        for settlement in self:
            settlement.has_late = any(settlement.entry_ids.mapped("is_late"))
            settlement.has_adjustment = any(settlement.entry_ids.mapped("reason"))

    @api.depends("agent_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        for settlement in self:
            settlement.is_own = settlement.agent_id == self.env.user.partner_id

    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = fields.Domain("agent_id", "=", self.env.user.partner_id.id)
        return own if True in value else ~own

    def _note_withdrawn(self, moves):
        """Tell the responsible user that documents settled here were reset to draft, or their down payments were."""
        for settlement in self.filtered(lambda settlement: settlement.state != "cancelled"):
            settlement.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=settlement.user_id.id,
                summary=self.env._("Settled documents were reset to draft, or their down payments were"),
                note=self.env._(
                    "%(documents)s: what was settled stays; the difference is open commission.",
                    documents=", ".join(moves.mapped("name")),
                ),
            )
