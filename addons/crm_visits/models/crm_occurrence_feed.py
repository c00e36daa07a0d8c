from datetime import timedelta

import vobject
from odoo import api, fields, models

PAST, FUTURE = timedelta(days=30), timedelta(days=180)
MOST_EVENTS = 1000
SHORTEST = 0.25  # hours


class CrmOccurrence(models.Model):
    """A user's contacts as a calendar that others can subscribe to."""

    _inherit = "crm.occurrence"

    @api.model
    def _calendar_of(self, user):
        """Return a user's contacts of the last month and the next half year as iCalendar text.

        What was noted is left out: the address of a calendar wanders. Customers whom the user no longer sees are too.
        """
        now = fields.Datetime.now()
        occurrences = self.with_user(user).with_context(lang=user.lang, tz=user.tz)
        occurrences = occurrences.search(
            [
                ("user_id", "=", user.id),
                ("state", "in", ("planned", "in_progress", "done")),
                ("date", ">=", now - PAST),
                ("date", "<=", now + FUTURE),
            ],
            order="date, id",
            limit=MOST_EVENTS,
        )
        calendar = vobject.iCalendar()
        calendar.add("prodid").value = "-//Obligo//Visits//EN"
        calendar.add("x-wr-calname").value = occurrences.env._("Visits")
        for occurrence in occurrences:
            occurrence._add_to_calendar(calendar)
        return calendar.serialize()

    def _add_to_calendar(self, calendar):
        """Add this contact as an event whose key and stamp change with nothing but itself."""
        utc = vobject.icalendar.utc
        who = self._who()
        start = self.date.replace(tzinfo=utc)
        changed = self.write_date.replace(microsecond=0, tzinfo=utc)
        address = ", ".join(part for part in (who.street, who.zip, who.city) if part)
        event = calendar.add("vevent")
        event.add("uid").value = self._calendar_key()
        event.add("dtstamp").value = changed
        event.add("last-modified").value = changed
        event.add("dtstart").value = start
        event.add("dtend").value = start + timedelta(hours=max(self.duration, SHORTEST))
        event.add("summary").value = self.display_name
        event.add("status").value = "CONFIRMED"
        event.add("url").value = f"{self.get_base_url()}/odoo/crm.occurrence/{self.id}"
        if address:
            event.add("location").value = address
        if place := self._place():
            geo = event.add("geo")
            geo.value = f"{place[0]:.6f};{place[1]:.6f}"
            # Two numbers and no text: a marked semicolon is one that calendars do not read (RFC 5545, 3.8.1.6).
            geo.encoded = True

    def _calendar_key(self):
        """Return the key of an occurrence in calendars outside: the same for ever, and of this database alone."""
        # sudo: the key of the database is no secret of a user's
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"occurrence-{self.id}@{database}"
