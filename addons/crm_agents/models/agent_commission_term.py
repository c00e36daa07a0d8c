from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models

from ..logic.commission import receipt_steps
from ..logic.tiers import tier_steps

# Which settings of the company a document's receipts follow, as they were when it was posted.
RECEIPT_TERMS = ["receipt_day", "cash_discount", "exchange"]


class AgentCommissionTerm(models.Model):
    """What one line of a posted document earns one agent when all of it is due, at the rates of that day.

    Frozen when the document is posted: later changes of plans, rules, costs, settings or assignments do not touch it.
    The ledger draws on it, and credit notes claw back what it says. Amounts in company currency, negative for
    credit notes.
    """

    _name = "agent.commission.term"
    _description = "Commission Terms of an Invoice Line"
    _inherit = ["agent.ledger.mixin"]
    _order = "id"

    move_id = fields.Many2one("account.move", string="Invoice", required=True, index=True, ondelete="cascade")
    reference = fields.Char(related="move_id.name", string="Document")
    date = fields.Date(related="move_id.invoice_date", string="Invoice Date")
    partner_id = fields.Many2one(related="move_id.commercial_partner_id", string="Customer")
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", ondelete="set null")
    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    plan_id = fields.Many2one("agent.commission.plan", required=True, ondelete="restrict")
    rule_id = fields.Many2one("agent.commission.rule", ondelete="set null")
    origin_id = fields.Many2one(
        "agent.commission.term", string="Credited Terms", index="btree_not_null", ondelete="set null"
    )
    is_team = fields.Boolean(string="Team's Sale", help="Earned as the leader of the agent's team.")
    basis = fields.Selection([("invoice", "Invoices"), ("receipt", "Receipts")], required=True)
    receipt_day = fields.Selection(
        selection=lambda self: self.env["res.company"]._fields["commission_receipt_day"].selection
    )
    cash_discount = fields.Selection(
        selection=lambda self: self.env["res.company"]._fields["commission_cash_discount"].selection
    )
    exchange = fields.Selection(
        selection=lambda self: self.env["res.company"]._fields["commission_exchange"].selection
    )
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    untaxed = fields.Monetary(help="The line's amount without tax.")
    base = fields.Monetary(
        help="What the rate is applied to: the amount after document discounts, or the margin."
    )
    by_tier = fields.Boolean(help="The rate is that of the plan's tiers when it is earned.")
    volume = fields.Monetary(help="The agent's share of the base, which counts for the tiers.")
    volume_day = fields.Date(
        help="In the period of this day the volume of an invoice counts, and is taken from by its credit notes."
    )
    rate = fields.Float(string="Rate (%)", digits=(7, 4), aggregator=None)
    share = fields.Float(string="Share (%)", digits=(7, 4), aggregator=None)
    amount = fields.Monetary(string="Commission")
    trace = fields.Json(
        groups="crm_base.group_see_cost", help="Why it is this rate, as it was when the document was posted."
    )
    entry_ids = fields.One2many("agent.commission.entry", "term_id", string="Entries")
    recognised = fields.Monetary(compute="_compute_recognised", help="What the ledger has of it.")
    pending = fields.Monetary(
        compute="_compute_pending",
        help="What is earned when the customer pays the rest; by tiers, at the volume reached today.",
    )
    is_pending = fields.Boolean(compute="_compute_pending", search="_search_is_pending")

    @api.depends("entry_ids.amount")
    def _compute_recognised(self):
        sums = dict(
            self.env["agent.commission.entry"]._read_group(
                [("term_id", "in", self.ids)], ["term_id"], ["amount:sum"]
            )
        )
        for term in self:
            term.recognised = sums.get(term, 0.0)

    @api.depends("amount", "volume", "basis", "move_id.amount_residual")
    def _compute_pending(self):
        # sudo: receipts are read for their sum only, and whoever sees the terms may know what is still due
        all_terms = self.sudo()
        received = all_terms.move_id._commission_received()
        for move, terms in all_terms.grouped("move_id").items():
            rest = Decimal(str(move.amount_residual))
            for term in terms:
                pending = Decimal(0)
                if term.basis == "receipt":
                    whole = term.volume if term.by_tier else term.amount
                    (pending,) = term._receipt_steps(whole, received[move], [rest])
                if term.by_tier and pending:
                    pending = term._worth_today(pending)
                term.with_env(self.env).pending = float(pending)
                term.with_env(self.env).is_pending = bool(pending)

    def _search_is_pending(self, operator, value):
        if operator != "in":
            return NotImplemented
        pending = fields.Domain("basis", "=", "receipt") & fields.Domain("move_id.amount_residual", "!=", 0)
        return pending if True in value else ~pending

    def action_open_document(self):
        """Open the invoice or credit note that these are the terms of."""
        self.ensure_one()
        self.check_access("read")
        return self.move_id._get_records_action()

    def _earns_when_posted(self):
        """Tell whether all is earned when the document is posted: by the plan, or as it leaves nothing to receive."""
        self.ensure_one()
        return self.basis == "invoice" or self.move_id.currency_id.is_zero(self.move_id.amount_total)

    def _receipt_steps(self, total, before, changes):
        """Return what each change of the receipts adds of `total`, in company currency.

        :param before: what of the document was received before, in its currency
        """
        self.ensure_one()
        return receipt_steps(
            Decimal(str(total)),
            Decimal(str(self.move_id.amount_total)),
            before,
            changes,
            self.move_id._commission_step(),
            None if self.exchange == "receipt" else Decimal(1),
        )

    def _worth_today(self, volume):
        """Return what so much more volume would earn today."""
        plan, company = self.plan_id, self.company_id
        first_day = plan._first_day(fields.Date.context_today(self))
        row = self.env["agent.commission.volume"].search(
            [
                ("agent_id", "=", self.agent_id.id),
                ("plan_id", "=", plan.id),
                ("company_id", "=", company.id),
                ("date_from", "=", first_day),
            ]
        )
        (step,) = tier_steps(plan._scale(company), Decimal(str(round(row.volume, 6))), [volume])
        return step.amount + step.correction

    def _freeze(self, moves):
        """Write down the terms of posted customer documents, and return them.

        What takes from another document comes after that: both may be posted by the same act.
        """
        schemes = self._schemes(moves.agent_ids.agent_id)
        moves.invoice_line_ids.mapped("display_type")  # reads the lines of all at once, not move by move
        crediting = moves.filtered("reversed_entry_id")
        deducting = (moves - crediting).filtered(
            lambda move: any(line._commission_untaxed() < 0 for line in move._commission_advance_lines())
        )
        terms = self._insert(self._prepare_sales(moves - crediting - deducting, schemes))
        terms |= self._insert(self._prepare_sales(deducting, schemes))
        for reversals in crediting._commission_generations():
            terms |= self._insert(self._prepare_credits(reversals))
        return terms

    def _prepare_sales(self, moves, schemes):
        """Return the values of the terms of documents that credit no other."""
        return [
            values
            for move in moves
            for values in (*self._prepare_sale(move, schemes), *self._prepare_advances(move, schemes))
        ]

    @api.model
    def _schemes(self, agents, plan=None):
        """Return {agent: (plan, its rules)}, of the agents' own plans or of one plan for all."""
        plans = {agent: plan or agent.commission_plan_id for agent in agents}
        rules = {plan: plan.rule_ids._as_logic() for plan in set(plans.values())}
        return {agent: (plan, rules[plan]) for agent, plan in plans.items()}

    def _receipt_policies(self, moves):
        """Return {move: values of RECEIPT_TERMS} of the documents whose receipts earn something."""
        rows = self._read_group(
            [("move_id", "in", moves.ids), ("basis", "=", "receipt")], ["move_id", *RECEIPT_TERMS]
        )
        return {move: dict(zip(RECEIPT_TERMS, values, strict=True)) for move, *values in rows}

    def _prepare_term(self, line, agent_id, plan):
        company = line.company_id
        return {
            "move_id": line.move_id.id,
            "move_line_id": line.id,
            "product_id": line.product_id.id,
            "agent_id": agent_id,
            "plan_id": plan.id,
            "basis": plan.basis,
            **{name: company[f"commission_{name}"] for name in RECEIPT_TERMS},
            "company_id": company.id,
            "untaxed": -line.balance,
            "volume_day": line.move_id.invoice_date or line.move_id.date,
        }

    def _credited_so_far(self):
        """Return {term: untaxed amount that credit notes have taken back}, zero for the others.

        What was given back by reversing a credit note is counted against it. Two reversals of the same invoice queue
        here, so that each knows of the other.
        """
        return self._taken_so_far(fields.Domain("move_id.reversed_entry_id", "!=", False))

    def _sold(self):
        """Return the terms of what was sold: those of credit notes, and of what reverses them, take from others."""
        reversals = self.filtered(lambda term: term.move_id.reversed_entry_id and term.origin_id)
        return self - reversals | reversals.origin_id

    def _deducted_so_far(self, besides):
        """Return {term of a down payment: untaxed amount that final invoices take off}, zero for the others.

        :param besides: terms that are not counted
        """
        deducting = fields.Domain("move_id.reversed_entry_id", "=", False)
        return self._taken_so_far(deducting & fields.Domain("id", "not in", besides.ids))

    def _taken_so_far(self, domain):
        self._touch()
        taken = defaultdict(Decimal)
        for term, untaxed in self._read_group(
            domain & fields.Domain("origin_id", "in", self.ids), ["origin_id"], ["untaxed:sum"]
        ):
            taken[term] = -Decimal(str(round(untaxed, 6)))
        return taken
