from decimal import Decimal

from odoo import api, fields, models

from ..logic.target_spread import raised, spread
from ..models.agent_target_year import COLUMNS


class AgentTargetSpread(models.TransientModel):
    """Lay the totals of chosen rows over their months anew: as a season says, as last year was, or all months alike."""

    _name = "agent.target.spread"
    _description = "Spread Targets over the Year"

    # Rows of a sheet are not stored, so they cannot be linked.
    row_ids = fields.Json(default=lambda self: self.env.context.get("active_ids", []))
    profile = fields.Selection(
        [
            ("own", "As the months stand"),
            ("last_year", "As the seller sold in the year before"),
            ("season", "As a season says"),
            ("equal", "All months alike"),
        ],
        required=True,
        default="season",
    )
    season_id = fields.Many2one("agent.target.season")
    percent = fields.Float("Change of the Totals (%)", digits=(16, 2), help="0 keeps the totals as they are.")
    step = fields.Float(
        "Round to", default=1.0, digits=(16, 2), required=True, help="What a month is rounded to."
    )

    _step_positive = models.Constraint("CHECK (step > 0)", "Months are rounded to something above zero.")

    _percent_above_nothing = models.Constraint(
        "CHECK (percent > -100)", "Targets cannot be lowered by 100 % or more."
    )

    @api.onchange("profile")
    def _onchange_profile(self):
        if self.profile == "season" and not self.season_id:
            self.season_id = self.env["agent.target.season"].search([], limit=1)

    def action_spread(self):
        """Do it."""
        self.ensure_one()
        for row in self.env["agent.target.year"].search([("id", "in", self.row_ids)]):
            step = Decimal(str(self.step))
            total = Decimal(str(round(row.total, 2)))
            if self.percent:
                total = raised(total, Decimal(str(self.percent)), step)
            parts = spread(total, self._weights_of(row), step)
            row.write({column: float(part) for column, part in zip(COLUMNS, parts, strict=True)})
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _weights_of(self, row):
        if self.profile == "season" and self.season_id:
            return self.season_id._weights()
        if self.profile == "last_year":
            return self.env["agent.target.season"]._last_year_of(row.year, row.agent_id)
        if self.profile == "own":
            return [Decimal(str(round(row[column], 2))) for column in COLUMNS]
        return [Decimal(1)] * 12
