from decimal import Decimal

from odoo import api, models

from ..logic.receipts import Receipt, counted, is_receipt


class AccountPartialReconcile(models.Model):
    """Matching a receipt with an invoice earns, taking it apart takes back."""

    _inherit = "account.partial.reconcile"

    # What was collected in a period is asked for by its days: few of all matchings.
    _max_date_index = models.Index("(max_date)")

    @api.model_create_multi
    def create(self, vals_list):
        """Enter what the receipts earn."""
        partials = super().create(vals_list)
        # sudo: who registers a payment has no right to write the ledger, the matching itself has
        entries = self.env["agent.commission.entry"].sudo()
        receipts = partials.sudo()._commission_receipts()
        entries._record_receipts(receipts, cleared=partials.sudo()._commission_money())
        return partials

    def unlink(self):
        """Take back what the receipts have earned."""
        # The rows are gone after super(): what they were worth is read before.
        # sudo: as in create
        entries = self.env["agent.commission.entry"].sudo()
        undone = entries._entered(self.sudo()._commission_receipts(even_uncleared=True))
        money = self.sudo()._commission_money()
        result = super().unlink()
        entries._record_receipts([receipt.taken_back() for receipt in undone], cleared=money)
        return result

    def _commission_money(self):
        """Return the payments whose own side is matched: with the bank, which says that the money came."""
        lines = self.debit_move_id | self.credit_move_id
        return lines.filtered(lambda line: line.account_type != "asset_receivable").move_id.filtered(
            "origin_payment_id"
        )

    def _commission_receipts(self, policies=None, even_uncleared=False):
        """Return the receipts among the matchings, in the order of their days.

        A matching is a receipt of the document on one side when the other side is money, and where the document says
        so only when that is cleared. Amounts are in the document's currency, what counts of them.

        :param policies: as from `agent.commission.term._receipt_policies`, which is asked without
        """
        sides = self._commission_sides()
        if policies is None:
            documents = self.env["account.move"].union(*(line.move_id for _partial, line, *_rest in sides))
            policies = self.env["agent.commission.term"]._receipt_policies(documents)
        receipts, lost = [], {}
        for partial, line, counterpart, amount, paid in sides:
            policy = policies.get(line.move_id)
            if not policy or not is_receipt(counterpart._commission_nature()):
                continue
            day = partial.max_date
            if policy["receipt_day"] == "clearing":
                cleared = counterpart.move_id._money_cleared_on()
                if not cleared and not even_uncleared:
                    continue
                day = max(day, cleared or day)
            # One receipt may settle hundreds of invoices.
            entry = (counterpart.move_id, policy["cash_discount"] == "net")
            if entry not in lost:
                lost[entry] = counterpart.move_id._commission_lost(cash_discount=entry[1])
            exchange = counterpart._commission_exchange(line, amount, paid, policy)
            worth = counted(Decimal(str(round(amount, 6))), lost[entry], exchange)
            receipts.append(Receipt(partial.id, line.move_id.id, day, worth))
        return sorted(receipts, key=lambda receipt: (receipt.day, receipt.matching))

    def _commission_sides(self):
        """Return (matching, line of a customer document, the line it is matched with, amounts of both lines)."""
        sides = []
        for partial in self:
            debit, credit = partial.debit_amount_currency, partial.credit_amount_currency
            for line, counterpart, amount, paid in (
                (partial.debit_move_id, partial.credit_move_id, debit, credit),
                (partial.credit_move_id, partial.debit_move_id, credit, debit),
            ):
                is_document = line.move_id.is_sale_document(include_receipts=True)
                if amount and is_document and line.account_type == "asset_receivable":
                    sides.append((partial, line, counterpart, amount, paid))
        return sides
