from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How much customers without any ceiling may owe, per company."""

    _inherit = "res.config.settings"

    # A name that begins with `default_` would be taken for the default of a field.
    has_credit_ceiling_else = fields.Boolean(related="company_id.has_default_credit_ceiling", readonly=False)
    credit_ceiling_else = fields.Monetary(
        related="company_id.default_credit_ceiling", readonly=False, currency_field="currency_id"
    )
    has_obligo_ceiling_else = fields.Boolean(related="company_id.has_default_obligo_ceiling", readonly=False)
    obligo_ceiling_else = fields.Monetary(
        related="company_id.default_obligo_ceiling", readonly=False, currency_field="currency_id"
    )
