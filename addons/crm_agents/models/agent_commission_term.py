from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models

from ..logic.bases import spread_discount
from ..logic.commission import Claim, divide, receipt_steps
from ..logic.rules import Sale, choose_rule


class AgentCommissionTerm(models.Model):
    """What one line of a posted document earns one agent when all of it is due, at the rates of that day.

    Frozen when the document is posted: later changes of plans, rules, costs or assignments do not touch it.
    The ledger draws on it, and credit notes claw back what it says. Amounts in company currency, negative for
    credit notes.
    """

    _name = "agent.commission.term"
    _description = "Commission Terms of an Invoice Line"
    _order = "id"

    move_id = fields.Many2one("account.move", string="Invoice", required=True, index=True, ondelete="cascade")
    reference = fields.Char(related="move_id.name", string="Document")
    date = fields.Date(related="move_id.invoice_date", string="Invoice Date")
    partner_id = fields.Many2one(related="move_id.commercial_partner_id", string="Customer")
    product_id = fields.Many2one(related="move_line_id.product_id", string="Product")
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", required=True, index=True, ondelete="cascade"
    )
    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    plan_id = fields.Many2one("agent.commission.plan", required=True, ondelete="restrict")
    rule_id = fields.Many2one("agent.commission.rule", ondelete="set null")
    origin_id = fields.Many2one(
        "agent.commission.term", string="Credited Terms", index="btree_not_null", ondelete="set null"
    )
    basis = fields.Selection([("invoice", "Invoices"), ("receipt", "Receipts")], required=True)
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    untaxed = fields.Monetary(help="The line's amount without tax.")
    base = fields.Monetary(
        help="What the rate is applied to: the amount after document discounts, or the margin."
    )
    rate = fields.Float(string="Rate (%)", digits=(7, 4), aggregator=None)
    share = fields.Float(string="Share (%)", digits=(7, 4), aggregator=None)
    amount = fields.Monetary(string="Commission")
    entry_ids = fields.One2many("agent.commission.entry", "term_id", string="Entries")
    recognised = fields.Monetary(compute="_compute_recognised", help="What the ledger has of it.")
    pending = fields.Monetary(
        compute="_compute_pending", help="What is earned when the customer pays the rest."
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

    @api.depends("amount", "basis", "move_id.amount_residual")
    def _compute_pending(self):
        # sudo: receipts are read for their sum only, and whoever sees the terms may know what is still due
        for move, terms in self.sudo().grouped("move_id").items():
            gross, rest = Decimal(str(move.amount_total)), Decimal(str(move.amount_residual))
            received = move._commission_received()
            for term in terms.with_env(self.env):
                pending = Decimal(0)
                if term.basis == "receipt":
                    (pending,) = receipt_steps(
                        Decimal(str(term.amount)), gross, received, [rest], move._commission_step()
                    )
                term.pending = float(pending)
                term.is_pending = bool(pending)

    def _search_is_pending(self, operator, value):
        if operator != "in":
            return NotImplemented
        pending = fields.Domain("basis", "=", "receipt") & fields.Domain("move_id.amount_residual", "!=", 0)
        return pending if True in value else ~pending

    def _freeze(self, moves):
        """Write down the terms of posted customer documents, and return them."""
        values = []
        for move in moves:
            origin = move.reversed_entry_id if move.move_type == "out_refund" else move.browse()
            values += self._prepare_credit(move, origin) if origin else self._prepare_sale(move)
        return self.create(values)

    # -- a sale: the rules of each agent's plan -------------------------------------------------------------

    def _prepare_sale(self, move):
        """Return the values of the terms of an invoice, or of a credit note that credits no invoice."""
        sign = -1 if move.move_type == "out_refund" else 1
        claims, rules = defaultdict(list), {}
        for row in move.agent_ids:
            plan = row.agent_id.commission_plan_id
            if not plan.active or (plan.company_id and plan.company_id != move.company_id):
                continue
            chosen = self._choose_rules(move, row.agent_id, plan)
            for line, base in self._line_bases(move, plan, chosen).items():
                rule = chosen[line]
                claims[line, base].append(Claim(row.agent_id.id, row._exact_share(), rule.rate))
                rules[line, row.agent_id.id] = (plan, rule)
        values = []
        for (line, base), parts in claims.items():
            amounts = divide(base, parts, move._commission_step())
            for claim in parts:
                plan, rule = rules[line, claim.agent]
                values.append(
                    {
                        **self._prepare_term(line, claim.agent, plan),
                        "rule_id": rule.key,
                        "base": sign * float(base),
                        "rate": float(claim.rate),
                        "share": float(claim.share),
                        "amount": sign * float(amounts[claim.agent]),
                    }
                )
        return values

    def _prepare_term(self, line, agent_id, plan):
        return {
            "move_id": line.move_id.id,
            "move_line_id": line.id,
            "agent_id": agent_id,
            "plan_id": plan.id,
            "basis": plan.basis,
            "company_id": line.company_id.id,
            "untaxed": -line.balance,
        }

    def _choose_rules(self, move, agent, plan):
        """Return {line: rule} of the lines on which the agent earns; excluded lines are left out."""
        rules = plan.rule_ids._as_logic()
        chosen = {}
        for line in move._commission_lines():
            rule = choose_rule(rules, self._sale_of_line(line, agent))
            if rule and rule.rate:
                chosen[line] = rule
        return chosen

    def _sale_of_line(self, line, agent):
        """Return the line as the rules see it: families from its own up, customer groups with those above."""
        customer = line.move_id.commercial_partner_id
        return Sale(
            day=line.move_id.invoice_date or line.move_id.date,
            agent=agent.id,
            customer=customer.id,
            customer_groups=frozenset(_ids_of_paths(customer.customer_group_ids.mapped("parent_path"))),
            product=line.product_id.id or None,
            families=tuple(reversed(_ids_of_paths([line.product_id.categ_id.parent_path]))),
            brand=line.product_id.product_brand_id.id or None,
            discount=line._commission_discount(),
            margin=line._commission_margin(),
        )

    def _line_bases(self, move, plan, lines):
        """Return {line: base} of the lines, a document discount spread over them."""
        discount = sum((line._commission_untaxed() for line in move._commission_discount_lines()), Decimal(0))
        by_id = {line.id: line for line in lines}
        bases = spread_discount({line.id: line._commission_base(plan.base) for line in lines}, discount)
        return {by_id[key]: base for key, base in bases.items() if base}

    # -- a credit note: what it credits, at the rates of then -----------------------------------------------

    def _prepare_credit(self, move, origin):
        """Return the values of the terms of a credit note: minus the credited part of what was promised.

        A line credits the lines of the same order line or product; one that matches none credits the whole
        document. What earlier credit notes took back is counted, so all of them together never take back
        more than was promised, nor a cent less.
        """
        promised = self.search([("move_id", "=", origin.id)])
        credited = promised._credited_so_far()
        whole_document = origin._commission_lines() + origin._commission_discount_lines()
        lines = move._commission_lines()
        if not origin._commission_discount_lines():
            lines += move._commission_discount_lines()
        values = []
        for line in lines:
            matching = line._commission_matches(origin._commission_lines()) or whole_document
            whole = sum((original._commission_untaxed() for original in matching), Decimal(0))
            for term in promised.filtered(lambda term, lines=matching: term.move_line_id in lines):
                part = (
                    line._commission_untaxed() * Decimal(str(term.untaxed)) / whole if whole else Decimal(0)
                )
                values.append(self._prepare_credit_term(line, part, term, credited))
        return [term for term in values if term["amount"]]

    def _prepare_credit_term(self, line, part, term, credited):
        step = line.move_id._commission_step()
        amount, base = (
            receipt_steps(Decimal(str(total)), Decimal(str(term.untaxed)), credited[term], [part], step)[0]
            for total in (term.amount, term.base)
        )
        credited[term] += part
        return {
            **self._prepare_term(line, term.agent_id.id, term.plan_id),
            "basis": term.basis,
            "rule_id": term.rule_id.id,
            "origin_id": term.id,
            "untaxed": -float(part),
            "base": -float(base),
            "rate": term.rate,
            "share": term.share,
            "amount": -float(amount),
        }

    def _credited_so_far(self):
        """Return {term: untaxed amount that credit notes have taken back}, zero for the others."""
        credited = defaultdict(Decimal)
        for term, untaxed in self._read_group(
            [("origin_id", "in", self.ids)], ["origin_id"], ["untaxed:sum"]
        ):
            credited[term] = -Decimal(str(round(untaxed, 6)))
        return credited


def _ids_of_paths(paths):
    """Return the ids in materialised paths, in order: own record and all above it.

    Paths look like `1/5/9/`.
    """
    return [int(key) for path in paths if path for key in path.split("/") if key]
