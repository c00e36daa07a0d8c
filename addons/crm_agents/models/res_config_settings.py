from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """When and at what commission is earned, in the settings."""

    _inherit = "res.config.settings"

    commission_receipt_day = fields.Selection(
        related="company_id.commission_receipt_day", readonly=False, required=True
    )
    commission_cash_discount = fields.Selection(
        related="company_id.commission_cash_discount", readonly=False, required=True
    )
    commission_exchange = fields.Selection(
        related="company_id.commission_exchange", readonly=False, required=True
    )
    commission_down_payment = fields.Selection(
        related="company_id.commission_down_payment", readonly=False, required=True
    )
