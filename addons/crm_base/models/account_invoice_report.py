from odoo import fields, models


class AccountInvoiceReport(models.Model):
    """Invoice analysis, with margin and cost for those who may see them."""

    _inherit = "account.invoice.report"

    price_margin = fields.Float(groups="crm_base.group_see_cost")
    inventory_value = fields.Float(groups="crm_base.group_see_cost")
