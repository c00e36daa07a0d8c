from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Which group takes a settlement from one state to the next.
STEPS = {
    "reviewed": ("draft", "crm_base.group_sales_manager"),
    "approved": ("reviewed", "crm_base.group_administrator"),
    "billed": ("approved", "account.group_account_invoice"),
}


class AgentSettlement(models.Model):
    """The open commission of one agent up to a day, on its way from computed to paid."""

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

    @api.depends("bill_id.payment_state", "bill_id.state")
    def _compute_state(self):
        """Follow the bill: paid when it is paid, approved again when it is cancelled or deleted."""
        for settlement in self:
            state, bill = settlement.state or "draft", settlement.bill_id
            if state in ("billed", "paid") and (not bill or bill.state == "cancel"):
                state = "approved"
            elif state in ("billed", "paid"):
                state = "paid" if bill.payment_state in ("paid", "in_payment") else "billed"
            settlement.state = state

    # -- steps: nobody may write a settlement, the steps do it for those who may take them ------------------

    def action_review(self):
        """The sales manager has looked through the entries."""
        self._step("reviewed")

    def action_approve(self):
        """The administrator releases the settlement for payment."""
        self._step("approved")

    def action_bill(self):
        """Write the agent's bill, a draft vendor bill with a line per plan."""
        self._check_step("billed")
        for settlement in self:
            bill = self.env["account.move"].create(settlement._prepare_bill())
            # sudo: settlements are written by their steps only, the right to this one was checked above
            settlement.sudo().write({"bill_id": bill.id, "state": "billed"})

    def action_cancel(self):
        """Give the entries back to the next settlement."""
        self._check_group("crm_base.group_sales_manager")
        if any(settlement.state not in ("draft", "reviewed", "approved") for settlement in self):
            raise UserError(
                self.env._("Cancel or delete the bill first: a billed settlement cannot be cancelled.")
            )
        self.env["agent.settlement.item"]._release(self)
        # sudo: as in action_bill
        self.sudo().write({"state": "cancelled", "bill_id": False})

    def action_view_bill(self):
        """Open the agent's bill."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "res_id": self.bill_id.id,
        }

    def _step(self, state):
        self._check_step(state)
        # sudo: as in action_bill
        self.sudo().write({"state": state})

    def _check_step(self, state):
        before, group = STEPS[state]
        self._check_group(group)
        if any(settlement.state != before for settlement in self):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Only settlements in state %(before)s can become %(after)s.",
                    before=labels[before],
                    after=labels[state],
                )
            )

    def _check_group(self, group):
        self.check_access("read")
        if not self.env.user.has_group(group):
            raise AccessError(self.env._("You may not take this step of a settlement."))

    def _prepare_bill(self):
        """Return the values of the vendor bill: one line per plan, with that plan's product."""
        self.ensure_one()
        sums = self.env["agent.commission.entry"]._read_group(
            [("settlement_id", "=", self.id)], ["plan_id"], ["amount:sum"]
        )
        return {
            "move_type": "in_invoice",
            "partner_id": self.agent_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "ref": self.name,
            "invoice_line_ids": [
                fields.Command.create(
                    {
                        "product_id": plan.product_id.id,
                        "name": self.env._(
                            "Commission until %(day)s, %(plan)s", day=self.date_to, plan=plan.name
                        ),
                        "quantity": 1,
                        "price_unit": amount,
                    }
                )
                for plan, amount in sums
            ],
        }

    def _note_withdrawn(self, moves):
        """Tell the responsible user that documents settled here were reset to draft."""
        for settlement in self.filtered(lambda settlement: settlement.state != "cancelled"):
            settlement.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=settlement.user_id.id,
                summary=self.env._("Settled documents were reset to draft"),
                note=self.env._(
                    "%(documents)s: what was settled stays; the difference is open commission.",
                    documents=", ".join(moves.mapped("name")),
                ),
            )

    # -- set-based work -------------------------------------------------------------------------------------

    @api.model
    def _settle(self, agents, company, date_to):
        """Settle the open entries up to a day, and return the settlements.

        An agent whose entries add up to nothing or less gets no settlement: they stay open and count in the
        next one. Run again, it finds nothing more to do.
        """
        domain = [
            ("settlement_id", "=", False),
            ("agent_id", "in", agents.ids),
            ("company_id", "=", company.id),
            ("date", "<=", date_to),
        ]
        earned = self.env["agent.settlement.item"]._read_group(domain, ["agent_id"], ["amount:sum"])
        due = [agent for agent, amount in earned if company.currency_id.compare_amounts(amount, 0) > 0]
        last_days = dict(
            self._read_group(
                [
                    ("agent_id", "in", agents.ids),
                    ("company_id", "=", company.id),
                    ("state", "!=", "cancelled"),
                ],
                ["agent_id"],
                ["date_to:max"],
            )
        )
        settlements = self.create(
            [
                {
                    "name": self.env["ir.sequence"].next_by_code("agent.settlement"),
                    "agent_id": agent.id,
                    "company_id": company.id,
                    "date_from": agent in last_days and fields.Date.add(last_days[agent], days=1),
                    "date_to": date_to,
                }
                for agent in due
            ]
        )
        self.env["agent.settlement.item"]._collect(settlements)
        return settlements
