from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..logic.bases import spread_discount
from ..logic.commission import HUNDRED, Claim, divide
from ..logic.rules import Rule, Sale, choose_rule


class Earning(NamedTuple):
    """One agent's claim on one line of a document; `judged` is the line the rule looked at, mostly the same."""

    line: models.Model
    judged: models.Model
    base: Decimal
    share: models.Model
    plan: models.Model
    rule: Rule
    sale: Sale


class AgentCommissionTerm(models.Model):
    """The terms of a sale: what the rules of each agent's plan give on each line."""

    _inherit = "agent.commission.term"

    def _prepare_sale(self, move, schemes):
        """Return the values of the terms of an invoice, or of a credit note that credits no invoice.

        :param schemes: {agent: (plan, its rules)} as from `_schemes`
        """
        earnings = []
        for share in move.agent_ids:
            plan, rules = schemes[share.agent_id]
            if plan._pays_in(move.company_id):
                chosen = self._choose_rules(move, move, share, rules)
                for line, base in self._line_bases(move, plan, chosen).items():
                    earnings.append(Earning(line, line, base, share, plan, *chosen[line]))
        sign = -1 if move.move_type == "out_refund" else 1
        return [
            {**values, **{name: sign * values[name] for name in ("base", "amount", "volume")}}
            for values in self._prepare_earnings(earnings)
        ]

    def _prepare_earnings(self, earnings):
        """Return the values of the terms: of the agents, and of the leaders of their teams."""
        return [*self._own_terms(earnings), *self._team_terms(earnings)]

    def _own_terms(self, earnings):
        """Yield the values of what the agents earn; those of one line divide it to the cent."""
        claims = defaultdict(list)
        for earning in earnings:
            rate = HUNDRED if earning.rule.by_tier else earning.rule.rate
            claim = Claim(earning.share.agent_id.id, earning.share._exact_share(), rate)
            claims[earning.judged, earning.base, earning.rule.by_tier].append(claim)
        parts = {
            (judged, base, by_tier): divide(base, shares, judged._commission_step())
            for (judged, base, by_tier), shares in claims.items()
        }
        for line, judged, base, share, plan, rule, sale in earnings:
            part = float(parts[judged, base, rule.by_tier][share.agent_id.id])
            yield {
                **self._prepare_term(line, share.agent_id.id, plan),
                "product_id": judged.product_id.id,
                "rule_id": rule.key,
                "base": float(base),
                "by_tier": rule.by_tier,
                "rate": 0.0 if rule.by_tier else float(rule.rate),
                "share": share.share,
                "volume": part if rule.by_tier else 0.0,
                "amount": 0.0 if rule.by_tier else part,
                "trace": self._trace_rule(rule, sale, judged if judged != line else None),
            }

    def _team_terms(self, earnings):
        """Yield the values of what the leaders of the agents' teams earn, over and above the agents' shares."""
        shares = defaultdict(list)
        for earning in earnings:
            agent = earning.share.agent_id
            leader = agent._team_leader() if earning.plan.leader_rate else None
            if leader:
                shares[earning.line, earning.judged, earning.base, earning.plan, leader].append(earning.share)
        for (line, judged, base, plan, leader), members in shares.items():
            share = sum((member._exact_share() for member in members), Decimal(0))
            claim = Claim(leader.id, share, Decimal(str(round(plan.leader_rate, 4))))
            yield {
                **self._prepare_term(line, leader.id, plan),
                "product_id": judged.product_id.id,
                "is_team": True,
                "base": float(base),
                "rate": plan.leader_rate,
                "share": float(share),
                "volume": 0.0,
                "amount": float(divide(base, [claim], judged._commission_step())[leader.id]),
                "trace": {"team": [member.agent_id.display_name for member in members]},
            }

    def _choose_rules(self, move, document, share, rules):
        """Return {line: (rule, what it looked at)} of the lines of a document that no rule excludes.

        Where no rule fits at all, or the line is of a product line that is not the agent's, it is None: he earns
        nothing, but the line bears its part of discounts. Discount and margin, which take the product's prices to
        know, only where a rule asks for them.

        :param document: what was sold: `move` itself, or the order that it pays a part of
        :param share: the agent's row of `move` (account.move.agent)
        """
        with_discount = any(rule.discount_from is not None for rule in rules)
        with_margin = any(rule.margin_from is not None for rule in rules)
        lines = document._commission_lines()
        # What discounts the document discounts its lines, or it would be the way around a rule by discount.
        sold = self._sold_after_discounts(document, lines) if with_discount or with_margin else {}
        chosen = {}
        for line in lines:
            sale = self._sale_of_line(
                move,
                line,
                share.agent_id,
                discount=line._commission_discount(sold[line.id]) if with_discount else Decimal(0),
                margin=line._commission_margin(sold[line.id]) if with_margin else Decimal(0),
            )
            rule = choose_rule(rules, sale)
            if not rule or rule.earns:
                is_his = move._product_line_of(line) == share.product_line_id
                chosen[line] = (rule if is_his else None, sale)
        return chosen

    def _sale_of_line(self, move, line, agent, **percentages):
        """Return the line as the rules see it: families from its own up, customer groups with those above."""
        customer = move.commercial_partner_id
        return Sale(
            day=move.invoice_date or move.date,
            agent=agent.id,
            customer=customer.id,
            customer_groups=frozenset(_ids_of_paths(customer.customer_group_ids.mapped("parent_path"))),
            product=line.product_id.id or None,
            families=tuple(reversed(_ids_of_paths([line.product_id.categ_id.parent_path]))),
            brand=line.product_id.product_brand_id.id or None,
            **percentages,
        )

    def _line_bases(self, document, plan, lines):
        """Return {line: base} of the lines with a rule, what discounts the whole document spread over all of them.

        Spread by what they were sold for, by whatever the plan pays: a discount is on prices, and the margin is what
        is left of the price.

        :param lines: as from `_choose_rules`, of an invoice or order
        """
        sold = self._sold_after_discounts(document, lines)
        bases = {
            line: line._commission_base(plan.base, sold[line.id])
            for line, (rule, _sale) in lines.items()
            if rule
        }
        return {line: base for line, base in bases.items() if base}

    def _sold_after_discounts(self, document, lines):
        """Return {id of line: what it was sold for, untaxed, what discounts the whole document spread over all}."""
        discounts = document._commission_discount_lines()
        discount = sum((line._commission_untaxed() for line in discounts), Decimal(0))
        return spread_discount({line.id: line._commission_untaxed() for line in lines}, discount)

    def _trace_rule(self, rule, sale, ordered=None):
        """Return why the rule gave its rate, with the names and figures of now, as a value for `trace`.

        :param ordered: the order line that a down payment pays a part of
        """
        record = self.env["agent.commission.rule"].browse(rule.key)
        trace = {"criteria": record._criteria()}
        if rule.discount_from is not None:
            trace["discount"] = str(sale.discount)
        if rule.margin_from is not None:
            trace["margin"] = str(sale.margin)
        if ordered:
            trace["order"] = ordered.order_id.name
        return trace

    def _touch(self):
        """Change the rows without a change: of two transactions that do it at once, Odoo repeats the later one."""
        if self.ids:
            self.flush_recordset()
            self.env.execute_query(
                SQL(
                    "UPDATE agent_commission_term SET write_date = write_date WHERE id = ANY(%s) RETURNING id",
                    sorted(self.ids),
                )
            )


def _ids_of_paths(paths):
    """Return the ids in materialised paths, in order: own record and all above it.

    Paths look like `1/5/9/`.
    """
    return [int(key) for path in paths if path for key in path.split("/") if key]
