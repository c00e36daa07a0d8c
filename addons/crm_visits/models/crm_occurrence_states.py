from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic.places import distance_in_metres, same_hour_on

OPEN = ("planned", "in_progress")


class CrmOccurrence(models.Model):
    """The course of an occurrence: planned, in progress, done; or missed, or cancelled."""

    _inherit = "crm.occurrence"

    @api.model_create_multi
    def create(self, vals_list):
        """Plan the follow-up of what is entered as done."""
        occurrences = super().create(vals_list)
        occurrences._plan_follow_ups()
        return occurrences

    def write(self, vals):
        """Plan the follow-up, and move it with its date."""
        result = super().write(vals)
        if {"state", "next_date"} & vals.keys():
            self._plan_follow_ups()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_documents(self):
        # sudo: the order may be one that the user does not see, and is kept all the same
        if self.sudo().order_ids:
            raise UserError(
                self.env._("An order was made from this occurrence. Cancel it instead of deleting it.")
            )

    def action_start(self):
        """Begin a call, meeting or service."""
        self._begin({})

    def action_check_in(self, latitude=None, longitude=None, accuracy=None):
        """Arrive at the customer; the place is recorded when the device gives it, and never hinders.

        :param latitude: degrees, of the device
        :param longitude: degrees, of the device
        :param accuracy: radius of the device's uncertainty in metres
        """
        self.ensure_one()
        self._begin(
            {
                "check_in_date": fields.Datetime.now(),
                **self._prepare_position("check_in", latitude, longitude, accuracy),
            }
        )

    def action_check_out(self, latitude=None, longitude=None, accuracy=None):
        """Leave the customer: the visit is done and its duration measured; parameters as at check-in."""
        self.ensure_one()
        self._check_state("in_progress")
        now = fields.Datetime.now()
        self._record(
            {
                "check_out_date": now,
                **self._prepare_position("check_out", latitude, longitude, accuracy),
            }
        )
        if self.check_in_date:
            self._record({"duration": round((now - self.check_in_date).total_seconds() / 3600, 2)})
        self.write({"state": "done"})

    def action_done(self):
        """The contact has taken place."""
        self._check_state(*OPEN, "missed")
        self.write({"state": "done"})

    def action_miss(self):
        """The contact did not take place, and should have."""
        self._check_state(*OPEN)
        self.write({"state": "missed"})

    def action_cancel(self):
        """The contact is not wanted any more."""
        self._check_state(*OPEN, "missed")
        self.write({"state": "cancelled"})

    def action_plan_again(self):
        """Take back a wrong button."""
        self._check_state("done", "missed", "cancelled", "in_progress")
        self._record({"check_in_date": False, "check_out_date": False})
        self.write({"state": "planned"})

    def action_postpone(self):
        """Move to the same hour of the next day; `days` in the context for more."""
        self._check_state("planned")
        days = timedelta(days=int(self.env.context.get("days", 1)))
        for occurrence in self:
            local = fields.Datetime.context_timestamp(occurrence, max(occurrence.date, fields.Datetime.now()))
            occurrence.date = occurrence._same_hour_on(local.date() + days)

    def _begin(self, values):
        self._check_state("planned")
        for occurrence in self:
            running = self.search(
                [("user_id", "=", occurrence.user_id.id), ("state", "=", "in_progress")], limit=1
            )
            if running:
                raise UserError(
                    self.env._(
                        "%(running)s is still in progress. Finish it first.", running=running.display_name
                    )
                )
            occurrence._record(values)
            occurrence.write({"state": "in_progress"})

    def _check_state(self, *states):
        wrong = self.filtered(lambda occurrence: occurrence.state not in states)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(occurrence)s is in state %(state)s: this step does not fit.",
                    occurrence=wrong[0].display_name,
                    state=labels[wrong[0].state],
                )
            )

    def _prepare_position(self, prefix, latitude, longitude, accuracy):
        """Return the values of a recorded place, with the distance to the customer's pin when he has one."""
        if latitude is None or longitude is None:
            return {}
        values = {f"{prefix}_latitude": latitude, f"{prefix}_longitude": longitude}
        values[f"{prefix}_accuracy"] = accuracy or 0.0
        pin = self._place()
        if pin:
            values[f"{prefix}_distance"] = distance_in_metres((latitude, longitude), pin)
        return values

    def _same_hour_on(self, day):
        """Return the moment (UTC) of this occurrence's hour on another day, in the seller's time zone."""
        return same_hour_on(day, self.date, self.user_id._time_zone())

    def _plan_follow_ups(self):
        """Plan the next contact of what is done, once; move it while it is only planned."""
        for occurrence in self.filtered(
            lambda occurrence: occurrence.state == "done" and occurrence.next_date
        ):
            planned = occurrence.follow_up_ids.filtered(lambda follow_up: follow_up.state == "planned")
            date = occurrence._same_hour_on(occurrence.next_date)
            if planned:
                planned.date = date
            elif not occurrence.follow_up_ids:
                # sudo: who stands in may know a prospect from this contact alone, and follows it up all the same
                occurrence.sudo().copy(
                    {
                        "state": "planned",
                        "date": date,
                        "origin_id": occurrence.id,
                        "next_date": False,
                        "result_id": False,
                        "notes": False,
                        "duration": self.default_get(["duration"])["duration"],
                    }
                )
