from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of Obligo; other modules add blocks to the same page."""

    _inherit = "res.config.settings"

    sellers_see_unassigned = fields.Boolean(related="company_id.sellers_see_unassigned", readonly=False)
