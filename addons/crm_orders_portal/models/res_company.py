from odoo import fields, models


class ResCompany(models.Model):
    """What a company tells its customers."""

    _inherit = "res.company"

    portal_stock_display = fields.Selection(
        [("hidden", "Nothing"), ("band", "In words"), ("figure", "The figure")],
        string="Stock shown to customers",
        default="band",
        required=True,
        groups="base.group_user",
    )
    portal_stock_low_below = fields.Float(
        string="Low stock below",
        default=10.0,
        groups="base.group_user",
        help="Below this quantity available customers read that stock is low.",
    )
    portal_show_credit = fields.Boolean(
        string="Credit shown to customers",
        groups="base.group_user",
        help="Customers who may see their account also see their credit figures.",
    )
