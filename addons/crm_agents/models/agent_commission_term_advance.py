from decimal import Decimal

from odoo import models

from ..logic.commission import round_money
from .agent_commission_term import RECEIPT_TERMS
from .agent_commission_term_sale import Earning


class AgentCommissionTerm(models.Model):
    """The terms of down payments, where the company pays commission on them.

    A down payment has no product of its own: it earns what the same part of its order would. The final invoice, which
    bills the whole order and takes off what was paid down, takes off what that has earned. So each earns what it bills,
    whatever becomes of the other.
    """

    _inherit = "agent.commission.term"

    def _prepare_advances(self, move, schemes, lines=None):
        """Return the values of the terms of the down payments that a document asks for, or takes off.

        Whether a down payment earns is the company's setting of the day it was posted; what it earned is taken off
        whatever the setting is by then. One that is not posted, or not any more, is taken off as it would earn now.

        :param lines: those of them to look at, all without
        """
        values = []
        for line in lines or move._commission_advance_lines():
            deducting = line._commission_untaxed() < 0
            if deducting and (paid_down := line._commission_paid_down()):
                promised = self.search([("move_line_id", "in", paid_down.ids)])
                deducted = promised._deducted_so_far(self.browse())
                values += self._prepare_deduction(line, paid_down, promised, deducted)
            elif move.company_id.commission_down_payment == "down_payment":
                if deducting:
                    self._queue_at(line.sale_line_ids.invoice_lines.move_id - move)
                values += self._prepare_advance(line, schemes)
        return values

    def _prepare_advance(self, line, schemes):
        move, order = line.move_id, line.sale_line_ids.order_id[:1]
        whole = sum((sold._commission_untaxed() for sold in order._commission_whole_lines()), Decimal(0))
        if not whole:
            return []
        part = line._commission_untaxed() / whole
        earnings = []
        for share in move.agent_ids:
            plan, rules = schemes[share.agent_id]
            if plan._pays_in(move.company_id):
                chosen = self._choose_rules(move, order, share, rules)
                for sold, base in self._line_bases(order, plan, chosen).items():
                    paid_down = round_money(base * part, move._commission_step())
                    earnings.append(Earning(line, sold, paid_down, share, plan, *chosen[sold]))
        return self._prepare_earnings(earnings)

    def _prepare_deduction(self, line, paid_down, promised, deducted):
        """Return the values of the terms by which the final invoice takes off what the down payment has earned.

        Unlike a credit note it is of its own day: the sale moves there with it, and so does its volume. And it takes
        off all that it says, be it more than was paid down: so much less is billed.

        :param promised: the terms of the lines `paid_down`
        :param deducted: as from `_deducted_so_far`; what is taken off here is added
        """
        day = line.move_id.invoice_date or line.move_id.date
        taken_off = abs(line._commission_untaxed())
        whole = sum((original._commission_untaxed() for original in paid_down), Decimal(0))
        return self._credit_line(
            line, taken_off, whole, paid_down, promised, deducted, limit=None, volume_day=day
        )

    def _deduct_anew(self, lines):
        """Return (terms that do not hold any more, values of those in their place) of lines that take off.

        Where what was paid down earns as before, its terms are only linked again to those they take from.

        :param lines: lines of posted invoices that take off down payments which are posted
        """
        frozen = self.search([("move_line_id", "in", lines.ids)])
        promised = self.search([("move_line_id", "in", lines._commission_paid_down().ids)])
        deducted = promised._deducted_so_far(frozen)
        outdated, values = self.browse(), []
        for line in lines.sorted("id"):
            paid_down = line._commission_paid_down()
            terms = promised.filtered(lambda term, paid_down=paid_down: term.move_line_id in paid_down)
            prepared = self._prepare_deduction(line, paid_down, terms, deducted)
            former = frozen.filtered(lambda term, line=line: term.move_line_id == line)
            if not former._link_again(prepared):
                outdated |= former
                values += [{**row, **self._receipt_terms_of(line.move_id)} for row in prepared]
        return outdated, values

    def _link_again(self, values):
        """Link the terms to what they take from, where they say the same as `values`, and tell whether they do."""
        former = sorted(self, key=_worth)
        prepared = sorted((self.new(row) for row in values), key=_worth)
        same = list(map(_worth, former)) == list(map(_worth, prepared))
        if same:
            for term, row in zip(former, prepared, strict=True):
                term.origin_id = row.origin_id._origin
        return same

    def _receipt_terms_of(self, move):
        """Return the settings that the receipts of a posted document follow, as values."""
        term = self.search([("move_id", "=", move.id)], limit=1)
        return {name: term[name] for name in RECEIPT_TERMS} if term else {}


def _worth(term):
    """Return what makes two terms the same: whose they are, and what they are worth."""
    owners = (term[f"{name}_id"]._origin.id or 0 for name in ("agent", "plan", "rule", "product"))
    amounts = (round(term[name], 4) for name in ("untaxed", "base", "volume", "amount", "rate", "share"))
    return (*owners, term.is_team, term.basis, *amounts)
