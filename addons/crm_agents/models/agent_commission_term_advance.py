from decimal import Decimal

from odoo import models

from ..logic.commission import round_money
from .agent_commission_term_sale import Earning


class AgentCommissionTerm(models.Model):
    """The terms of down payments, where the company pays commission on them.

    A down payment has no product of its own: it earns what the same part of its order would. The final invoice, which
    bills the whole order and takes off what was paid down, takes off what that has earned.
    """

    _inherit = "agent.commission.term"

    def _prepare_advances(self, move, schemes, lines=None):
        """Return the values of the terms of the down payments that a document asks for, or takes off.

        Whether a down payment earns is the company's setting of the day it was posted; what it earned is taken off
        whatever the setting is by then.

        :param lines: those of them to look at, all without
        """
        values = []
        for line in lines or move._commission_advance_lines():
            if line._commission_untaxed() < 0:
                paid_down = line._commission_paid_down()
                promised = self.search([("move_line_id", "in", paid_down.ids)])
                values += self._prepare_deduction(line, paid_down, promised, promised._credited_so_far())
            elif move.company_id.commission_down_payment == "down_payment":
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

    def _prepare_deduction(self, line, paid_down, promised, credited):
        """Return the values of the terms by which the final invoice takes off what the down payment has earned.

        Unlike a credit note it is of its own day: the sale moves there with it, and so does its volume.

        :param promised: the terms of the lines `paid_down`
        :param credited: as from `_credited_so_far`
        """
        day = line.move_id.invoice_date or line.move_id.date
        taken_off = abs(line._commission_untaxed())
        return self._credit_line(line, taken_off, paid_down, promised, credited, volume_day=day)
