from odoo import models


class StockPicking(models.Model):
    """Deliveries are complained about, returns come because of complaints."""

    _name = "stock.picking"
    _inherit = ["stock.picking", "crm.complaint.source.mixin", "crm.complaint.remedy.mixin"]
    _complaint_link = "picking_id"
