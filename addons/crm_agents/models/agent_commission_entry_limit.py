from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from ..logic.limits import limits_in_text, missing


class AgentCommissionEntry(models.Model):
    """Guarantees and caps: what a period brings an agent more, or less, than what he earned in it."""

    _inherit = "agent.commission.entry"

    @api.model
    def _top_up(self, agents, company, first_days, date_to):
        """Enter what the guarantees and caps of the agents' plans add and take off; to be called before settling.

        Only whole periods that have ended are looked at. What was entered for a period before is counted, so run
        again this adds nothing, and a late entry makes it enter the difference.

        :param first_days: {agent: first day that was not settled before}; without one, from the first entry
        """
        values = []
        limited = self.env["agent.settlement"]._ever_limited(agents, company)
        # sudo: whoever settles need not be told by which plan each agent earns
        for agent in agents.sudo():
            plan = agent.commission_plan_id
            if plan._pays_in(company) and (plan._limits() != (None, None) or agent in limited):
                limits = self._limits_by_period(agent, plan, company, first_days.get(agent), date_to)
                values += self._prepare_limits(agent, plan, company, limits)
        return self._enter(values)

    def _limits_by_period(self, agent, plan, company, first_day, date_to):
        """Return {first day of a period: (guarantee, cap)} of the periods that limits may have something to say of.

        A period that was settled is closed under the limits of its time: they are held against what is still open
        in it. Without any it stays as it is.
        """
        own = [("agent_id", "=", agent.id), ("company_id", "=", company.id), ("date", "<=", date_to)]
        day = first_day or self._first_day_earning(agent, plan, company, own, date_to)
        if not day:
            return {}
        day = plan._first_day(day)
        limits = {}
        for entry in self.search_fetch([*own, ("date", "<", day), ("settlement_id", "=", False)], ["date"]):
            settled = plan._first_day(entry.date)
            if settled not in limits and (limits_then := self._limits_then(agent, plan, company, settled)):
                limits[settled] = limits_then
        while plan._limits() != (None, None) and plan._last_day(day) <= date_to:
            limits[day] = plan._limits()
            day = plan._next_first_day(day)
        return dict(sorted(limits.items()))

    def _first_day_earning(self, agent, plan, company, own, date_to):
        """Return a day of the first period of an agent who was never settled; None: there is none yet.

        With the first entry that is no adjustment, whose day a manager chooses; who has none anywhere is guaranteed the
        period that ends now, in his own company only.
        """
        earned = [("kind", "!=", "adjustment")]
        ((first_day,),) = self._read_group(own + earned, [], ["date:min"])
        if first_day or plan._last_day(date_to) != date_to:
            return first_day
        users = agent.sudo().user_ids or agent.sudo().user_id  # of whichever companies
        home = plan.company_id or agent.company_id or users.company_id[:1]
        home = home or self.env["res.company"].search([], limit=1)
        elsewhere = not plan.company_id and self.search_count([("agent_id", "=", agent.id), *earned], limit=1)
        return date_to if home == company and not elsewhere else None

    def _limits_then(self, agent, plan, company, first_day):
        """Return the (guarantee, cap) by which a settled period was limited last; None: it was not."""
        last_day = plan._last_day(first_day)
        source = f"limit/{agent.id}/{company.id}/{first_day}/{last_day}/%"
        entry = self.search([("source", "=like", source)], order="id desc", limit=1)
        if entry:
            # sudo: what was computed from costs is hidden from some, the limits are not
            trace = entry.sudo().trace["limit"]
        else:
            # What was earned lay within them, so that nothing was entered.
            trace = self.env["agent.settlement"]._limits_held(agent, company, last_day, plan.period)
        return trace and tuple(trace[name] and Decimal(trace[name]) for name in ("guarantee", "cap"))

    def _prepare_limits(self, agent, plan, company, limits):
        """Yield the values of the entries that {first day of a period: (guarantee, cap)} ask for."""
        for first_day, (guarantee, cap) in limits.items():
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
                            **limits_in_text(guarantee, cap),
                        }
                    },
                    "source": f"limit/{agent.id}/{company.id}/{first_day}/{last_day}/{times}",
                }

    def _earned_by_kind(self, agent, company, first_day, last_day):
        """Return {kind: what the agent earned in the company from a day to a day}, exact.

        Adjustments are not earned: a guarantee that made up for an advance taken off would give it back.
        """
        sums = defaultdict(Decimal)
        rows = self._read_group(
            [
                ("agent_id", "=", agent.id),
                ("company_id", "=", company.id),
                ("date", ">=", first_day),
                ("date", "<=", last_day),
                ("kind", "!=", "adjustment"),
            ],
            ["kind"],
            ["amount:sum"],
        )
        for kind, amount in rows:
            sums[kind] += Decimal(str(round(amount, 6)))
        return sums
