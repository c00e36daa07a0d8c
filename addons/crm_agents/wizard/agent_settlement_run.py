from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AgentSettlementRun(models.TransientModel):
    """Settle the open commission of agents up to a day."""

    _name = "agent.settlement.run"
    _description = "Settle Commission"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: fields.Date.end_of(self._last_month(), "month")
    )
    by_period = fields.Boolean(
        string="Finished Periods",
        help="Each agent up to the end of his own last week, month or quarter, instead of all up to one day. What came "
        "late for a period that is settled waits for the next one.",
    )
    below_zero = fields.Boolean(
        string="Below Zero Too",
        help="Settle also agents who owe us: their bill is a refund. Otherwise it is carried forward.",
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

    @api.depends("company_id", "date_to", "agent_ids", "by_period", "below_zero")
    def _compute_open(self):
        for run in self:
            groups = [
                group for day, agents in run._due().items() for group in run._unsettled_groups(day, agents)
            ]
            due = [
                (amount, count)
                for _agent, amount, count in groups
                if amount > 0 or (amount and run.below_zero)
            ]
            run.open_amount = sum(amount for amount, _count in due)
            run.open_count = sum(count for _amount, count in due)
            run.carried_agent_ids = self.env["res.partner"].union(
                *(agent for agent, amount, _count in groups if amount <= 0 and not run.below_zero)
            )

    def _due(self):
        """Return {last day: agents} to be settled, as far as the user may see their commission."""
        chosen = self.agent_ids._origin
        if self.by_period:
            # sudo: what is open is read for whose it is; of whom the user may know is asked below
            due = self.env["agent.settlement"].sudo()._due(self.company_id, fields.Date.context_today(self))
            return {
                day: agents.with_env(self.env) & (chosen or agents.with_env(self.env))
                for day, agents in due.items()
            }
        return {self.date_to: chosen} if self.date_to else {}

    def _unsettled_groups(self, day, agents):
        """Return (agent, amount, number of entries) of the open entries that the user may see.

        :param agents: only theirs; none for everybody's
        """
        domain = [
            ("settlement_id", "=", False),
            ("company_id", "=", self.company_id.id),
            ("date", "<=", day),
        ]
        if agents or self.by_period:
            domain.append(("agent_id", "in", agents.ids))
        groups = self.env["agent.commission.entry"]._read_group(
            domain, ["agent_id"], ["amount:sum", "__count"]
        )
        return [(agent, self.currency_id.round(amount), count) for agent, amount, count in groups]

    def _agents_seen(self, day, agents):
        """Return the agents with open entries, and those with a guarantee, whose commission the user may see."""
        # sudo: plans and their agents are read for whom there is; of whom the user may know is asked in the same breath
        guaranteed = self.env["agent.settlement"].sudo()._guaranteed(self.company_id)
        if agents or self.by_period:
            guaranteed &= agents
        own = Domain("id", "in", guaranteed.ids) & self.env.user._agent_domain("id")
        return (
            self.env["res.partner"]
            .search(own)
            .union(*(agent for agent, _amount, _count in self._unsettled_groups(day, agents)))
        )

    def action_settle(self):
        """Make the settlements and open them."""
        self.ensure_one()
        self.company_id.check_access("read")
        # sudo: settlements are written by their process only; whose commission, is read as the user
        process = self.env["agent.settlement"].sudo()
        settlements = process.browse()
        for day, agents in self._due().items():
            seen = self._agents_seen(day, agents)
            settlements += process._settle(seen, self.company_id, day, self.below_zero)
        if not settlements:
            raise UserError(
                self.env._("Nothing to settle: no open commission above zero in what was chosen.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_settlement")
        return {**action, "domain": [("id", "in", settlements.ids)], "context": {}}
