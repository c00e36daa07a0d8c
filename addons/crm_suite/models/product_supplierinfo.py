from odoo import fields, models


class ProductSupplierinfo(models.Model):
    """OCA's margin on a supplier's price tells with the sales price what we pay."""

    _inherit = "product.supplierinfo"

    sale_margin = fields.Float(groups="crm_base.group_see_cost")
