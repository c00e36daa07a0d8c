from odoo import api, fields, models


class AgentCommissionTier(models.Model):
    """From above a volume of the period on, another rate. Fixed once something was earned by it."""

    _name = "agent.commission.tier"
    _description = "Commission Tier"
    _order = "plan_id, volume_above"
    _rec_name = "rate"

    plan_id = fields.Many2one("agent.commission.plan", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="plan_id.currency_id")
    volume_above = fields.Monetary(
        help="The volume of the period above which the rate holds; exactly this volume belongs to the tier below. "
        "In the company's currency."
    )
    rate = fields.Float(string="Rate (%)", digits=(7, 4), required=True, aggregator=None)

    _volume_once = models.UniqueIndex("(plan_id, volume_above)", "Two tiers begin at the same volume.")
    _rate_within_bounds = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A commission rate lies between 0 and 100 %."
    )
    _volume_not_negative = models.Constraint("CHECK (volume_above >= 0)", "A volume is not negative.")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add tiers to a plan that has earned by its tiers."""
        self.env["agent.commission.plan"].browse(vals["plan_id"] for vals in vals_list)._refuse_used()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change what was earned by."""
        self.plan_id._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.plan_id._refuse_used()

    def _compute_display_name(self):
        for tier in self:
            tier.display_name = self.env._(
                "%(rate)g %% above %(volume)s",
                rate=tier.rate,
                volume=tier.currency_id.format(tier.volume_above),
            )
