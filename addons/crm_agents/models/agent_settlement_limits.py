from odoo import api, fields, models

from ..logic.limits import limits_in_text
from .agent_commission_plan import READERS


class AgentSettlement(models.Model):
    """By which guarantee and cap a settlement closed its periods: what comes late for them is held against the same.

    An entry of theirs says so too, but there is none where what was earned lay between them.
    """

    _inherit = "agent.settlement"

    limits = fields.Json(
        readonly=True,
        copy=False,
        groups=READERS,
        help="The period, the guarantee and the cap of the agent's plan when it was computed; empty without either.",
    )

    @api.model
    def _limits_of(self, agent, company):
        """Return the limits that an agent's settlement is computed by, as a value for `limits`."""
        # sudo: a plan's terms are not for everybody who settles, what a settlement was computed by is kept all the same
        plan = agent.sudo().commission_plan_id
        if not plan._pays_in(company) or plan._limits() == (None, None):
            return False
        return {"period": plan.period, **limits_in_text(*plan._limits())}

    @api.model
    def _limits_held(self, agent, company, last_day, period):
        """Return the limits by which the period that ended on a day was closed, None without.

        :param period: of the plan of today; a period of another length was not closed as such
        """
        closing = self.search(
            [
                ("agent_id", "=", agent.id),
                ("company_id", "=", company.id),
                ("state", "!=", "cancelled"),
                ("date_to", ">=", last_day),
            ],
            order="date_to, id",
            limit=1,
        )
        limits = closing.limits or {}
        if limits.get("period") != period:
            return None
        return limits if (closing.date_from or closing._first_entered()) <= last_day else None

    def _first_entered(self):
        """Return the day of the first entry: from its period on, an agent's first settlement holds him to limits."""
        ((day,),) = self.env["agent.commission.entry"]._read_group(
            [("settlement_id", "=", self.id)], [], ["date:min"]
        )
        return day or self.date_to

    @api.model
    def _ever_limited(self, agents, company):
        """Return the agents some of whose settlements were computed by limits."""
        rows = self._read_group(
            [("agent_id", "in", agents.ids), ("company_id", "=", company.id), ("limits", "!=", False)],
            ["agent_id"],
        )
        return agents.browse(agent.id for (agent,) in rows)
