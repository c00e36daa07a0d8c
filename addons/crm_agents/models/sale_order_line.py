from decimal import Decimal

from odoo import models

from ..logic.bases import margin_base, part_of


class SaleOrderLine(models.Model):
    """What a line of an order will bring to commission, in the order's currency: down payments earn a part of it."""

    _inherit = "sale.order.line"

    def _commission_untaxed(self):
        """Return the line's amount without tax."""
        self.ensure_one()
        return Decimal(str(round(self.price_subtotal, 6)))

    def _commission_base(self, kind, untaxed):
        """Return what a rate is applied to.

        :param kind: `untaxed` or `margin`
        :param untaxed: what the line was sold for, its part of the document's discounts taken off
        """
        return untaxed if kind == "untaxed" else margin_base(untaxed, self._commission_cost())

    def _commission_discount(self, untaxed):
        """Return the effective discount in percent, against the list price of today.

        :param untaxed: as in `_commission_base`
        """
        self.ensure_one()
        product, day = self.product_id, self.order_id.date_order.date()
        quantity = self.product_uom_id._compute_quantity(self.product_uom_qty, product.uom_id, round=False)
        listed = product._commission_listed(quantity, self.currency_id, self.company_id, day)
        return max(part_of(listed - untaxed, listed), Decimal(0))

    def _commission_margin(self, untaxed):
        """Return the margin of the line in percent of what it is sold for.

        :param untaxed: as in `_commission_base`
        """
        return part_of(untaxed - self._commission_cost(), untaxed)

    def _commission_cost(self):
        return Decimal(str(round(self.purchase_price * self.product_uom_qty, 6)))

    def _commission_step(self):
        """Return the smallest amount of the company's currency, in which its part of a commission is rounded."""
        return Decimal(str(self.company_id.currency_id.rounding))
