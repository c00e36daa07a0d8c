from decimal import Decimal

from odoo import models

from .agent_commission_term_sale import Earning


class AgentCommissionTerm(models.Model):
    """The terms of down payments, where the company pays commission on them.

    A down payment has no product of its own: it earns what the same part of its order would. The final invoice, which
    bills the whole order and takes off what was paid down, takes off what that has earned.
    """

    _inherit = "agent.commission.term"

    def _prepare_advances(self, move, schemes):
        """Return the values of the terms of the down payments that a document asks for, or takes off.

        Whether a down payment earns is the company's setting of the day it was posted; what it earned is taken off
        whatever the setting is by then.
        """
        values = []
        for line in move._commission_advance_lines():
            if line._commission_untaxed() < 0:
                values += self._prepare_deduction(line)
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
                chosen = self._choose_rules(move, order._commission_lines(), share.agent_id, rules)
                for sold, base in self._line_bases(order, plan, chosen).items():
                    earnings.append(Earning(line, sold, base * part, share, plan, *chosen[sold]))
        return self._prepare_earnings(earnings)

    def _prepare_deduction(self, line):
        """Return the values of the terms by which the final invoice takes off what the down payment has earned.

        Unlike a credit note it is of its own day: the sale moves there with it, and so does its volume.
        """
        paid_down = line.sale_line_ids.invoice_lines.filtered(
            lambda other: (
                other.parent_state == "posted"
                and other.move_id.move_type == "out_invoice"
                and other._commission_untaxed() > 0
            )
        )
        promised = self.search([("move_line_id", "in", paid_down.ids)])
        return self._credit_line(
            line,
            paid_down,
            promised,
            promised._credited_so_far(),
            volume_day=line.move_id.invoice_date or line.move_id.date,
        )
