from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmOccurrence(models.Model):
    """One contact with a customer or prospect: planned, under way, or what came of it.

    The customer is never an attendee of anything here: nothing of it is sent to him or read by him.
    """

    _name = "crm.occurrence"
    _description = "Occurrence"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("call", "Call"),
            ("mail", "Mail"),
            ("meeting", "Meeting"),
            ("service", "Service"),
        ],
        required=True,
        default="visit",
        tracking=True,
    )
    name = fields.Char(string="Subject")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Customer Company",
        store=True,
        index="btree_not_null",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Prospect",
        index="btree_not_null",
        ondelete="set null",
        help="Lead or opportunity.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Seller",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date = fields.Datetime(
        required=True, index=True, default=lambda self: self._next_half_hour(), tracking=True
    )
    duration = fields.Float(default=0.5, help="Hours: planned, and measured when checked out.")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("in_progress", "In progress"),
            ("done", "Done"),
            ("missed", "Missed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue")
    result_id = fields.Many2one(
        "crm.occurrence.result", index="btree_not_null", ondelete="restrict", tracking=True
    )
    notes = fields.Text()
    next_date = fields.Date(
        string="Follow Up On", help="When done, the next contact is planned for this day."
    )
    origin_id = fields.Many2one(
        "crm.occurrence", string="Follows", index="btree_not_null", ondelete="set null"
    )
    origin_date = fields.Datetime(related="origin_id.date", string="Contact Before")
    origin_notes = fields.Text(related="origin_id.notes", string="What Was Said")
    follow_up_ids = fields.One2many("crm.occurrence", "origin_id", string="Follow-ups")
    cadence_id = fields.Many2one(
        "crm.visit.cadence",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    cadence_date = fields.Date(
        string="Planned For",
        readonly=True,
        copy=False,
        help="The day the cadence gave, before anybody moved it.",
    )
    check_in_date = fields.Datetime(string="Checked In", readonly=True, copy=False)
    check_in_latitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    check_in_longitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    check_in_accuracy = fields.Float(readonly=True, copy=False, aggregator=None, help="Metres.")
    check_in_distance = fields.Float(
        string="Distance at Check-in (m)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="To the customer's pin.",
    )
    check_out_date = fields.Datetime(string="Checked Out", readonly=True, copy=False)
    check_out_latitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    check_out_longitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    check_out_accuracy = fields.Float(readonly=True, copy=False, aggregator=None, help="Metres.")
    check_out_distance = fields.Float(
        string="Distance at Check-out (m)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="To the customer's pin.",
    )
    contact_name = fields.Char(string="With", compute="_compute_contact", compute_sudo=True)
    phone = fields.Char(compute="_compute_contact", compute_sudo=True)
    city = fields.Char(compute="_compute_contact", compute_sudo=True)

    # The reports of frequency are read out of this index alone.
    _done_by_customer = models.Index(
        "(commercial_partner_id, kind, date DESC, id DESC) INCLUDE (user_id) WHERE state = 'done'"
    )
    _open_by_user_date = models.Index("(user_id, date) WHERE state IN ('planned', 'in_progress')")
    _duration_not_negative = models.Constraint("CHECK (duration >= 0)", "A duration is not negative.")
    _planned_once = models.UniqueIndex(
        "(partner_id, cadence_id, cadence_date) WHERE cadence_id IS NOT NULL",
        "This contact is planned already.",
    )
    _about_somebody = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR lead_id IS NOT NULL)", "Choose a customer or a prospect."
    )

    @api.model
    def _next_half_hour(self):
        now = fields.Datetime.now()
        return now + (datetime.min - now) % timedelta(minutes=30)

    @api.depends("lead_id.partner_id")
    def _compute_partner_id(self):
        """A prospect who becomes a customer takes his history along."""
        for occurrence in self:
            occurrence.partner_id = occurrence.partner_id or occurrence.lead_id.partner_id

    @api.depends("kind", "name", "partner_id", "lead_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for occurrence in self:
            parts = (kinds.get(occurrence.kind), occurrence._who().display_name, occurrence.name)
            occurrence.display_name = " · ".join(part for part in parts if part)

    def _who(self):
        """Return whom it is with: the customer, or else the prospect."""
        # sudo: whoever was given a contact knows from it whom it is with, also a prospect of somebody absent
        return self.partner_id or self.sudo().lead_id

    @api.depends("state", "date")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for occurrence in self:
            day = occurrence.date and fields.Datetime.context_timestamp(occurrence, occurrence.date).date()
            occurrence.is_overdue = occurrence.state == "planned" and bool(day) and day < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = fields.Domain("state", "=", "planned") & fields.Domain("date", "<", "today")
        return overdue if True in value else ~overdue

    @api.depends("partner_id", "lead_id")
    def _compute_contact(self):
        for occurrence in self:
            who, lead = occurrence._who(), occurrence.lead_id
            # The title of a prospect says what he may buy: it is his name only as long as nothing else is known.
            prospect = lead.partner_name or lead.contact_name or lead.display_name
            occurrence.contact_name = occurrence.partner_id.display_name or prospect
            occurrence.phone = who.phone
            occurrence.city = who.city

    @api.constrains("partner_id", "lead_id")
    def _check_lead_of_partner(self):
        # sudo: whoever stands in may not see the prospect, who is of that customer all the same
        for occurrence in self.sudo():
            of_lead = occurrence.lead_id.partner_id.commercial_partner_id
            if of_lead and occurrence.partner_id.commercial_partner_id != of_lead:
                raise ValidationError(
                    self.env._(
                        "%(lead)s belongs to %(customer)s, not to the customer of this occurrence.",
                        lead=occurrence.lead_id.display_name,
                        customer=of_lead.display_name,
                    )
                )
