from odoo import api, fields, models
from odoo.exceptions import UserError


class AgentSettlementRun(models.TransientModel):
    """Settle the open commission of agents up to a day."""

    _name = "agent.settlement.run"
    _description = "Settle Commission"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: fields.Date.end_of(self._last_month(), "month")
    )
    agent_ids = fields.Many2many(
        "res.partner", string="Agents", help="Empty: all whose commission you may see."
    )
    open_amount = fields.Monetary(string="To Be Settled", compute="_compute_open")
    open_count = fields.Integer(string="Entries", compute="_compute_open")
    carried_agent_ids = fields.Many2many(
        "res.partner",
        string="Carried Forward",
        compute="_compute_open",
        help="Their commission adds up to nothing or less; it counts in their next settlement.",
    )

    def _last_month(self):
        return fields.Date.subtract(fields.Date.context_today(self), months=1)

    @api.depends("company_id", "date_to", "agent_ids")
    def _compute_open(self):
        for run in self:
            groups = run._unsettled_groups()
            due = [(amount, count) for _agent, amount, count in groups if amount > 0]
            run.open_amount = sum(amount for amount, _count in due)
            run.open_count = sum(count for _amount, count in due)
            run.carried_agent_ids = self.env["res.partner"].union(
                *(agent for agent, amount, _count in groups if amount <= 0)
            )

    def _unsettled_groups(self):
        """Return (agent, amount, number of entries) of the open entries that the user may see."""
        domain = [
            ("settlement_id", "=", False),
            ("company_id", "=", self.company_id.id),
            ("date", "<=", self.date_to),
        ]
        if self.agent_ids:
            domain.append(("agent_id", "in", self.agent_ids.ids))
        groups = self.env["agent.commission.entry"]._read_group(
            domain, ["agent_id"], ["amount:sum", "__count"]
        )
        return [(agent, self.currency_id.round(amount), count) for agent, amount, count in groups]

    def action_settle(self):
        """Make the settlements and open them."""
        self.ensure_one()
        agents = self.env["res.partner"].union(
            *(agent for agent, _amount, _count in self._unsettled_groups())
        )
        # sudo: settlements are written by their process only; whose commission, was read as the user
        settlements = self.env["agent.settlement"].sudo()._settle(agents, self.company_id, self.date_to)
        if not settlements:
            raise UserError(
                self.env._(
                    "Nothing to settle until %(day)s: no open commission above zero.", day=self.date_to
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_settlement")
        return {**action, "domain": [("id", "in", settlements.ids)], "context": {}}
