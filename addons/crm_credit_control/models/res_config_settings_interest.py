from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How the interest of renewals is charged, per company."""

    _inherit = "res.config.settings"

    instrument_interest_document = fields.Selection(
        related="company_id.instrument_interest_document", readonly=False
    )
    instrument_interest_product_id = fields.Many2one(
        related="company_id.instrument_interest_product_id", readonly=False
    )
