from collections import defaultdict
from decimal import Decimal

from odoo import models

from .agent_commission_term import RECEIPT_TERMS


class AgentCommissionEntry(models.Model):
    """What would be entered if documents were posted by another plan: values only, nothing is written."""

    _inherit = "agent.commission.entry"

    def _suppose(self, documents, plan, date_to):
        """Return the values of the entries that documents would make by a plan, in the order of their days.

        :param documents: posted invoices and credit notes (account.move); what a credit note credits is among them
        :param plan: the plan (agent.commission.plan) that all their agents would have
        :param date_to: the day up to which receipts are counted
        """
        terms = self._suppose_terms(documents, plan)
        policies = {
            move: {name: move.company_id[f"commission_{name}"] for name in RECEIPT_TERMS}
            for move, move_terms in terms.items()
            if any(term.basis == "receipt" for term in move_terms)
        }
        lines = self.env["account.move"].union(*policies).line_ids
        partials = lines.matched_debit_ids | lines.matched_credit_ids
        receipts = defaultdict(list)
        for receipt in partials._commission_receipts(policies):
            if receipt.day <= date_to:
                receipts[receipt.document].append(receipt)
        values = []
        for move, move_terms in terms.items():
            for term in move_terms:
                if term._earns_when_posted():
                    values.append(self._prepare_invoice(term))
                elif receipts[move.id]:
                    values += self._prepare_receipts(term, Decimal(0), receipts[move.id], {})
        return sorted(values, key=lambda entry: entry["date"])

    def _suppose_terms(self, documents, plan):
        """Return {document: its terms by the plan}, as records that are nowhere, credit notes last."""
        model = self.env["agent.commission.term"]
        schemes = model._schemes(documents.agent_ids.agent_id, plan)
        terms, credited, deducted = {}, defaultdict(Decimal), defaultdict(Decimal)
        for move in documents.sorted(lambda move: (bool(move.reversed_entry_id), move.id)):
            if origin := move.reversed_entry_id:
                values = model._prepare_credit(move, origin, terms[origin], credited)
            else:
                values = model._prepare_sale(move, schemes)
                values += self._suppose_advances(move, schemes, terms, deducted)
            terms[move] = model.union(*(model.new(row) for row in values))
        return terms

    def _suppose_advances(self, move, schemes, terms, deducted):
        """Return the values of the terms of down payments, where those paid down may be supposed too.

        What an older down payment earned is taken off as it really was.
        """
        model, values = self.env["agent.commission.term"], []
        for line in move._commission_advance_lines():
            paid_down = line._commission_paid_down()
            if line._commission_untaxed() > 0 or not paid_down:
                values += model._prepare_advances(move, schemes, line)
            elif paid_down.move_id <= self.env["account.move"].union(*terms):
                promised = model.union(*(terms[invoice] for invoice in paid_down.move_id))
                values += model._prepare_deduction(line, paid_down, promised, deducted)
            else:
                real = model.search([("move_line_id", "=", line.id)])
                values += [term.copy_data()[0] for term in real]
        return values
