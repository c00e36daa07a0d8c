from datetime import date
from decimal import Decimal

from odoo import api, fields, models

from ..logic.target_spread import raised
from ..models.account_move_line_cost import SEE_COST
from ..models.agent_target import KEY

# What makes the figure of the year before the target of the next.
GROWN = ["base_amount", "base_quantity", "percent", "copy_id.step"]


class AgentTargetCopyLine(models.TransientModel):
    """One row of the proposal: what it was, by how much it is to grow, what it comes to."""

    _name = "agent.target.copy.line"
    _description = "Proposed Target"
    _order = "id"

    copy_id = fields.Many2one("agent.target.copy", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="copy_id.currency_id")
    agent_id = fields.Many2one("res.partner", "Seller", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Customer", ondelete="cascade")
    categ_id = fields.Many2one("product.category", "Family", ondelete="cascade")
    brand_id = fields.Many2one("product.brand", ondelete="cascade")
    months = fields.Json(help="The twelve figures of the year before, by measure.")
    base_amount = fields.Monetary("Year Before", readonly=True)
    base_quantity = fields.Float("Quantity Before", digits="Product Unit", readonly=True)
    base_margin = fields.Monetary("Margin Before", readonly=True, groups=SEE_COST)
    percent = fields.Float("Plus (%)", digits=(16, 2))
    amount = fields.Monetary("New Target", compute="_compute_grown", store=True, readonly=False)
    quantity = fields.Float(
        "New Quantity", digits="Product Unit", compute="_compute_grown", store=True, readonly=False
    )
    margin = fields.Monetary(
        "New Margin", compute="_compute_margin", store=True, readonly=False, groups=SEE_COST
    )
    is_existing = fields.Boolean(
        "Is There", compute="_compute_is_existing", help="The year has targets for the same already."
    )

    @api.depends(*GROWN)
    def _compute_grown(self):
        for line in self:
            line.amount = line._grown("amount")
            line.quantity = line._grown("quantity") if line.copy_id.with_quantity else 0

    @api.depends("base_margin", "percent", "copy_id.step")
    def _compute_margin(self):
        for line in self:
            line.margin = line._grown("margin") if line.copy_id.with_margin else 0

    def _grown(self, measure):
        base = Decimal(str(round(self[f"base_{measure}"], 2)))
        step = Decimal(str(self.copy_id.step or 0.01))
        return float(raised(base, Decimal(str(self.percent)), step))

    @api.depends("agent_id", "partner_id", "categ_id", "brand_id", "copy_id.year")
    def _compute_is_existing(self):
        keys = {line: line._target_keys() for line in self}
        existing = self.env["agent.target"]._existing(key for of_line in keys.values() for key in of_line)
        for line in self:
            line.is_existing = any(key in existing for key in keys[line])

    def _target_keys(self):
        """The keys of the twelve targets of this line."""
        names = [name for name in KEY if name not in ("company_id", "month")]
        values = {name: self[name].id for name in names}
        return [
            self.env["agent.target"]._key(
                company_id=self.copy_id.company_id.id, month=date(self.copy_id.year, month, 1), **values
            )
            for month in range(1, 13)
        ]

    def _base_months(self, measure):
        """The twelve figures of the year before."""
        return [Decimal(figure) for figure in self.months[measure]]

    def _figures(self):
        """`{key: {measure: figure}}` of the twelve targets; those there already are overwritten."""
        copy = self.copy_id
        by_measure = {measure: copy._spread(self, measure) for measure in copy._measures()}
        return {
            key: {measure: float(parts[number]) for measure, parts in by_measure.items()}
            for number, key in enumerate(self._target_keys())
        }
