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

        A line credits the lines of the same order line or product; one that matches none credits the whole
        document, or lessens what is credited, as a fee does. What earlier credit notes took back is counted, so all
        of them together never take back more than was promised, nor a cent less.

        :param promised: the terms of the invoice `origin`
        :param credited: as from `_credited_so_far`; what this credit note takes back is added
        """
        earning = promised.move_line_id
        # What was paid down before lessens the invoice, but not what it sold, unless it earned as well.
        sold = origin._commission_sold_lines().filtered(
            lambda line: not line.is_downpayment or line in earning
        )
        whole_document = sold + origin._commission_discount_lines()
        lines = move._commission_sold_lines()
        if not origin._commission_discount_lines():
            lines += move._commission_discount_lines()
        values = []
        # Those that lessen the credit last: before there is a credit, they have nothing to lessen.
        for line in lines.sorted(lambda line: line._commission_untaxed() < 0):
            matching = line._commission_matches(origin._commission_sold_lines()) or whole_document
            amount, whole = line._commission_credited(matching)
            values += self._credit_line(line, amount, whole, matching, promised, credited)
        return values

    def _credit_line(self, line, amount, whole, originals, promised, credited, limit=Decimal(1), **values):
        """Return the values of the terms by which a line takes back its part of what others promised.

        :param amount: untaxed, in the sense of the originals: a trade-in that is credited is negative as it was
        :param whole: what the originals amount to
        :param limit: the largest part that all together take back, None where there is none
        """
        if not whole:
            return []
        terms = promised.filtered(lambda term: term.move_line_id in originals)
        prepared = [
            {
                **self._prepare_credit_term(
                    line, amount * Decimal(str(term.untaxed)) / whole, term._sold(), credited, limit
                ),
                **values,
            }
            for term in terms
        ]
        return [term for term in prepared if term["untaxed"]]

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
