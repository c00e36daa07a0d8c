from collections import defaultdict

from odoo import models


class StockPicking(models.Model):
    """A delivery plans the contacts after it, its full return cancels them."""

    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        # sudo: who delivers goods need not see whom sellers visit, and nobody is told of a plan
        occurrences = (
            self.env["crm.occurrence"]
            .sudo()
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
        )
        for picking in self.sudo().filtered(lambda picking: picking.state == "done"):
            returned = picking.move_ids.origin_returned_move_id.picking_id
            if returned:
                occurrences._cancel_after_sales_of_returned(returned._deliveries_of_order())
            elif picking._brings_goods_to_customer():
                occurrences._plan_after_sales(picking)
        return result

    def _brings_goods_to_customer(self):
        return any(move.location_dest_id.usage == "customer" for move in self.move_ids)

    def _deliveries_of_order(self):
        """These deliveries, and all others of their orders."""
        return self | self.sale_id.picking_ids

    def _products_kept(self):
        """Return the products of which the customer has something left of these deliveries and their returns."""
        kept = defaultdict(float)
        for move in (self | self.move_ids.returned_move_ids.picking_id).move_ids:
            if move.state != "done":
                continue
            quantity = move.product_uom._compute_quantity(move.quantity, move.product_id.uom_id)
            kept[move.product_id] += quantity * (
                (move.location_dest_id.usage == "customer") - (move.location_id.usage == "customer")
            )
        return self.env["product.product"].union(
            *(product for product, quantity in kept.items() if product.uom_id.compare(quantity, 0) > 0)
        )
