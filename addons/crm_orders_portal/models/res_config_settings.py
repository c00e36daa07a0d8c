from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """What the company of the user tells its customers."""

    _inherit = "res.config.settings"

    portal_stock_display = fields.Selection(
        related="company_id.portal_stock_display", readonly=False, required=True
    )
    portal_stock_low_below = fields.Float(related="company_id.portal_stock_low_below", readonly=False)
    portal_show_arrival = fields.Boolean(related="company_id.portal_show_arrival", readonly=False)
    portal_show_together = fields.Boolean(related="company_id.portal_show_together", readonly=False)
    portal_show_credit = fields.Boolean(related="company_id.portal_show_credit", readonly=False)
