from datetime import datetime, timedelta
from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError

LATE_NEWS = timedelta(hours=48)  # how long a telephone without a network may keep a check-in


class CrmOccurrence(models.Model):
    """Arriving and leaving: where and when, how far from the customer, and why somebody was not seen."""

    _inherit = "crm.occurrence"

    has_fixed_hour = fields.Boolean(
        string="Appointment",
        compute="_compute_has_fixed_hour",
        store=True,
        readonly=False,
        help="The hour is agreed on: the order of a day's stops keeps it.",
    )
    check_in_is_far = fields.Boolean(
        string="Far from the Customer",
        readonly=True,
        copy=False,
        help="Farther than the company takes for the same place.",
    )
    check_in_reason = fields.Char(string="Why So Far", copy=False, size=200)
    skip_reason = fields.Selection(
        [
            ("absent", "Nobody there"),
            ("closed", "Closed"),
            ("asked", "The customer asked for it"),
            ("no_time", "No time left"),
            ("other", "Another reason"),
        ],
        string="Why Missed",
        copy=False,
        tracking=True,
    )

    @api.depends("kind")
    def _compute_has_fixed_hour(self):
        """Who is met at a table expects us at the hour."""
        for occurrence in self:
            occurrence.has_fixed_hour = occurrence.has_fixed_hour or occurrence.kind == "meeting"

    def action_check_in(self, latitude=None, longitude=None, accuracy=None):
        """Arrive, and take the visit down in the route of the day; parameters as ever."""
        result = super().action_check_in(latitude, longitude, accuracy)
        if moment := self._moment_of_step():
            self._record({"check_in_date": moment})
        self.env["crm.visit.route"]._record_arrival(self)
        return result

    def action_check_out(self, latitude=None, longitude=None, accuracy=None):
        """Leave; parameters as ever."""
        result = super().action_check_out(latitude, longitude, accuracy)
        moment = self._moment_of_step()
        if moment and self.check_in_date:
            moment = max(moment, self.check_in_date)
            hours = (moment - self.check_in_date).total_seconds() / 3600
            self._record({"check_out_date": moment, "duration": round(hours, 2)})
        return result

    def action_plan_again(self):
        """Take back a wrong button, in the route too."""
        result = super().action_plan_again()
        self._record({"check_in_is_far": False})
        self.write({"check_in_reason": False, "skip_reason": False})
        self._route_stops()._forget_driven()
        return result

    def action_postpone(self):
        """Move on; what is moved to another day leaves the route of its day."""
        result = super().action_postpone()
        self._route_stops().filtered(lambda stop: not stop.driven_sequence).unlink()
        return result

    def action_skip(self, reason):
        """Miss a visit, saying why.

        :param reason: a value of `skip_reason`
        """
        if reason not in self._fields["skip_reason"].get_values(self.env):
            raise UserError(self.env._("Choose why the visit did not take place."))
        self.action_miss()
        self.write({"skip_reason": reason})

    def _prepare_position(self, prefix, latitude, longitude, accuracy):
        """Return the values of a recorded place: none where the company wants none, or a device told nonsense."""
        if not self.company_id.check_in_records_place:
            return {}
        numbers = (latitude, longitude, accuracy or 0)
        if not all(type(number) in (int, float) and isfinite(number) for number in numbers):
            return {}
        if abs(latitude) > 90 or abs(longitude) > 180 or numbers[2] < 0:
            return {}
        values = super()._prepare_position(prefix, latitude, longitude, accuracy)
        if prefix == "check_in" and "check_in_distance" in values:
            # The device may be wrong by its accuracy: nobody is asked for a reason because of that.
            nearest = values["check_in_distance"] - values["check_in_accuracy"]
            values["check_in_is_far"] = nearest > self.company_id.check_in_far
        return values

    def _route_stops(self):
        """The places of these visits on routes."""
        # sudo: whoever may change a visit takes it off a route that need not be his
        return self.env["crm.visit.route.stop"].sudo().search([("occurrence_id", "in", self.ids)])

    def _add_note(self, text):
        """Write below what is noted already."""
        if text.strip():
            self.notes = "\n".join(part for part in (self.notes, text.strip()) if part)

    def _place_visited(self):
        """Return (latitude, longitude) of a visit: where its check-in was, else the customer's pin; or None."""
        if self.check_in_latitude or self.check_in_longitude:
            return self.check_in_latitude, self.check_in_longitude
        return self._place()

    def _place(self):
        """Return (latitude, longitude) of whom it is with, customer or prospect; None when nobody knows it."""
        return self._who()._place()

    def _moment_of_step(self):
        """Return when a step was done by the telephone that tells it now; None for a step of this moment.

        Whoever calls by XML-RPC may send a context with any moment in it: it is asked again whether it can be.
        """
        moment = self.env.context.get("moment_told")
        return self._moment_told(moment) if isinstance(moment, datetime) else None

    def _moment_told(self, moment):
        """Return when something happened that a telephone tells late: not in the future, not days ago.

        :param moment: datetime in UTC, by the telephone's clock; None for now
        """
        now = fields.Datetime.now()
        return moment if moment and now - LATE_NEWS <= moment <= now else now
