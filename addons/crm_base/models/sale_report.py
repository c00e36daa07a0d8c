from odoo import fields, models


class SaleReport(models.Model):
    """Sales analysis, with the margin for those who may see it."""

    _inherit = "sale.report"

    margin = fields.Float(groups="crm_base.group_see_cost")
