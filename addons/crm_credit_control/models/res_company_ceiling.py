from odoo import api, fields, models, tools
from odoo.fields import Domain

CEILING_FIELDS = {
    "has_default_credit_ceiling",
    "default_credit_ceiling",
    "has_default_obligo_ceiling",
    "default_obligo_ceiling",
}


class ResCompany(models.Model):
    """How much customers may owe for whom nothing else was said; without limit as long as no flag is set."""

    _inherit = "res.company"

    has_default_credit_ceiling = fields.Boolean(
        "Limit Credit of Everybody Else",
        groups="base.group_user",
        help="For customers without a credit ceiling of their own or of a customer group.",
    )
    default_credit_ceiling = fields.Monetary(
        groups="base.group_user", help="0 means nothing on account without a ceiling of one's own."
    )
    has_default_obligo_ceiling = fields.Boolean(
        "Limit Obligo of Everybody Else",
        groups="base.group_user",
        help="For customers without a ceiling of their own or of a customer group.",
    )
    default_obligo_ceiling = fields.Monetary(groups="base.group_user")

    _default_ceiling_never_negative = models.Constraint(
        "CHECK (default_credit_ceiling >= 0 AND default_obligo_ceiling >= 0)",
        "A ceiling cannot be negative.",
    )

    @api.model
    @tools.ormcache()
    def _has_default_ceilings(self):
        """Whether any company limits everybody else: hardly one does, and every confirmation would look for it."""
        limited = Domain("has_default_credit_ceiling", "=", True) | Domain(
            "has_default_obligo_ceiling", "=", True
        )
        # Exposure is one definition for all companies, access is the rules' business.
        return bool(self.sudo().with_context(active_test=False).search_count(limited, limit=1))

    @api.model_create_multi
    def create(self, vals_list):
        """Let the defaults of new companies be found."""
        companies = super().create(vals_list)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        """Other defaults may be what an order waits for."""
        result = super().write(vals)
        if CEILING_FIELDS & vals.keys():
            self.env.registry.clear_cache()
            self.env["sale.order"]._look_again_soon(None)
        return result
