from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL


class AgentCommissionEntry(models.Model):
    """What makes entries: documents posted and withdrawn, receipts matched, cleared and taken apart."""

    _inherit = "agent.commission.entry"

    @api.model
    def _record_posting(self, documents):
        """Freeze the terms of documents just posted, and enter what is earned at once.

        With them those of credit notes that were posted before and have none: what they credit is there only now.
        """
        notes = documents._commission_credits() - documents
        documents |= notes - self.env["agent.commission.term"].search([("move_id", "in", notes.ids)]).move_id
        self._enter_terms(self.env["agent.commission.term"]._freeze(documents))
        self._record_deductions_anew(documents)

    def _enter_terms(self, terms):
        """Enter what new terms earn at once, and by what their documents have received already."""
        earning = terms.filtered(lambda term: term._earns_when_posted() and (term.amount or term.volume))
        self._enter([self._prepare_invoice(term) for term in earning])
        documents = terms.filtered(lambda term: term.basis == "receipt").move_id
        lines = documents.line_ids
        receipts = (lines.matched_debit_ids | lines.matched_credit_ids)._commission_receipts()
        receipts = [receipt for receipt in receipts if receipt.document in documents.ids]
        self._record_receipts(receipts, of_terms=terms)

    def _prepare_invoice(self, term):
        """Return the values of the entry of a term that is earned when its document is posted."""
        kind = "refund" if term.move_id.move_type == "out_refund" else "invoice"
        return self._prepare_entry(
            term,
            kind,
            term.move_id.invoice_date or term.move_id.date,
            (term.base, term.volume, term.amount),
            volume_from=term.plan_id._first_day(term.volume_day),
        )

    @api.model
    def _record_receipts(self, receipts, cleared=None, of_terms=None):
        """Enter what receipts add and receipts taken back remove, in proportion to the document's total.

        :param receipts: values of `logic.receipts.Receipt`, already in effect in the database
        :param cleared: entries (account.move) of money that may have been cleared, or come back, by the same act
        :param of_terms: the terms that earn by them, all of the documents without
        """
        changes = {(receipt.matching, receipt.document): receipt for receipt in receipts}
        for receipt in self._clearing_changes(cleared) if cleared else ():
            changes.setdefault((receipt.matching, receipt.document), receipt)
        if not changes:
            return
        terms = self.env["agent.commission.term"].search(
            [
                ("move_id", "in", [receipt.document for receipt in changes.values()]),
                ("basis", "=", "receipt"),
                *([("id", "in", of_terms.ids)] if of_terms is not None else []),
            ]
        )
        received = terms.move_id._commission_received()
        history = self._receipt_history(terms)
        values = []
        for move, move_terms in terms.grouped("move_id").items():
            changed = [receipt for receipt in changes.values() if receipt.document == move.id]
            before = received[move] - sum(change.amount for change in changed)
            for term in move_terms:
                values += self._prepare_receipts(term, before, changed, history)
        self._enter(values)

    def _prepare_receipts(self, term, before, changes, history):
        """Yield the values of the entries that changes of the receipts make of a term.

        An entry is made even when it rounds to nothing: it says that the receipt was counted.

        :param before: what of the document was received before, in its currency
        :param history: as from `_receipt_history`
        """
        amounts = [change.amount for change in changes]
        steps = zip(
            *(term._receipt_steps(total, before, amounts) for total in (term.base, term.volume, term.amount)),
            strict=True,
        )
        today = fields.Date.context_today(self)
        for change, step in zip(changes, steps, strict=True):
            kind = "receipt" if change.amount > 0 else "undo"
            times, counted_from = history.get((term.id, change.matching), (0, None))
            before += change.amount
            entry = self._prepare_entry(
                term,
                kind,
                change.day if kind == "receipt" else today,
                step,
                f"{change.matching}/{times}" if times > 1 else change.matching,
                counted_from if kind == "undo" and counted_from else term.plan_id._first_day(change.day),
            )
            entry["partial_id"] = change.matching if kind == "receipt" else False
            entry["trace"] = {**(term.trace or {}), **self._trace_receipt(term, change, before)}
            yield entry

    @api.model
    def _record_withdrawal(self, documents):
        """Take back all that documents reset to draft have earned, and drop their terms.

        Credit notes of theirs take nothing any more, and are counted anew when what they credit is posted again.
        Settled entries stay as they are; what is taken back counts in the current period, and whoever is
        responsible for the settlement is told.
        """
        documents |= documents._commission_credits()
        self._withdraw(self.env["agent.commission.term"].search([("move_id", "in", documents.ids)]))

    def _withdraw(self, terms):
        """Take back what terms have earned, and drop them."""
        today = fields.Date.context_today(self)
        groups = self._read_group(
            [("term_id", "in", terms.ids)],
            ["term_id", "volume_from:day"],
            ["base:sum", "volume:sum", "amount:sum", "settlement_id:recordset"],
        )
        self._enter(
            [
                self._prepare_entry(
                    term, "reset", today, (-base, -volume, -amount), volume_from or 0, volume_from
                )
                for term, volume_from, base, volume, amount, _settlements in groups
                if not all(map(term.currency_id.is_zero, (base, volume, amount)))
            ]
        )
        withdrawn = defaultdict(self.env["account.move"].browse)
        for term, *_sums, settlements in groups:
            for settlement in settlements:
                withdrawn[settlement] |= term.move_id
        for settlement, moves in withdrawn.items():
            settlement._note_withdrawn(moves)
        terms.unlink()

    # -- what of the receipts is in the ledger --------------------------------------------------------------

    def _receipt_history(self, terms):
        """Return {(term, matching): (how often it was entered or taken back, first day of its period)}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT term_id, SPLIT_PART(source, '/', 3)::integer AS matching, COUNT(*), MAX(volume_from)
                  FROM agent_commission_entry
                 WHERE term_id = ANY(%(terms)s) AND kind IN ('receipt', 'undo')
              GROUP BY term_id, matching
                """,
                terms=terms.ids,
                to_flush=[self._fields[name] for name in ("term_id", "source", "kind", "volume_from")],
            )
        )
        return {(term, matching): (times, day) for term, matching, times, day in rows}

    def _entered(self, receipts):
        """Return those of the receipts that are in the ledger, and not taken back."""
        if not receipts:
            return []
        terms = self.env["agent.commission.term"].search(
            [("move_id", "in", [receipt.document for receipt in receipts]), ("basis", "=", "receipt")]
        )
        document_of = {term.id: term.move_id.id for term in terms}
        counted = {
            (matching, document_of[term])
            for (term, matching), (times, _day) in self._receipt_history(terms).items()
            if times % 2
        }
        return [receipt for receipt in receipts if (receipt.matching, receipt.document) in counted]

    def _clearing_changes(self, moves):
        """Return the receipts that count since their money was cleared, and those that do no longer.

        Only documents that wait for that are looked at; what is in the ledger says what counted before.

        :param moves: the entries (account.move) of the money
        """
        lines = moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        partials = lines.matched_debit_ids | lines.matched_credit_ids
        documents = (partials.debit_move_id | partials.credit_move_id).move_id
        policies = {
            move: policy
            for move, policy in self.env["agent.commission.term"]._receipt_policies(documents).items()
            if policy["receipt_day"] == "clearing"
        }
        if not policies:
            return []
        now = {
            (receipt.matching, receipt.document): receipt
            for receipt in partials._commission_receipts(policies)
        }
        known = partials._commission_receipts(policies, even_uncleared=True)
        entered = {(receipt.matching, receipt.document): receipt for receipt in self._entered(known)}
        return [
            *(receipt for key, receipt in now.items() if key not in entered),
            *(receipt.taken_back() for key, receipt in entered.items() if key not in now),
        ]
