from decimal import Decimal

from odoo import models

from ..logic.bases import margin_base, part_of
from ..logic.receipts import Counterpart


class AccountMoveLine(models.Model):
    """What a line brings to commission. In company currency, positive in the sense of the document."""

    _inherit = "account.move.line"

    def _commission_untaxed(self, in_currency=False):
        """Return the line's amount without tax: what is sold on an invoice, credited on a credit note.

        :param in_currency: in that of the document
        """
        self.ensure_one()
        sign = 1 if self.move_id.move_type == "out_refund" else -1
        amount = self.amount_currency if in_currency else self.balance
        return Decimal(str(round(sign * amount, 6)))

    def _commission_base(self, kind, untaxed):
        """Return what a rate is applied to.

        :param kind: `untaxed` or `margin`
        :param untaxed: what the line was sold for, its part of the document's discounts taken off
        """
        return untaxed if kind == "untaxed" else margin_base(untaxed, self._commission_cost())

    def _commission_discount(self, untaxed):
        """Return the effective discount in percent: against the list price of today, typed discount or lower price.

        :param untaxed: as in `_commission_base`
        """
        self.ensure_one()
        if not self.product_id:
            return self._commission_typed_discount(untaxed)
        company, day = self.company_id, self.move_id.invoice_date or self.move_id.date
        quantity = self.product_uom_id._compute_quantity(self.quantity, self.product_id.uom_id, round=False)
        listed = self.product_id._commission_listed(quantity, company.currency_id, company, day)
        return max(part_of(listed - untaxed, listed), Decimal(0))

    def _commission_typed_discount(self, untaxed):
        """Return the discount in percent of a line without product: what was typed, and the document's on top."""
        whole = self._commission_untaxed()
        typed = Decimal(str(self.discount))
        return typed + part_of((whole - untaxed) * (100 - typed) / 100, whole)

    def _commission_margin(self, untaxed):
        """Return the margin of the line in percent of what it was sold for.

        :param untaxed: as in `_commission_base`
        """
        return part_of(untaxed - self._commission_cost(), untaxed)

    def _commission_cost(self):
        """Return the cost of the goods, frozen when they were sold, in the sense of the document."""
        self.ensure_one()
        sign = -1 if self.move_id.move_type == "out_refund" else 1
        return Decimal(str(round(sign * self.sold_cost, 6)))

    def _commission_step(self):
        """Return the smallest amount of the company's currency."""
        return self.move_id._commission_step()

    def _commission_paid_down(self):
        """Return the posted lines that asked for the down payment which this line takes off."""
        return self.sale_line_ids.invoice_lines.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.move_id.move_type == "out_invoice"
                and line._commission_untaxed() > 0
            )
        )

    def _commission_matches(self, originals):
        """Return the lines that this line credits: of the same order line, else of the same product or own text."""
        self.ensure_one()
        return originals.filtered(lambda line: line.sale_line_ids & self.sale_line_ids) or originals.filtered(
            lambda line: line.product_id == self.product_id and (line.product_id or line.name == self.name)
        )

    def _commission_alike(self, originals):
        """Return those of the lines that were sold at the price of this one, and in the same sense."""
        self.ensure_one()
        return originals.filtered(lambda line: line._commission_price() == self._commission_price())

    def _commission_price(self):
        return self.price_unit, self.discount, self.quantity < 0

    def _commission_credited(self, originals):
        """Return (what this line credits, what `originals` were), untaxed and in the sense of the originals.

        In the currency of the documents: half of what was sold is half of it, whatever it is worth by then.
        """
        self.ensure_one()
        in_currency = self.currency_id == originals.currency_id
        return (
            self._commission_untaxed(in_currency),
            sum((original._commission_untaxed(in_currency) for original in originals), Decimal(0)),
        )

    def _commission_nature(self):
        """Return what this entry is as the other side of a matching."""
        move = self.move_id
        return Counterpart(
            is_payment=bool(move.origin_payment_id),
            is_bank_transaction=bool(move.statement_line_id),
            in_money_journal=move.journal_id.type in ("bank", "cash", "credit"),
            is_customer_document=move.is_invoice(include_receipts=True),
            is_exchange_difference=bool(move.exchange_diff_partial_ids),
            is_cash_basis_tax=bool(move.tax_cash_basis_rec_id or move.tax_cash_basis_origin_move_id),
        )

    def _commission_exchange(self, document_line, amount, paid, policy):
        """Return what the document's currency was worth on receipt, relative to the invoice, where that counts; else 1.

        :param amount: what was matched, in the currency of `document_line`
        :param paid: the same in the currency of this line
        :param policy: values of RECEIPT_TERMS
        """
        self.ensure_one()
        if policy["exchange"] != "receipt":
            return Decimal(1)
        invoiced = amount * abs(document_line.balance / document_line.amount_currency)
        received = paid * abs(self.balance / self.amount_currency) if self.amount_currency else invoiced
        return Decimal(str(received)) / Decimal(str(invoiced))
