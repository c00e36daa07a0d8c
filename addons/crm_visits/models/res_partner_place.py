from odoo import fields, models


class ResPartner(models.Model):
    """Where a customer is, and when he can be visited."""

    _inherit = "res.partner"

    opening_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Opening Hours",
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",  # whoever may copy a contact copies this
        help="When the customer can be visited; the order of a day's stops keeps to it.",
    )

    def _place(self):
        """Return (latitude, longitude) in degrees, of the company for a person there; None when nobody knows it."""
        for partner in (self, self.parent_id if self.type == "contact" else self.browse()):
            # 0/0 is how Odoo says that there is no pin
            if partner.partner_latitude or partner.partner_longitude:
                return partner.partner_latitude, partner.partner_longitude
        return None

    def _opening_hours(self, day):
        """Return the hours of one day as ((opens, closes), ...); None when they are not known.

        :param day: a date
        """
        # sudo: the field is for roles, and a calendar of hours is no secret
        calendar = self.sudo().opening_calendar_id or self.sudo().commercial_partner_id.opening_calendar_id
        if not calendar:
            return None
        # The headings of the two weeks of a calendar that alternates are lines too, of no hours at all.
        weeks = [False]
        if calendar.two_weeks_calendar:
            weeks = [str(calendar.attendance_ids.get_week_type(day))]
        lines = calendar.attendance_ids.filtered(
            lambda line: (
                int(line.dayofweek) == day.weekday()
                and line.day_period != "lunch"
                and line.week_type in weeks
            )
        )
        return tuple(sorted((line.hour_from, line.hour_to) for line in lines))
