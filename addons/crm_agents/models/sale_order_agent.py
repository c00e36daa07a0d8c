from odoo import fields, models


class SaleOrderAgent(models.Model):
    """An agent of a quotation or order, with his share."""

    _name = "sale.order.agent"
    _inherit = ["agent.share.mixin"]
    _description = "Agent of a Sales Order"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade")

    _agent_once = models.UniqueIndex(
        "(order_id, agent_id, COALESCE(product_line_id, 0))",
        "An agent appears once for a product line of an order.",
    )
