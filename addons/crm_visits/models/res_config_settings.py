from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How contacts are planned and told of, in the settings."""

    _inherit = "res.config.settings"

    contacts_per_day = fields.Integer(related="company_id.contacts_per_day", readonly=False)
    history_months = fields.Integer(related="company_id.history_months", readonly=False, required=True)
    digest_morning_hour = fields.Float(related="company_id.digest_morning_hour", readonly=False)
    digest_evening_hour = fields.Float(related="company_id.digest_evening_hour", readonly=False)
