from odoo import api, fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.tools import format_date


class CrmVisitCadence(models.Model):
    """How often customers are contacted: one customer, a group with all below it, or a class.

    For each kind of contact one cadence holds for a customer on a day: his own, else that of his nearest group, else
    that of his class; one out of season leaves it to the next.
    """

    _name = "crm.visit.cadence"
    _description = "Visit Cadence"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        required=True,
        default="visit",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    customer_group_id = fields.Many2one("crm.customer.group", index="btree_not_null", ondelete="cascade")
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class")
    days = fields.Integer(string="Every (Days)", required=True, default=30)
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Preferred Day",
    )
    hour = fields.Float(default=10.0, help="Preferred time of day, in the seller's time zone.")
    duration = fields.Float(default=0.5, help="Hours.")
    weeks = fields.Integer(
        string="Weeks Ahead", required=True, default=8, help="How far ahead contacts are planned."
    )

    date_from = fields.Date(string="From", help="First day on which it holds; empty: always did.")
    date_to = fields.Date(string="Until", help="Last day on which it holds; empty: until further notice.")
    every_year = fields.Boolean(help="A season: these days and months of every year, across New Year too.")
    season = fields.Char(compute="_compute_season")

    _days_positive = models.Constraint("CHECK (days > 0)", "A cadence has at least one day.")
    _weeks_bounded = models.Constraint("CHECK (weeks BETWEEN 1 AND 52)", "Plan between 1 and 52 weeks ahead.")
    _hour_of_day = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "The time lies between 0:00 and 24:00."
    )
    _one_target = models.Constraint(
        "CHECK (num_nonnulls(partner_id, customer_group_id, customer_class) = 1)",
        "A cadence is for one customer, one customer group or one class.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (every_year OR date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A cadence cannot end before it begins.",
    )
    _season_has_dates = models.Constraint(
        "CHECK (NOT every_year OR (date_from IS NOT NULL AND date_to IS NOT NULL))",
        "A season has a first and a last day.",
    )

    @api.depends("date_from", "date_to", "every_year")
    def _compute_season(self):
        for cadence in self:
            bounds = (
                format_date(self.env, day, date_format="d MMM" if cadence.every_year else False)
                if day
                else ""
                for day in (cadence.date_from, cadence.date_to)
            )
            cadence.season = " - ".join(bounds) if cadence.date_from or cadence.date_to else False
