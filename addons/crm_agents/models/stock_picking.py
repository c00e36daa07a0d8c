from odoo import fields, models


class StockPicking(models.Model):
    """The delivery shows the agents of its order."""

    _inherit = "stock.picking"

    agent_partner_ids = fields.Many2many(
        related="sale_id.agent_partner_ids", string="Agents", groups="base.group_user"
    )
