from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AgentCommissionWhatIf(models.TransientModel):
    """What agents would have earned in a time if another plan had been theirs; the ledger is not touched.

    The documents of the time are judged by the plan with the arithmetic of posting, up to what is entered. What older
    documents earned in the time stays as it is: their terms were given before.
    """

    _name = "agent.commission.what.if"
    _description = "What If Another Plan Had Been in Force"

    plan_id = fields.Many2one("agent.commission.plan", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.start_of(self._last_month(), "month")
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: fields.Date.end_of(self._last_month(), "month")
    )
    agent_ids = fields.Many2many(
        "res.partner",
        string="Agents",
        domain="[('is_agent', '=', True)]",
        help="Empty: all agents whose commission you may see.",
    )
    line_ids = fields.One2many("agent.commission.what.if.line", "what_if_id")
    actual = fields.Monetary(compute="_compute_sums")
    what_if = fields.Monetary(string="With the Plan", compute="_compute_sums")
    difference = fields.Monetary(compute="_compute_sums")

    @api.depends("line_ids.actual", "line_ids.what_if")
    def _compute_sums(self):
        for wizard in self:
            wizard.actual = sum(wizard.line_ids.mapped("actual"))
            wizard.what_if = sum(wizard.line_ids.mapped("what_if"))
            wizard.difference = wizard.what_if - wizard.actual

    def _last_month(self):
        return fields.Date.subtract(fields.Date.context_today(self), months=1)

    def action_compute(self):
        """Compute, and open what came out line by line, grouped by agent."""
        self.ensure_one()
        if self.date_from > self.date_to:
            raise UserError(self.env._("The time ends before it begins."))
        agents = self.agent_ids or self._visible_agents()
        values = self._compare(agents)
        # sudo: nobody writes lines by hand, they would tell what document and customer are behind a guessed id
        lines = self.sudo().line_ids
        lines.unlink()
        lines.create([{"what_if_id": self.id, **line} for line in values])
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_commission_what_if_line")
        name = self.env._(
            "%(plan)s, %(first)s to %(last)s",
            plan=self.plan_id.display_name,
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )
        return {**action, "name": name, "display_name": name, "domain": [("what_if_id", "=", self.id)]}

    def _visible_agents(self):
        """Return the agents, and leaders of teams, whose earnings the user may see."""
        # sudo: who leads a team is no secret to colleagues, nor are names of agents
        partners = self.env["res.partner"].sudo()
        leaders = self.env["crm.team"].sudo().search([("user_id", "!=", False)]).user_id.partner_id
        earners = fields.Domain("is_agent", "=", True) | fields.Domain("id", "in", leaders.ids)
        return partners.search(earners & self.env.user._agent_domain("id"))

    def _compare(self, agents):
        """Return the values of the lines: what documents earned each agent, and what they would have."""
        self.env["agent.commission.entry"].check_access("read")
        self.company_id.check_access("read")
        self.plan_id.check_access("read")
        # sudo: whose earnings the user may see was asked; documents and costs are read for the arithmetic only
        wizard = self.sudo()
        agents = agents.sudo().filtered_domain(self.env.user._agent_domain("id"))
        actual = wizard._actual(agents)
        computed, documents = wizard._computed(agents)
        keys = sorted(actual.keys() | computed.keys())
        moves = wizard.env["account.move"].browse({key[1] for key in keys if key[1]})
        by_id = {move.id: move for move in moves}
        lines = []
        for key in keys:
            is_anew = key[1] in documents
            amount = computed.get(key, Decimal(0)) if is_anew else actual[key]
            if actual.get(key) or amount:
                lines.append(
                    {
                        **self._prepare_line(key, by_id.get(key[1], moves.browse())),
                        "is_older": not is_anew,
                        "actual": float(actual.get(key, Decimal(0))),
                        "what_if": float(amount),
                    }
                )
        return lines

    def _prepare_line(self, key, move):
        """Return who and what a line is about, with what the reader is told of a document that he may not open."""
        agent, _move, product, is_team = key
        return {
            "agent_id": agent,
            "move_id": move.id,
            "reference": move.name,
            "partner_id": move.commercial_partner_id.id,
            "product_id": product,
            "is_team": is_team,
        }

    def _actual(self, agents):
        """Return {(agent, document, product, team's sale): what the ledger has of the time}."""
        rows = self.env["agent.commission.entry"]._read_group(
            [
                ("agent_id", "in", agents.ids),
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            ["agent_id", "move_id", "product_id", "is_team"],
            ["amount:sum"],
        )
        return {
            (agent.id, move.id, product.id, is_team): Decimal(str(round(amount, 6)))
            for agent, move, product, is_team, amount in rows
        }

    def _computed(self, agents):
        """Return what the plan gives, as from `_actual`, and the ids of the documents it was computed for."""
        documents = self.env["account.move"].search(
            [
                ("move_type", "in", ("out_invoice", "out_receipt", "out_refund")),
                ("state", "=", "posted"),
                ("company_id", "=", self.company_id.id),
                ("invoice_date", ">=", self.date_from),
                ("invoice_date", "<=", self.date_to),
                ("agent_ids", "!=", False),
            ],
            order="invoice_date, id",
        )
        # A credit note of an older document takes back at the terms that one has: nothing to suppose.
        older = documents.filtered(
            lambda move: move.reversed_entry_id and move.reversed_entry_id not in documents
        )
        documents -= older | older._commission_credits()
        ledger = self.env["agent.commission.entry"]
        entries = ledger._apply_tiers(
            ledger._suppose(documents, self.plan_id, self.date_to), defaultdict(Decimal)
        )
        amounts = defaultdict(Decimal)
        for entry in entries:
            if entry["agent_id"] in agents.ids and self.date_from <= entry["date"] <= self.date_to:
                key = (entry["agent_id"], entry["move_id"], entry["product_id"], entry["is_team"])
                amounts[key] += Decimal(str(round(entry["amount"], 6)))
        return amounts, set(documents.ids)
