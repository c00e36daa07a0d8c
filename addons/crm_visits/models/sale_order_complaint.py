from odoo import models


class SaleOrder(models.Model):
    """Orders are complained about."""

    _name = "sale.order"
    _inherit = ["sale.order", "crm.complaint.source.mixin"]
    _complaint_link = "order_id"
