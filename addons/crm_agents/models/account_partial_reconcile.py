from decimal import Decimal

from odoo import api, models

from ..logic.receipts import Receipt, is_receipt


class AccountPartialReconcile(models.Model):
    """Matching a receipt with an invoice earns, taking it apart takes back."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        """Enter what the receipts earn."""
        partials = super().create(vals_list)
        # sudo: who registers a payment has no right to write the ledger, the matching itself has
        self.env["agent.commission.entry"].sudo()._record_receipts(partials.sudo()._commission_receipts())
        return partials

    def unlink(self):
        """Take back what the receipts have earned."""
        # The rows are gone after super(): what they were worth is read before.
        undone = [receipt.taken_back() for receipt in self.sudo()._commission_receipts()]
        result = super().unlink()
        self.env["agent.commission.entry"].sudo()._record_receipts(undone)
        return result

    def _commission_receipts(self):
        """Return the receipts among the matchings, in the order of their days.

        A matching is a receipt of the document on one side when the other side is money. Amounts are in the
        document's currency.
        """
        receipts = []
        for partial in self.sorted(lambda partial: (partial.max_date, partial.id)):
            sides = (
                (partial.debit_move_id, partial.credit_move_id, partial.debit_amount_currency),
                (partial.credit_move_id, partial.debit_move_id, partial.credit_amount_currency),
            )
            for document_line, counterpart, amount in sides:
                move = document_line.move_id
                if (
                    amount
                    and move.is_sale_document(include_receipts=True)
                    and document_line.account_type == "asset_receivable"
                    and is_receipt(counterpart._commission_nature())
                ):
                    receipts.append(
                        Receipt(partial.id, move.id, partial.max_date, Decimal(str(round(amount, 6))))
                    )
        return receipts
