from odoo import fields, models


class PortalOrderListLine(models.Model):
    """A product on a customer's saved list."""

    _name = "portal.order.list.line"
    _description = "Line of a customer's saved list"
    _order = "list_id, id"
    _rec_name = "product_id"

    list_id = fields.Many2one("portal.order.list", required=True, index=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, index=True, ondelete="cascade")
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)

    _once = models.Constraint("UNIQUE (list_id, product_id)", "A product stands once on a list.")
    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity must be more than 0.")
