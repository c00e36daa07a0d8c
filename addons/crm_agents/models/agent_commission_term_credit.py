from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.commission import receipt_steps


class AgentCommissionTerm(models.Model):
    """The terms of a credit note: minus what it credits, at the rates of then; and of what reverses one, likewise."""

    _inherit = "agent.commission.term"

    def _prepare_credits(self, moves):
        """Return the values of the terms of reversals, each of which knows of those before it."""
        promised = self.search([("move_id", "in", moves.reversed_entry_id.ids)])
        self._queue_at(moves.reversed_entry_id - promised.move_id)
        credited = promised._sold()._credited_so_far()
        by_invoice = promised.grouped("move_id")
        values = []
        for move in moves:
            origin = move.reversed_entry_id
            values += self._prepare_credit(move, origin, by_invoice.get(origin, self.browse()), credited)
        return values

    def _prepare_credits_anew(self):
        """Return the values of what posted credit notes take back of these terms, which came after them."""
        credited = self._sold()._credited_so_far()
        return [
            values
            for note in self.move_id._commission_reversals()
            for values in self._prepare_credit(note, note.reversed_entry_id, self, credited)
        ]

    def _queue_at(self, invoices):
        """Wait for whoever posts these invoices at this moment: he does not see what credits them, nor do we his terms.

        Of the two, Odoo repeats the later one.
        """
        if invoices:
            self.env.execute_query(
                SQL(
                    "UPDATE account_move SET write_date = write_date WHERE id = ANY(%s) RETURNING id",
                    sorted(invoices.ids),
                )
            )

    def _prepare_credit(self, move, origin, promised, credited):
        """Return the values of the terms of a credit note: minus the credited part of what was promised.

        A line credits the lines of the same order line or product, measured by what discounts of either document have
        left of the prices; one that matches none credits the whole document, or lessens what is credited, as a fee
        does. What earlier credit notes took back is counted, so all of them together never take back more than was
        promised, nor a cent less.

        :param promised: the terms of the invoice `origin`
        :param credited: as from `_credited_so_far`; what this credit note takes back is added
        """
        earning = promised.move_line_id
        sold = origin._commission_sold_lines()
        # What was paid down before lessens the invoice, but not what it sold, unless it earned as well.
        whole_document = sold.filtered(lambda line: not line.is_downpayment or line in earning)
        whole_document += origin._commission_discount_lines()
        lines = move._commission_sold_lines()
        matches = {line: line._commission_matches(sold) for line in lines}
        left = origin._commission_part_left(sold)
        matched = lines.filtered(lambda line: matches[line])
        ratio = (
            move._commission_part_left(matched) / left if origin._commission_discount_lines() else Decimal(1)
        )
        lines += move._commission_discount_lines().filtered(
            lambda line: not origin._commission_discount_lines() or line._commission_untaxed() > 0
        )
        values = []
        # Those that lessen the credit last: before there is a credit, they have nothing to lessen.
        for line in lines.sorted(lambda line: line._commission_untaxed() < 0):
            if found := matches.get(line):
                originals = self._choose_originals(line, found, promised, credited)
                amount, whole = line._commission_credited(originals)
                values += self._credit_line(line, amount * ratio, whole, originals, promised, credited)
            else:
                amount, whole = line._commission_credited(whole_document)
                values += self._credit_line(
                    line, amount, whole, whole_document, promised, credited, left=left
                )
        return values

    def _choose_originals(self, line, matching, promised, credited):
        """Return which of the lines that a line matches it credits: those at its price, as long as they last.

        After them, those of which something is left; together they are credited whole once all of it was.
        """
        if matching.move_id.reversed_entry_id:
            return line._commission_alike(matching) or matching
        alike = line._commission_alike(matching)
        amount, whole = line._commission_credited(alike) if alike else (0, 0)
        terms = promised.filtered(lambda term: term.move_line_id in alike)
        if whole and all(term._is_left(credited, amount / whole) for term in terms):
            return alike
        spent = promised.filtered(lambda term: not term._is_left(credited))
        return matching - spent.move_line_id or matching

    def _is_left(self, credited, part=None):
        """Tell whether a part (0 to 1) of what was promised is not credited yet; without, anything of it."""
        untaxed = Decimal(str(round(self.untaxed, 6)))
        rest = (untaxed - credited[self]) / untaxed
        return rest > Decimal("0.000001") if part is None else part <= rest + Decimal("0.000001")

    def _credit_line(
        self, line, amount, whole, originals, promised, credited, limit=Decimal(1), left=None, **values
    ):
        """Return the values of the terms by which a line takes back its part of what others promised.

        :param amount: untaxed, in the sense of the originals: a trade-in that is credited is negative as it was
        :param whole: what the originals amount to
        :param limit: the largest part that all together take back, None where there is none
        :param left: of money given back without goods: the part of the prices that discounts have left
        """
        if not whole:
            return []
        terms = promised.filtered(lambda term: term.move_line_id in originals)
        prepared = [
            {
                **self._prepare_credit_term(
                    line, amount * term._weight_of_credit(left) / whole, term._sold(), credited, limit
                ),
                **values,
            }
            for term in terms
        ]
        return [term for term in prepared if term["untaxed"]]

    def _weight_of_credit(self, left):
        """Return how much of this term a credit of all would take: its amount, or more of it where it is margin.

        Goods that come back bring their cost along; money given back without them is all margin.

        :param left: as for `_credit_line`
        """
        untaxed = Decimal(str(self.untaxed))
        if left is None or self.plan_id.base != "margin" or self.move_line_id.is_downpayment:
            return untaxed
        return untaxed * untaxed * left / Decimal(str(self.base))

    def _prepare_credit_term(self, line, part, term, credited, limit):
        """Return the values of the term that takes back a part (untaxed amount) of what was sold, or gives it back.

        Beyond the limit it takes nothing, and is kept all the same: it counts when another is given back.
        """
        step = line.move_id._commission_step()
        amount, volume, base = (
            receipt_steps(
                Decimal(str(total)), Decimal(str(term.untaxed)), credited[term], [part], step, limit
            )[0]
            for total in (term.amount, term.volume, term.base)
        )
        credited[term] += part
        return {
            **self._prepare_term(line, term.agent_id.id, term.plan_id),
            "product_id": term.product_id.id,
            "is_team": term.is_team,
            "basis": term.basis,
            "rule_id": term.rule_id.id,
            "origin_id": term._origin.id,
            "untaxed": -float(part),
            "base": -float(base),
            "by_tier": term.by_tier,
            "volume": -float(volume),
            "volume_day": term.volume_day,
            "rate": term.rate,
            "share": term.share,
            "amount": -float(amount),
            "trace": {**(term.trace or {}), "credited": term.move_id.name},
        }
