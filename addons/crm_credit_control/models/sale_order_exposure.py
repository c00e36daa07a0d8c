from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ..logic import quotation

# Columns of `_order_sums`, and where an order keeps them.
KEPT = {
    "remaining": "exposure_remaining",
    "delivered": "exposure_delivered",
    "prepaid": "exposure_prepaid",
    "lead": "exposure_lead",
}


class SaleOrder(models.Model):
    """What an order comes to in exposure, kept on it when it changes.

    Found by the one definition in `credit.exposure.item`, so that the figures of all customers add up orders with
    something open, and need not reckon each of their lines again.
    """

    _inherit = "sale.order"

    exposure_remaining = fields.Monetary(
        "Left to Invoice",
        compute="_compute_exposure",
        store=True,
        groups="base.group_user",
        help="Once the order is confirmed, with tax, in the currency of the order.",
    )
    exposure_delivered = fields.Monetary(
        "Delivered, not Invoiced", compute="_compute_exposure", store=True, groups="base.group_user"
    )
    exposure_prepaid = fields.Monetary(
        "Down Payments Invoiced", compute="_compute_exposure", store=True, groups="base.group_user"
    )
    exposure_lead = fields.Integer(
        "Longest Lead Time",
        compute="_compute_exposure",
        store=True,
        groups="base.group_user",
        help="Days, of the lines with something left to invoice.",
    )

    # Orders with nothing open are most of all ever sold; whoever adds up the others never meets them.
    _in_exposure_idx = models.Index(
        "(partner_invoice_id)"
        " INCLUDE (company_id, currency_id, state, exposure_remaining, exposure_delivered, exposure_prepaid)"
        " WHERE state = 'sale' AND exposure_remaining <> 0 OR exposure_delivered <> 0"
    )

    # Not of the state, so that confirming changes nothing here; nor of the order's rate, which only down payments in
    # another currency ask for, and those come after the day that it is of.
    @api.depends(
        "currency_id",
        "order_line.product_uom_qty",
        "order_line.qty_delivered",
        "order_line.posted_quantity",
        "order_line.unit_price_with_tax",
        "order_line.is_downpayment",
        "order_line.display_type",
        "order_line.customer_lead",
        "order_line.invoice_lines.price_total",
        "order_line.invoice_lines.move_id.state",
    )
    def _compute_exposure(self):
        quotations = self.filtered(lambda order: order._origin.id == order.id and order._is_untouched())
        found = {order.id: order._quoted_exposure() for order in quotations}
        found |= (self - quotations)._find_exposure()
        for order in self:
            for name, value in found.get(order.id, dict.fromkeys(KEPT)).items():
                order[KEPT[name]] = value

    def _line_totals(self):
        """`{line id: amount}`: the total of the order, shared out over its lines, in its currency.

        Odoo rounds the total of each line by itself. That of the order is rounded tax by tax where the company rounds
        globally, and terms of payment may lower its tax; what is between the two goes to the lines by their size.
        """
        lines = self._get_priced_lines().filtered("product_uom_qty")
        totals = lines.mapped("price_total")
        between = self.amount_total - sum(totals)
        currency = self.currency_id
        if lines and currency and not currency.is_zero(between):
            shares = self.env["account.tax"]._distribute_delta_amount_smoothly(
                currency.decimal_places, between, [{"factor": total} for total in totals]
            )
            totals = [currency.round(sum(parts)) for parts in zip(totals, shares, strict=True)]
        return dict(zip(lines._ids, totals, strict=True))

    def _is_untouched(self):
        """Whether nothing of the order was delivered or invoiced, nor a down payment asked for, so far."""
        return not any(
            line.qty_delivered or line.posted_quantity or line.is_downpayment for line in self.order_line
        )

    def _quoted_exposure(self):
        """`{column: value}` of an untouched order: what the query finds too, only sooner.

        Every change of a quotation and every confirmation asks, and planning that query takes longer than all of this.
        """
        lines = [
            quotation.Line(
                # As the column holds it: the float's shortest digits, at the decimals of quantities.
                Decimal(str(round(line.product_uom_qty, 6))),
                Decimal(repr(line.unit_price_with_tax)),
                line.customer_lead,
            )
            for line in self.order_line
            if not line.display_type
        ]
        remaining, lead = quotation.worth(lines, self.currency_id.decimal_places) or (None, None)
        return {
            "remaining": remaining,
            "delivered": None if remaining is None else 0,
            "prepaid": None if remaining is None else 0,
            "lead": lead,
        }

    def _find_exposure(self):
        """`{order_id: {column: value}}` of the orders that have a line with anything open, as they are now."""
        if not self.ids:
            return {}
        self.flush_model(["currency_id", "currency_rate"])
        # What an order comes to is kept whoever changes it, though exposure may not be his to read.
        items = self.env["credit.exposure.item"].sudo()
        items._flush_order_lines()
        columns = SQL(", ").join(SQL.identifier(name) for name in ("order_id", *KEPT))
        rows = self.env.execute_query_dict(
            SQL("SELECT %s FROM (%s) AS summed", columns, items._order_sums(self.ids))
        )
        return {row.pop("order_id"): row for row in rows}

    def _share_out_totals(self):
        """Prices with tax of all orders whose lines, as Odoo rounds them, do not add up to the order.

        For lines that got their prices without the ORM, or from a version that took each line for itself.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT so.id
                  FROM sale_order so
                  JOIN sale_order_line line ON line.order_id = so.id
                 WHERE line.display_type IS NULL AND line.product_uom_qty <> 0
                 GROUP BY so.id
                HAVING SUM(line.price_total) <> so.amount_total
                """
            )
        )
        price = self.env["sale.order.line"]._fields["unit_price_with_tax"]
        for order_ids in split_every(1000, [order_id for (order_id,) in rows]):
            self.env.add_to_compute(price, self.browse(order_ids).order_line)
            self.env.flush_all()
            self.env.invalidate_all()

    def _fill_exposure(self):
        """Keep the figures of all orders there are, in one statement; the ORM would take them order by order."""
        columns = SQL(", ").join(
            SQL("%s = summed.%s", SQL.identifier(kept), SQL.identifier(name)) for name, kept in KEPT.items()
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET %s FROM (%s) AS summed WHERE summed.order_id = sale_order.id",
                columns,
                self.env["credit.exposure.item"]._order_sums(),
            )
        )
        self.invalidate_model(KEPT.values())
