from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

ACTIVITY = "crm_agents.activity_objection"
WRITTEN_BY_AGENT = ("settlement_id", "entry_id", "text")


class AgentSettlementObjection(models.Model):
    """What an agent finds wrong in a settlement: an entry, or one that is missing; and the manager's answer."""

    _name = "agent.settlement.objection"
    _description = "Objection to a Settlement"
    _order = "id desc"
    _rec_name = "text"

    settlement_id = fields.Many2one(
        "agent.settlement", required=True, readonly=True, index=True, ondelete="cascade"
    )
    entry_id = fields.Many2one(
        "agent.commission.entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: something is missing.",
    )
    reference = fields.Char(related="entry_id.reference", string="Document")
    agent_id = fields.Many2one(related="settlement_id.agent_id", store=True, index=True)
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    text = fields.Text(string="Objection", required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="open",
    )
    answer = fields.Text(readonly=True)
    answered_by = fields.Many2one("res.users", readonly=True)
    answered_on = fields.Datetime(readonly=True)
    adjustment_id = fields.Many2one(
        "agent.commission.entry",
        string="Adjusted By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    amount = fields.Monetary(related="adjustment_id.amount", string="Adjustment")

    @api.constrains("settlement_id", "entry_id")
    def _check_entry_of_settlement(self):
        for objection in self:
            if objection.entry_id and objection.entry_id.settlement_id != objection.settlement_id:
                raise UserError(
                    self.env._(
                        "%(document)s is no entry of %(settlement)s.",
                        document=objection.entry_id.reference,
                        settlement=objection.settlement_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Put it before the manager. Whose it is, is the settlement's; the answer is not the agent's to write."""
        blank = {
            "state": "open",
            "answer": False,
            "answered_by": False,
            "answered_on": False,
            "adjustment_id": False,
        }
        objections = super().create(
            [{**{name: vals.get(name) for name in WRITTEN_BY_AGENT}, **blank} for vals in vals_list]
        )
        for objection in objections:
            objection._check_can_still_object()
            objection._tell_manager()
        return objections

    def _check_can_still_object(self):
        open_ones = Domain("state", "=", "open") & Domain("entry_id", "=", self.entry_id.id)
        if self.search_count(open_ones & Domain("settlement_id", "=", self.settlement_id.id)) > 1:
            raise UserError(self.env._("This has been objected to already, and is not answered yet."))
        # sudo: whose settlement it is, was checked by the rule of the objection itself
        if self.sudo().settlement_id.state not in ("draft", "reviewed", "approved"):
            raise UserError(
                self.env._(
                    "%(settlement)s is billed: what is wrong in it is put right in the next one. Ask your manager.",
                    settlement=self.settlement_id.name,
                )
            )

    def _tell_manager(self):
        # sudo: an agent has no right to give others something to do
        settlement = self.sudo().settlement_id
        settlement.activity_schedule(
            ACTIVITY,
            user_id=(settlement.user_id or settlement._responsible(settlement.agent_id)).id,
            note=f"{self.sudo().reference or ''} {self.text}".strip(),
        )

    def _answer(self, state, answer, amount=0.0):
        """Accept or refuse, once, and tell the agent.

        :param amount: what is added to, or taken from, the agent's commission; an adjustment in the ledger
        """
        self.ensure_one()
        self._check_may_answer()
        # sudo: nobody may write objections; who may answer was checked
        objection = self.sudo()
        values = {"state": state, "answer": answer}
        values |= {"answered_by": self.env.uid, "answered_on": fields.Datetime.now()}
        if state == "accepted" and not objection.currency_id.is_zero(amount):
            values["adjustment_id"] = objection._adjust(amount, answer).id
        objection.write(values)
        labels = dict(self._fields["state"]._description_selection(self.env))
        objection.settlement_id.message_post(
            body=self.env._(
                "%(objection)s: %(state)s. %(answer)s",
                objection=objection.reference or objection.text,
                state=labels[state],
                answer=answer,
            ),
            partner_ids=objection.agent_id.ids,
            author_id=self.env.user.partner_id.id,
        )
        if not objection.settlement_id.open_objection_count:
            objection.settlement_id.activity_feedback([ACTIVITY], user_id=None, feedback=answer)

    def _check_may_answer(self):
        self.check_access("read")
        user = self.env.user
        if not user.has_group("crm_base.group_sales_manager") or self.agent_id == user.partner_id:
            raise AccessError(self.env._("A sales manager answers objections, and never his own."))
        if self.state != "open":
            raise UserError(self.env._("This objection has been answered already."))

    def _adjust(self, amount, reason):
        """Enter the adjustment: in this settlement while it is not approved, else in the next one."""
        settlement, entry = self.settlement_id, self.entry_id
        is_open = settlement.state in ("draft", "reviewed")
        today = fields.Date.context_today(self)
        adjustment = self.env["agent.commission.entry"]._adjust(
            self.agent_id,
            self.company_id,
            amount,
            min(today, settlement.date_to) if is_open else today,
            reason,
            source=f"adjustment/objection/{self.id}",
            entry=entry,
        )
        if is_open:
            self.env["agent.settlement.item"]._collect(settlement, adjustment)
        return adjustment
