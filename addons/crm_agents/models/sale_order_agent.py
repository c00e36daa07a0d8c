from odoo import fields, models


class SaleOrderAgent(models.Model):
    """An agent of a quotation or order, with his share."""

    _name = "sale.order.agent"
    _inherit = ["agent.share.mixin"]
    _description = "Agent of a Sales Order"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade")

    _agent_once = models.UniqueIndex("(order_id, agent_id)", "An agent appears once on an order.")
