from odoo import fields, models


class AgentSettlementAnswer(models.TransientModel):
    """The manager's answer to an agent's objection."""

    _name = "agent.settlement.answer"
    _description = "Answer an Objection"

    objection_id = fields.Many2one("agent.settlement.objection", required=True, ondelete="cascade")
    # Each as the user himself: any objection can be named in a dialog that is not opened but called.
    agent_id = fields.Many2one(related="objection_id.agent_id", related_sudo=False)
    currency_id = fields.Many2one(related="objection_id.currency_id", related_sudo=False)
    text = fields.Text(related="objection_id.text", string="What the Agent Says", related_sudo=False)
    reference = fields.Char(related="objection_id.reference", related_sudo=False)
    entered = fields.Monetary(related="objection_id.entry_id.amount", string="Entered", related_sudo=False)
    amount = fields.Monetary(
        string="Adjustment",
        help="Added to the agent's commission, negative to take from it; an entry of its own in the ledger. While "
        "the settlement is not approved it goes into this one, else into the next.",
    )
    answer = fields.Text(required=True)

    def action_accept(self):
        """Accept, with an adjustment of the commission."""
        self.objection_id._answer("accepted", self.answer, self.amount)

    def action_refuse(self):
        """Refuse: the commission stays as it is."""
        self.objection_id._answer("refused", self.answer)
