from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Clearing days and accounts of instruments, per company."""

    _inherit = "res.config.settings"

    instrument_clearing_days = fields.Integer(related="company_id.instrument_clearing_days", readonly=False)
    instrument_auto_clear = fields.Boolean(related="company_id.instrument_auto_clear", readonly=False)
    instrument_journal_id = fields.Many2one(related="company_id.instrument_journal_id", readonly=False)
    instrument_portfolio_account_id = fields.Many2one(
        related="company_id.instrument_portfolio_account_id", readonly=False
    )
    instrument_collection_account_id = fields.Many2one(
        related="company_id.instrument_collection_account_id", readonly=False
    )
    instrument_recourse_account_id = fields.Many2one(
        related="company_id.instrument_recourse_account_id", readonly=False
    )
    instrument_cost_account_id = fields.Many2one(
        related="company_id.instrument_cost_account_id", readonly=False
    )
    instrument_discount_account_id = fields.Many2one(
        related="company_id.instrument_discount_account_id", readonly=False
    )
    instrument_interest_account_id = fields.Many2one(
        related="company_id.instrument_interest_account_id", readonly=False
    )
