from odoo import fields, models


class ResCompany(models.Model):
    """How many contacts fill a day, and when sellers are told of them."""

    _inherit = "res.company"

    contacts_per_day = fields.Integer(
        string="Contacts a Day",
        groups="base.group_user",
        help="By cadence a seller is given no more than this for one day; 0: as many as fall on it.",
    )
    history_months = fields.Integer(
        string="Months of History",
        default=12,
        required=True,
        groups="base.group_user",
        help="The buttons of a visit show the customer's documents of so many months, unpaid ones however old.",
    )
    digest_morning_hour = fields.Float(
        string="Morning Digest At",
        default=7.0,
        groups="base.group_user",
        help="In each seller's own time zone.",
    )
    digest_evening_hour = fields.Float(
        string="Evening Digest At",
        default=18.0,
        groups="base.group_user",
        help="In each seller's own time zone.",
    )

    _contacts_per_day_not_negative = models.Constraint(
        "CHECK (contacts_per_day >= 0)", "The number of contacts a day is not negative."
    )
    _history_months_positive = models.Constraint(
        "CHECK (history_months > 0)", "The months of history are at least one."
    )
    _digest_hours = models.Constraint(
        "CHECK (digest_morning_hour >= 0 AND digest_evening_hour < 24 AND digest_morning_hour < digest_evening_hour)",
        "The morning digest comes before the evening one, both between 0:00 and 24:00.",
    )
