from odoo import api, fields, models

# What can make a line worth more.
WORTH_FIELDS = {
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
    "product_id",
    "order_id",
}

# Whether anything of a line can still be in exposure; the words of the query and of its partial index are the same.
OPEN_LINE = """(
    GREATEST(product_uom_qty, qty_delivered) > posted_quantity
    OR LEAST(product_uom_qty, qty_delivered, 0) < LEAST(posted_quantity, 0)
    OR is_downpayment
)"""


class SaleOrderLine(models.Model):
    """Lines of a confirmed order may not grow into what would have had to wait."""

    _inherit = "sale.order.line"

    unit_price_with_tax = fields.Float(
        compute="_compute_unit_price_with_tax",
        store=True,
        digits=False,
        groups="base.group_user",
        help="Price of one unit, discount and taxes included, known also for lines without ordered quantity. All that "
        "is ordered, at these prices, comes to the total of the order.",
    )

    posted_quantity = fields.Float(
        compute="_compute_posted_quantity",
        store=True,
        digits="Product Unit",
        groups="base.group_user",
        help="Invoiced quantity of posted invoices less that of posted credit notes, in the unit of the line.",
    )

    _open_line_index = models.Index(f"(order_id) WHERE display_type IS NULL AND {OPEN_LINE}")

    @api.depends(
        "price_total", "product_uom_qty", "price_unit", "discount", "tax_ids", "order_id.amount_total"
    )
    def _compute_unit_price_with_tax(self):
        totals = {}
        for order in self.order_id:
            totals |= order._line_totals()
        for line in self:
            if line.display_type:
                line.unit_price_with_tax = 0
            elif line.product_uom_qty:
                line.unit_price_with_tax = totals.get(line.id, line.price_total) / line.product_uom_qty
            else:
                line.unit_price_with_tax = line._taxed_price_of_one()

    @api.depends(
        "product_uom_id",
        "invoice_lines.move_id.state",
        "invoice_lines.move_id.move_type",
        "invoice_lines.quantity",
        "invoice_lines.product_uom_id",
    )
    def _compute_posted_quantity(self):
        for line in self:
            line.posted_quantity = sum(
                (-1 if invoiced.move_id.move_type == "out_refund" else 1)
                * invoiced.product_uom_id._compute_quantity(
                    invoiced.quantity, line.product_uom_id, round=False
                )
                for invoiced in line.invoice_lines
                if invoiced.move_id.state == "posted"
            )

    def _taxed_price_of_one(self):
        """Price with tax of one unit of a line without ordered quantity."""
        company = self.company_id or self.env.company
        base_line = self._prepare_base_line_for_taxes_computation(quantity=1.0)
        self.env["account.tax"]._add_tax_details_in_base_line(base_line, company)
        return base_line["tax_details"]["raw_total_included_currency"]

    @api.model_create_multi
    def create(self, vals_list):
        """Lines added to a confirmed order pass the gate again."""
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        baseline = orders._growth_baseline()
        lines = super().create(vals_list)
        orders._check_growth(baseline)
        return lines

    def write(self, vals):
        """Lines of a confirmed order that change what they are worth pass the gate again."""
        if not WORTH_FIELDS & vals.keys():
            return super().write(vals)
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id") or ())
        baseline = orders._growth_baseline()
        result = super().write(vals)
        orders._check_growth(baseline)
        return result

    def unlink(self):
        """Lines taken off a confirmed order may have lowered it: a discount marked as a down payment can be deleted."""
        orders = self.order_id
        baseline = orders._growth_baseline()
        result = super().unlink()
        orders._check_growth(baseline)
        return result
