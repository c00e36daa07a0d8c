from odoo import api, fields, models
from odoo.tools import sql


class SaleOrderLine(models.Model):
    """Who earns on a line of an order: the agents of its product line, else the others."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "agent.document.line.mixin"]

    product_line_id = fields.Many2one(compute="_compute_product_line_id", store=True)

    def _auto_init(self):
        """Add the column empty: before there are product lines, no line has one, and orders may be many."""
        if not sql.column_exists(self.env.cr, self._table, "product_line_id"):
            sql.create_column(self.env.cr, self._table, "product_line_id", "int4")
        return super()._auto_init()

    @api.depends("product_id", "order_id.agent_ids.product_line_id")
    def _compute_product_line_id(self):
        for line in self:
            line.product_line_id = line._is_sold_line() and line.order_id._product_line_of(line)

    @api.depends(
        "order_id.agent_ids.agent_id", "order_id.agent_ids.share", "order_id.agent_ids.product_line_id"
    )
    def _compute_agent_shares(self):
        return super()._compute_agent_shares()

    def _agent_document(self):
        return self.order_id
