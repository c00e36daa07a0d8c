from odoo import fields, models


class ResPartner(models.Model):
    """Of what a contact wants to hear by mail."""

    _inherit = "res.partner"

    notify_confirmed = fields.Boolean(
        string="Mail when an order is confirmed",
        groups="base.group_user",
        help="Of orders that others wrote for him; what he sends himself is confirmed to him in any case.",
    )
    notify_shipped = fields.Boolean(string="Mail when an order is shipped", groups="base.group_user")
    notify_invoiced = fields.Boolean(string="Mail when an order is invoiced", groups="base.group_user")
