from odoo import api, fields, models
from odoo.tools import SQL

from .account_move_line_cost import SEE_COST


class AccountMoveLine(models.Model):
    """What a line leaves of its price when the goods are paid for; before the posting, at the cost of now."""

    _inherit = "account.move.line"

    sold_margin = fields.Monetary(
        string="Margin",
        compute="_compute_sold_margin",
        currency_field="company_currency_id",
        groups=SEE_COST,
        help="The amount without tax less the cost of the sale, in company currency; negative on credit notes. "
        "The cost is frozen with the posting; before it, it is that of the order line or of the product today.",
    )
    sold_margin_percent = fields.Float(
        string="Margin (%)",
        compute="_compute_sold_margin",
        groups=SEE_COST,
        help="The margin for every 100 sold.",
    )

    @api.depends("balance", "price_subtotal", "currency_rate", "sold_cost", "quantity", "product_id")
    @api.depends("product_uom_id", "is_downpayment", "display_type", "move_id.move_type", "move_id.state")
    def _compute_sold_margin(self):
        sales = self.filtered(lambda line: line._has_margin())
        costs = sales.filtered(lambda line: line.parent_state == "draft")._costs_of_now()
        for line in self:
            sold = line._sold_untaxed() if line in sales else 0.0
            line.sold_margin = sold and sold - costs.get(line, line.sold_cost)
            # Both are negative on a credit note: what was 40 % is 40 % when it is taken back.
            line.sold_margin_percent = line.sold_margin / sold if sold else 0.0

    def _has_margin(self):
        """Tell whether the line sells or credits; a down payment sells nothing yet."""
        self.ensure_one()
        is_sale = self.move_id.is_sale_document(include_receipts=True)
        return is_sale and self.display_type == "product" and not self.is_downpayment

    def _sold_untaxed(self):
        """Return what the line is sold for, untaxed, signed and in company currency."""
        self.ensure_one()
        if self.parent_state != "draft":
            return -self.balance
        # While lines are typed, the ledger's amounts lag behind.
        sign = -1 if self.move_id.move_type == "out_refund" else 1
        return sign * self.company_currency_id.round(self.price_subtotal / (self.currency_rate or 1.0))

    def _costs_of_now(self):
        """Return {line: what its goods cost if it were posted now}, signed and in company currency like `sold_cost`.

        On a screen where lines are being typed, a line of the same product keeps the cost per unit that it was saved
        with; a new one has the product's.
        """
        condition = SQL("line.id = ANY(%s)", self._origin.ids)
        saved = dict(self.env.execute_query(self._sold_costs(condition))) if self._origin else {}
        costs = {}
        for line in self:
            before = line._origin
            if before.product_id == line.product_id and before.quantity and before.id in saved:
                costs[line] = float(saved[before.id]) * line._base_quantity() / before._base_quantity()
            else:
                sign = -1 if line.move_id.move_type == "out_refund" else 1
                product = line.product_id.with_company(line.company_id)
                costs[line] = sign * line._base_quantity() * product.standard_price
        return costs

    def _base_quantity(self):
        """Return the quantity in the product's own unit."""
        self.ensure_one()
        unit = self.product_id.uom_id
        if not unit or not self.product_uom_id:
            return self.quantity
        return self.product_uom_id._compute_quantity(self.quantity, unit, round=False)
