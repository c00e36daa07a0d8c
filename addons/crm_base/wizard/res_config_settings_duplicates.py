from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings about customers entered twice and about the log-in register."""

    _inherit = "res.config.settings"

    duplicate_policy = fields.Selection(related="company_id.duplicate_policy", readonly=False)
    duplicate_disclosure_limit = fields.Integer(
        related="company_id.duplicate_disclosure_limit", readonly=False
    )
    login_log_days = fields.Integer(
        string="Keep log-ins for",
        default=365,
        config_parameter="crm_base.login_log_days",
        help="Days after which an entry of the log-in register is deleted; 0 keeps all of them.",
    )
