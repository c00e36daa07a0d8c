from collections import defaultdict
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.service.model import retrying

from ..logic.periods import last_day_over


class AgentSettlement(models.Model):
    """How settlements come about: by hand up to a day, or by themselves when an agent's period is over."""

    _inherit = "agent.settlement"

    @api.model
    def _settle(self, agents, company, date_to, below_zero=False):
        """Settle the open entries up to a day, and return the settlements.

        An agent whose entries add up to nothing or less gets no settlement: they stay open and count in the
        next one. Run again, it finds nothing more to do.

        :param below_zero: settle also what adds up to less than zero, for a refund bill
        """
        agents = agents.sorted("id")
        date_to = fields.Date.to_date(date_to)
        last_days = self._last_days(agents, company)
        self._apply_limits(agents, company, last_days, date_to)
        administrators = self._administrators()
        settlements = self.create(
            [
                {
                    "name": self.env["ir.sequence"].next_by_code("agent.settlement"),
                    "agent_id": agent.id,
                    "company_id": company.id,
                    "user_id": self._looks_after(agent, administrators).id,
                    # Said in words: callers bring defaults along, and everybody may keep some of his own.
                    "state": "draft",
                    "amount": 0.0,
                    "entry_count": 0,
                    "bill_id": False,
                    "payroll_date": False,
                    "limits": self._limits_of(agent, company),
                    "date_from": agent in last_days
                    and min(fields.Date.add(last_days[agent], days=1), date_to),
                    "date_to": date_to,
                }
                for agent in self._agents_due(agents, company, date_to, below_zero)
            ]
        )
        self.env["agent.settlement.item"]._collect(settlements)
        return settlements

    @api.model
    def _apply_limits(self, agents, company, last_days, date_to):
        """Enter what guarantees and caps say of what is not settled yet.

        :param last_days: {agent: last day that was settled before}
        """
        first_days = {agent: fields.Date.add(day, days=1) for agent, day in last_days.items()}
        # sudo: who settles has no right to write the ledger, what guarantees and caps add is the plan's to say
        self.env["agent.commission.entry"].sudo()._top_up(agents, company, first_days, date_to)

    @api.model
    def _agents_due(self, agents, company, date_to, below_zero):
        """Return the agents whose open entries up to a day add up to something that is settled."""
        sums = self.env["agent.settlement.item"]._read_group(
            [
                ("settlement_id", "=", False),
                ("agent_id", "in", agents.ids),
                ("company_id", "=", company.id),
                ("date", "<=", date_to),
            ],
            ["agent_id"],
            ["amount:sum"],
        )
        signs = {agent: company.currency_id.compare_amounts(amount, 0) for agent, amount in sums}
        return [agent for agent, sign in signs.items() if sign > 0 or (below_zero and sign < 0)]

    @api.model
    def _last_days(self, agents, company, before=None):
        """Return {agent: last day that is settled} of those who were ever settled.

        :param before: a settlement; only those made before it count
        """
        domain = [
            ("agent_id", "in", agents.ids),
            ("company_id", "=", company.id),
            ("state", "!=", "cancelled"),
        ]
        if before:
            domain.append(("id", "<", before.id))
        return dict(self._read_group(domain, ["agent_id"], ["date_to:max"]))

    @api.model
    def _looks_after(self, agent, administrators):
        """Return who looks after a settlement: whoever makes it by hand, unless it is his own."""
        user = self.env.user
        by_hand = user.id != SUPERUSER_ID and user.partner_id != agent
        return user if by_hand else self._responsible(agent, administrators)

    @api.model
    def _administrators(self):
        return self.env.ref("crm_base.group_administrator").all_user_ids.filtered("active")

    @api.model
    def _responsible(self, agent, administrators=None):
        """Return who looks after a settlement that nobody made by hand, and answers the agent's objections.

        The head of his team or of the team of whoever looks after him, never he himself; else an administrator.

        :param administrators: as from `_administrators`, which is asked without
        """
        seller = agent.user_ids.filtered(lambda user: not user.share)[:1] or agent.user_id
        for user in (seller.sale_team_id.user_id, agent.user_id):
            if user and user.partner_id != agent:
                return user
        if administrators is None:
            administrators = self._administrators()
        return administrators.filtered(lambda user: user.partner_id != agent)[:1]

    @api.model
    def _guaranteed(self, company):
        """Return the agents with a guarantee: they may have something to get though they have earned nothing."""
        agents = self.env["res.partner"].search(
            [("is_agent", "=", True), ("commission_plan_id.has_guarantee", "=", True)]
        )
        return agents.filtered(lambda agent: agent.commission_plan_id._pays_in(company))

    @api.model
    def _due(self, company, today):
        """Return {last day: agents} of those with something open or guaranteed whose last period is not settled yet.

        What comes late for a period that was settled waits for the next one: no second settlement of old days.
        """
        open_items = self.env["agent.settlement.item"]._read_group(
            [("settlement_id", "=", False), ("company_id", "=", company.id)], ["agent_id"]
        )
        agents = self._guaranteed(company).union(*(agent for (agent,) in open_items))
        last_days = self._last_days(agents, company)
        due = defaultdict(self.env["res.partner"].browse)
        for agent in agents:
            day = last_day_over(today, agent.settlement_period or "month")
            if agent not in last_days or last_days[agent] < day:
                due[day] |= agent
        return due

    @api.model
    def _cron_settle(self):
        """Compute the settlements of the agents whose period is over.

        Each company's agents with the same last day are one transaction: killed between two, the next run goes on;
        two at once find, when repeated, nothing more to settle.
        """
        today = fields.Date.context_today(self)
        works = [
            (company, day, agents)
            for company in self.env["res.company"].search([])
            for day, agents in self._due(company, today).items()
        ]
        for done, (company, day, agents) in enumerate(works, 1):
            retrying(partial(self.with_company(company)._settle, agents, company, day), self.env)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(works) - done):
                break
