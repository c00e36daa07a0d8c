from decimal import Decimal

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
    """Lines of a confirmed order may not grow past a ceiling."""

    _inherit = "sale.order.line"

    unit_price_with_tax = fields.Float(
        compute="_compute_unit_price_with_tax",
        store=True,
        digits=False,
        groups="base.group_user",
        help="Price of one unit, discount and taxes included, known also for lines without ordered quantity.",
    )

    posted_quantity = fields.Float(
        compute="_compute_posted_quantity",
        store=True,
        digits="Product Unit",
        groups="base.group_user",
        help="Invoiced quantity of posted invoices less that of posted credit notes, in the unit of the line.",
    )

    _open_line_index = models.Index(f"(order_id) WHERE display_type IS NULL AND {OPEN_LINE}")

    @api.depends("price_total", "product_uom_qty", "price_unit", "discount", "tax_ids")
    def _compute_unit_price_with_tax(self):
        for line in self:
            if line.display_type:
                line.unit_price_with_tax = 0
            elif line.product_uom_qty:
                line.unit_price_with_tax = line.price_total / line.product_uom_qty
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
        before = self._worth_before_growth(orders)
        lines = super().create(vals_list)
        self._check_worth_growth(before)
        return lines

    def write(self, vals):
        """Lines of a confirmed order that come to be worth more pass the gate again."""
        if not WORTH_FIELDS & vals.keys():
            return super().write(vals)
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id") or ())
        before = self._worth_before_growth(orders)
        result = super().write(vals)
        self._check_worth_growth(before)
        return result

    def _worth_before_growth(self, orders):
        """Totals of the confirmed ones of `orders`, read under the lock: `{order: amount in order currency}`."""
        # The lock is nobody's to write; the gate takes it for whoever changes the order.
        confirmed = orders.sudo().filtered(lambda order: order.state == "sale")
        if confirmed:
            self.env["credit.lock"].sudo()._take(
                (order.partner_invoice_id.commercial_partner_id.id, order.company_id.id)
                for order in confirmed
            )
        return {order: order.amount_total for order in confirmed}

    def _check_worth_growth(self, before):
        """Refuse the change when an order grew past a ceiling; lowering is never looked at."""
        for order, amount in before.items():
            growth = order.amount_total - amount
            if order.currency_id.compare_amounts(growth, 0) > 0:
                order._check_growth({order.id: Decimal(str(order._in_company_currency(growth)))})
