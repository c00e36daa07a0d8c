from datetime import datetime, time

import pytz
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

# How a period is called: in the patterns of Babel, which know the months and quarters of every language.
PATTERNS = {"month": "LLLL yyyy", "quarter": "QQQ yyyy", "year": "yyyy"}
STEPS = {"month": {"months": 1}, "quarter": {"months": 3}, "year": {"years": 1}}


class AgentDashboard(models.AbstractModel):
    """A seller's or a team's month, quarter or year on one page; every figure opens the documents it is made of.

    Read with the rights of whoever looks, in the current company: a seller finds himself, a manager his teams and each
    of their agents, controllers and administrators everybody.
    """

    _name = "agent.dashboard"
    _description = "Dashboard of Sellers and Teams"

    @api.model
    @api.readonly
    def figures(self, who="", period="month", offset=0):
        """All that the page shows.

        :param who: `agent-<id>`, `team-<id>` or `all`; one's own sales, or all of them, when it is none of the choices
        :param period: `month`, `quarter` or `year`
        :param offset: 0 for the running period, -1 for the one before...
        """
        if not (
            self.env.user.has_group("crm_base.group_seller")
            or self.env.user.has_group("crm_base.group_credit_controller")
        ):
            raise AccessError(self.env._("Only sellers, their managers and controllers see sales by agent."))
        choices = self._choices()
        known = {choice["key"] for group in choices for choice in group["choices"]}
        if who not in known:
            who = "all" if "all" in known else f"agent-{self.env.user.partner_id.id}"
        agents = self._agents(who)
        period = period if period in PATTERNS else "month"
        first, last = self._days(period, int(offset))
        sales, owing = self._sales(agents, first, last), self._owing(agents, last)
        return {
            "currency_id": self.env.company.currency_id.id,
            "choices": choices,
            "who": who,
            "period": period,
            "label": format_date(self.env, first, date_format=PATTERNS[period]),
            "tiles": self._tiles(agents, first, last, sales[0], owing[0]),
            "targets": [] if offset else self._targets(agents, period),
            "lists": self._lists(agents, first, last, sales, owing[1]),
        }

    # -- whose sales, and when ------------------------------------------------------------------------------

    def _choices(self):
        """Whom the user can look at: groups of choices, `[{title, choices: [{key, name}]}]`."""
        user = self.env.user
        agents = self._visible_agents()
        groups = []
        if not user._is_restricted_seller() or user.has_group("crm_base.group_sales_manager"):
            everybody = self.env._("My teams") if user._is_restricted_seller() else self.env._("Everybody")
            groups.append({"title": "", "choices": [{"key": "all", "name": everybody}]})
            teams = self._visible_teams()
            groups.append({"title": self.env._("Teams"), "choices": self._named("team", teams)})
        groups.append({"title": self.env._("Agents"), "choices": self._named("agent", agents)})
        return [group for group in groups if group["choices"]]

    def _named(self, kind, records):
        return [{"key": f"{kind}-{record.id}", "name": record.display_name} for record in records]

    def _visible_agents(self):
        """Agents and sellers whose sales the user may see, he himself first."""
        partners = self.env["res.partner"]
        sellers = (
            self.env.ref("crm_base.group_seller").sudo().all_user_ids.filtered(lambda user: not user.share)
        )
        # sudo: who sells is no secret, and whose sales the user sees is for the domain
        anybody = Domain("is_agent", "=", True) | Domain("id", "in", sellers.partner_id.ids)
        found = partners.sudo().search(anybody & self.env.user._agent_domain("id")).sudo(False)
        return (found & self.env.user.partner_id) | found

    def _visible_teams(self):
        teams = self.env["crm.team"].search([("company_id", "in", (False, self.env.company.id))])
        user = self.env.user
        return teams & user._own_teams() if user._is_restricted_seller() else teams

    def _agents(self, who):
        """Ids of the agents (res.partner) chosen; None for everybody without exception.

        A team is its leader, its members and the outside agents that these look after, as in the record rules.
        """
        kind, _dash, number = who.partition("-")
        if kind == "agent":
            return [int(number)]
        visible = self._visible_agents()
        if kind == "team":
            # sudo: the team is among the choices, and who is in it is no secret to whoever may choose it
            team = self.env["crm.team"].browse(int(number)).sudo()
            users = team.member_ids | team.user_id
            return visible.filtered(
                lambda agent: agent in users.partner_id or (agent.is_agent and agent.user_id in users)
            ).ids
        return visible.ids if self.env.user._is_restricted_seller() else None

    def _days(self, period, offset):
        """First and last day of the period."""
        today = fields.Date.context_today(self)
        step = {unit: count * offset for unit, count in STEPS[period].items()}
        first = fields.Date.add(fields.Date.start_of(today, period), **step)
        return first, fields.Date.end_of(first, period)

    def _moments(self, first, last):
        """The days as moments in UTC: from the first of the first day to before the day after the last."""
        starts = (first, fields.Date.add(last, days=1))
        return [
            self.env.tz.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None)
            for day in starts
        ]

    # -- domains --------------------------------------------------------------------------------------------

    def _of(self, agents):
        """Domain of rows of these agents in this company."""
        here = Domain("company_id", "=", self.env.company.id)
        return here if agents is None else here & Domain("agent_id", "in", agents)

    def _documents_of(self, agents, seller):
        """Domain of the orders or invoices of these agents; `seller` is the field of the salesperson."""
        here = Domain("company_id", "=", self.env.company.id)
        if agents is None:
            return here
        # Agents of product lines only leave the other lines to the salesperson.
        without_agent = Domain("agent_ids", "not any", [("product_line_id", "=", False)])
        without_agent &= Domain(f"{seller}.partner_id", "in", agents)
        return here & (Domain("agent_ids.agent_id", "in", agents) | without_agent)

    def _found_documents(self, agents, model):
        """Domain of the same `sale.order` or `account.move` for a search here, which finds a few of all by index."""
        documents = self.env[model]
        own = agents and documents._of_agents(agents)
        if own and documents._are_few(own):
            return Domain("company_id", "=", self.env.company.id) & Domain("id", "in", own)
        return self._documents_of(agents, documents._salesperson_field)

    def _within(self, name, first, last):
        return Domain(name, ">=", fields.Date.to_string(first)) & Domain(
            name, "<=", fields.Date.to_string(last)
        )

    # -- what the page is made of ---------------------------------------------------------------------------

    def _action(self, xml_id, domain, title, **changes):
        """The window action `xml_id` on `domain`, in a list first and without its own filters."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        views = sorted(action["views"], key=lambda view: view[1] != "list")
        listed = {"views": views, "context": {}, "target": "current"}
        return {**action, **listed, "name": title, "domain": list(domain), **changes}

    def _money(self, amount):
        return format_amount(self.env, amount, self.env.company.currency_id)
