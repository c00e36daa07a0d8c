from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..logic.places import local_moment


class CrmVisitReassign(models.TransientModel):
    """Give all that a seller has before him to somebody else, while he is away or for good; the past stays his."""

    _name = "crm.visit.reassign"
    _description = "Reassign a Seller's Future"

    user_id = fields.Many2one("res.users", string="Seller", required=True, domain="[('share', '=', False)]")
    successor_id = fields.Many2one(
        "res.users",
        string="To",
        required=True,
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    reason = fields.Selection(
        [("leave", "Away for some days"), ("departure", "Leaves for good")], required=True, default="leave"
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Until", help="Last day.")
    with_customers = fields.Boolean(
        string="Customers and Prospects",
        default=True,
        help="The other becomes their salesperson: what cadences plan from now on is planned with him.",
    )
    with_activities = fields.Boolean(
        string="Activities", default=True, help="His tasks and reminders that are due in these days."
    )
    visit_count = fields.Integer(string="Planned Contacts", compute="_compute_counts")
    customer_count = fields.Integer(string="Number of Customers", compute="_compute_counts")
    activity_count = fields.Integer(string="Open Activities", compute="_compute_counts")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "The last day is not before the first."
    )

    @api.depends("user_id", "date_from", "date_to", "reason")
    def _compute_counts(self):
        self.visit_count = self.customer_count = self.activity_count = 0
        # How much another team's seller has to do is not told by choosing him.
        may_arrange = self.env["crm.visit.stand.in"]._may_arrange
        for wizard in self.filtered(lambda wizard: may_arrange(wizard.user_id)):
            wizard.visit_count = len(wizard._visits())
            wizard.customer_count = len(wizard._customers())
            wizard.activity_count = len(wizard._activities())

    def action_reassign(self):
        """Do it, and open the contacts that changed hands."""
        self.ensure_one()
        if self.reason == "leave" and not self.date_to:
            raise UserError(self.env._("Say until when the seller is away."))
        stand_ins = self.env["crm.visit.stand.in"]
        stand_ins._check_may_arrange(self.user_id | self.successor_id)
        visits, customers, activities = self._visits(), self._customers(), self._activities()
        leads = self._leads()
        stand_ins.create(
            {
                "user_id": self.user_id.id,
                "stand_in_id": self.successor_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to if self.reason == "leave" else False,
            }
        )
        quiet = {"tracking_disable": True, "mail_auto_subscribe_no_notify": True}
        visits.with_context(**quiet).user_id = self.successor_id
        if self.reason == "departure" and self.with_customers:
            customers.user_id = self.successor_id
            leads.with_context(**quiet).user_id = self.successor_id
        if self.with_activities:
            # One list is enough: no mail for each of them.
            activities.with_context(mail_activity_quick_update=True).user_id = self.successor_id
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_occurrence")
        return {**action, "domain": [("id", "in", visits.ids)], "context": {}}

    def _visits(self):
        """The contacts of these days that the seller has not begun."""
        first, last = self._moments()
        domain = Domain("user_id", "=", self.user_id.id) & Domain("state", "=", "planned")
        domain &= Domain("date", ">=", first)
        if last:
            domain &= Domain("date", "<", last)
        # sudo: all that he has before him changes hands, whosever the customers are
        return self.env["crm.occurrence"].sudo().search(domain)

    def _customers(self):
        if self.reason != "departure":
            return self.env["res.partner"]
        # sudo: as for the contacts; who may do it was asked before
        return self.env["res.partner"].sudo().search([("user_id", "=", self.user_id.id)])

    def _leads(self):
        if self.reason != "departure":
            return self.env["crm.lead"]
        # sudo: as for the contacts; who may do it was asked before
        return (
            self.env["crm.lead"].sudo().search([("user_id", "=", self.user_id.id), ("probability", "<", 100)])
        )

    def _activities(self):
        domain = Domain("user_id", "=", self.user_id.id)
        if self.reason == "leave" and self.date_to:
            domain &= Domain("date_deadline", "<=", self.date_to)
        # sudo: as for the contacts; who may do it was asked before
        return self.env["mail.activity"].sudo().search(domain)

    def _moments(self):
        """First moment of the first day and of the day after the last, in the seller's time zone; None for good."""
        zone = self.user_id._time_zone()
        first = local_moment(self.date_from or fields.Date.context_today(self), 0, zone)
        if self.reason != "leave" or not self.date_to:
            return first, None
        return first, local_moment(self.date_to + timedelta(days=1), 0, zone)
