from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """In which time zone a company's days begin and end: that of its working hours, which Odoo shows elsewhere."""

    _inherit = "res.config.settings"

    company_time_zone = fields.Selection(
        related="company_id.resource_calendar_id.tz", string="Company's Time Zone", readonly=False
    )
