from contextlib import contextmanager
from contextvars import ContextVar

from odoo import api, models
from odoo.exceptions import UserError

# What Odoo or this module computes, and the exposure, its growth or the start of a delivery rests on.
FOUND = {
    "posted_quantity",
    "price_subtotal",
    "price_tax",
    "price_total",
    "qty_delivered_method",
    "state",
    "unit_price_with_tax",
}
# What nobody types and nothing computes. An invoice says what it invoices. Amounts that stand in for price and
# quantity are those of Odoo's own discounts and down payments; they hold for one quantity only, and an invoice of less
# is at the price.
GIVEN = {"invoice_lines": [], "extra_tax_data": False}
# Whether Odoo is writing such amounts; not in the context, which callers write.
is_reckoned = ContextVar("is_reckoned", default=False)


@contextmanager
def reckoned():
    """Inside, lines may carry amounts that stand in for price and quantity."""
    before = is_reckoned.set(True)
    try:
        yield
    finally:
        is_reckoned.reset(before)


class SaleOrderLine(models.Model):
    """What may be typed into a line: Odoo lets RPC write every stored field, readonly and computed ones included."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Find what is to be found, whatever is typed or comes as a default."""
        if self.env.su:
            return super().create(vals_list)
        defaults = self.default_get([*FOUND, "order_id"])
        given = self._given()
        entered = []
        for vals in vals_list:
            order_id = vals.get("order_id", defaults.get("order_id"))
            entered.append(
                {
                    **{name: value for name, value in vals.items() if name not in FOUND},
                    # Said in words: those who look at the values of a line must find its order and its state there.
                    **({"order_id": order_id} if order_id else {}),
                    "state": self.env["sale.order"].browse(order_id).sudo().state,
                    **given,
                }
            )
        lines = super().create(entered)
        for name in FOUND & defaults.keys():
            self.env.add_to_compute(self._fields[name], lines)
        if any("qty_delivered" in vals for vals in vals_list):
            self.env.add_to_compute(self._fields["qty_delivered"], lines._delivered_by_stock())
        return lines

    def write(self, vals):
        """Keep what was found; what was delivered is typed for services only."""
        if self.env.su:
            return super().write(vals)
        vals = {name: value for name, value in vals.items() if name not in FOUND | self._given().keys()}
        if "qty_delivered" in vals and (found := self._delivered_by_stock()):
            counted = {name: value for name, value in vals.items() if name != "qty_delivered"}
            super(SaleOrderLine, found).write(counted)
            return super(SaleOrderLine, self - found).write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_delivered(self):
        """What the customer has and was not invoiced is part of his debt, though its order is cancelled."""
        # Whoever may delete the line need not read what was counted of it.
        for line in self.sudo():
            if line.product_uom_id.compare(line.qty_delivered, line.posted_quantity) > 0:
                raise UserError(
                    self.env._(
                        "%(line)s was delivered: invoice it or take it back first.", line=line.display_name
                    )
                )

    def _given(self):
        """What of `GIVEN` may not be written now."""
        allowed = {"extra_tax_data"} if is_reckoned.get() else set()
        return {name: value for name, value in GIVEN.items() if name not in allowed}

    def _delivered_by_stock(self):
        """The lines whose delivered quantity follows from stock moves."""
        return self.filtered(lambda line: line.qty_delivered_method == "stock_move")
