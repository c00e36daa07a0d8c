from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from ..logic.limits import missing


class AgentCommissionEntry(models.Model):
    """Guarantees and caps: what a period brings an agent more, or less, than what he earned in it."""

    _inherit = "agent.commission.entry"

    @api.model
    def _top_up(self, agents, company, date_from, date_to):
        """Enter what the guarantees and caps of the agents' plans add and take off; to be called before settling.

        Only whole periods that have ended are looked at: those between the days, and older ones in which something is
        still open. What was entered for a period before is counted, so run again this adds nothing, and a late entry
        makes it enter the difference.

        :param date_from: first day, False for the first entry of each agent
        """
        values = []
        for agent in agents:
            plan = agent.commission_plan_id
            if plan._pays_in(company) and plan._limits() != (None, None):
                periods = self._periods_to_limit(agent, plan, company, date_from, date_to)
                values += self._prepare_limits(agent, plan, company, periods)
        return self._enter(values)

    def _periods_to_limit(self, agent, plan, company, date_from, date_to):
        """Return the first days of the periods of which the limits may have something to say."""
        own = [("agent_id", "=", agent.id), ("company_id", "=", company.id), ("date", "<=", date_to)]
        ((first_day,),) = self._read_group(own, [], ["date:min"])
        first_day = date_from or first_day
        periods = {
            plan._first_day(entry.date)
            for entry in self.search_fetch([*own, ("settlement_id", "=", False)], ["date"])
        }
        if first_day:
            day = plan._first_day(first_day)
            while day <= date_to:
                periods.add(day)
                day = plan._next_first_day(day)
        return sorted(day for day in periods if plan._last_day(day) <= date_to)

    def _prepare_limits(self, agent, plan, company, periods):
        """Yield the values of the entries that the limits of a plan ask for in periods."""
        guarantee, cap = plan._limits()
        for first_day in periods:
            last_day = plan._last_day(first_day)
            sums = self._earned_by_kind(agent, company, first_day, last_day)
            booked = sums.pop("guarantee", Decimal(0)) + sums.pop("cap", Decimal(0))
            times = self.search_count([("source", "=like", f"limit/{agent.id}/{company.id}/{first_day}/%")])
            earned = sum(sums.values(), Decimal(0))
            kind, amount = missing(earned, booked, guarantee, cap)
            if amount:
                yield {
                    "agent_id": agent.id,
                    "company_id": company.id,
                    "date": last_day,
                    "kind": kind,
                    "reference": f"{first_day} / {last_day}",
                    "plan_id": plan.id,
                    "volume_from": False,
                    "amount": float(amount),
                    "trace": {
                        "limit": {
                            "earned": str(earned),
                            "booked": str(booked),
                            "guarantee": None if guarantee is None else str(guarantee),
                            "cap": None if cap is None else str(cap),
                        }
                    },
                    "source": f"limit/{agent.id}/{company.id}/{first_day}/{last_day}/{times}",
                }

    def _earned_by_kind(self, agent, company, first_day, last_day):
        """Return {kind: what the agent earned in the company from a day to a day}, exact."""
        sums = defaultdict(Decimal)
        rows = self._read_group(
            [
                ("agent_id", "=", agent.id),
                ("company_id", "=", company.id),
                ("date", ">=", first_day),
                ("date", "<=", last_day),
            ],
            ["kind"],
            ["amount:sum"],
        )
        for kind, amount in rows:
            sums[kind] += Decimal(str(round(amount, 6)))
        return sums
