from odoo import fields, models


class ProductTemplate(models.Model):
    """Products that earn no commission, whatever the plans say: freight, deposits, gift cards."""

    _inherit = "product.template"

    earns_commission = fields.Boolean(
        default=True,
        groups="base.group_user",
        help="Without the tick no plan pays commission on it. Also off for all products of a family without the tick.",
    )
