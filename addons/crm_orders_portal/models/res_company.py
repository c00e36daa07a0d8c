from odoo import fields, models

from .crm_customer_group import DISPLAYS


class ResCompany(models.Model):
    """What a company tells its customers."""

    _inherit = "res.company"

    portal_stock_display = fields.Selection(
        DISPLAYS,
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
    portal_show_arrival = fields.Boolean(
        string="Next arrival shown to customers",
        default=True,
        groups="base.group_user",
        help="Where nothing is in stock customers read when our suppliers' next delivery is expected.",
    )
    portal_show_together = fields.Boolean(
        string="Often bought with it",
        groups="base.group_user",
        help="With a product customers read what else is often ordered with it, by anybody.",
    )
    portal_show_credit = fields.Boolean(
        string="Credit shown to customers",
        groups="base.group_user",
        help="Customers who may see their account also see their credit figures.",
    )
