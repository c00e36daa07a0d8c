from odoo import fields, models


class ProductTemplate(models.Model):
    """What a product costs is known to those who need it, and not to every employee as in Odoo."""

    _inherit = "product.template"

    standard_price = fields.Float(groups="crm_base.group_see_cost")
