from odoo import api, fields, models
from odoo.fields import Domain


class CreditSuspension(models.Model):
    """A time in which a customer's new orders wait, whatever the figures."""

    _name = "credit.suspension"
    _description = "Customer Suspension"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('commercial_partner_id', '=', id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date("Until", tracking=True, help="Last day; empty until somebody lifts it.")
    reason = fields.Char(required=True, tracking=True)
    rule = fields.Selection(
        [("manual", "By hand")], "Imposed", required=True, default="manual", readonly=True, tracking=True
    )
    is_in_force = fields.Boolean("In Force", compute="_compute_is_in_force", search="_search_is_in_force")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A suspension cannot end before it begins."
    )

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = fields.Date.context_today(self)
        for suspension in self:
            suspension.is_in_force = bool(
                suspension.date_from
                and suspension.date_from <= today
                and (not suspension.date_to or suspension.date_to >= today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        in_force = Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
        # `in` gets {True}, {False} or both.
        return Domain.OR(in_force if wanted else ~in_force for wanted in value)

    def action_lift(self):
        """End the suspension: from today on it no longer holds orders."""
        today = fields.Date.context_today(self)
        for suspension in self:
            if suspension.date_from >= today:
                suspension.date_from = suspension.date_to = fields.Date.subtract(today, days=1)
            else:
                suspension.date_to = fields.Date.subtract(today, days=1)
