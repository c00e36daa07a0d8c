from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Buckets of the debt ageing, per company."""

    _inherit = "res.config.settings"

    ageing_bounds = fields.Char(related="company_id.ageing_bounds", readonly=False, required=True)
