from odoo import api, fields, models
from odoo.tools.misc import format_date, format_time

from ..logic.digest import digest_due
from ..logic.places import local_day

SHOWN = 30  # rows of one list in a mail; the link shows all


class ResUsers(models.Model):
    """The mails that tell a seller in the morning what the day brings, and in the evening what tomorrow does."""

    _inherit = "res.users"

    visit_digest = fields.Selection(
        [
            ("none", "None"),
            ("morning", "In the morning"),
            ("evening", "In the evening, of tomorrow"),
            ("both", "Both"),
        ],
        string="Digest of Visits",
        default="both",
        required=True,
    )
    visit_digest_morning_date = fields.Date(readonly=True, copy=False, groups="base.group_user")
    visit_digest_evening_date = fields.Date(readonly=True, copy=False, groups="base.group_user")

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802  Odoo's name
        """Everybody reads his own choice."""
        return [*super().SELF_READABLE_FIELDS, "visit_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802  Odoo's name
        """Everybody makes his own choice."""
        return [*super().SELF_WRITEABLE_FIELDS, "visit_digest"]

    @api.model
    def _cron_send_visit_digests(self):
        """Send the digests that are due by each seller's own clock, each once a day however often this runs."""
        now = fields.Datetime.now()
        readers = self.search(
            [
                ("all_group_ids", "in", self.env.ref("crm_base.group_seller").ids),
                ("share", "=", False),
                ("email", "!=", False),
                ("visit_digest", "!=", "none"),
            ]
        )
        due = [(user, moment) for user in readers if (moment := user._visit_digest_due(now))]
        for done, (user, moment) in enumerate(due, 1):
            # With the mail in one transaction: killed in between, neither is there.
            user[f"visit_digest_{moment}_date"] = local_day(now, user._time_zone())
            if user.visit_digest in (moment, "both"):
                user._send_visit_digest(moment)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(due) - done):
                break

    def _visit_digest_due(self, now):
        company = self.company_id
        return digest_due(
            now,
            self._time_zone(),
            (company.digest_morning_hour, company.digest_evening_hour),
            (self.visit_digest_morning_date or None, self.visit_digest_evening_date or None),
        )

    def _send_visit_digest(self, moment):
        """Send the digest of the "morning" or the "evening" to this user; nothing when there is nothing to tell."""
        self.ensure_one()
        reader = self.with_user(self).with_context(
            lang=self.lang, tz=str(self._time_zone()), allowed_company_ids=self.company_ids.ids
        )
        lists = [(title, rows, path) for title, rows, path in reader._visit_digest_lists(moment) if rows]
        if not lists:
            return
        today = fields.Date.context_today(reader)
        day = fields.Date.add(today, days=1) if moment == "evening" else today
        shown = {
            "user": reader,
            "lists": [(title, rows[:SHOWN], len(rows), path) for title, rows, path in lists],
            "day": format_date(reader.env, day, date_format="EEEE, d MMMM"),
            "base_url": reader.get_base_url(),
            "direction": reader.env["res.lang"]._get_data(code=self.lang or "en_US").direction,
        }
        body = reader.env["ir.qweb"]._render("crm_visits.visit_digest", shown, minimal_qcontext=True)
        # sudo: sellers have no right on the queue of mails
        self.env["mail.mail"].sudo().create(
            {
                "subject": reader.env._("Visits: %(day)s", day=shown["day"]),
                "body_html": body,
                "email_from": self.company_id.email_formatted or self.email_formatted,
                "email_to": self.email_formatted,
                "auto_delete": True,
            }
        )

    def _visit_digest_lists(self, moment):
        """Yield (title, [{time, who, city, phone, kind, subject}], path of the list in the web client)."""
        mine = [("user_id", "=", self.id), ("state", "in", ("planned", "in_progress"))]
        occurrences = self.env["crm.occurrence"]
        if moment == "evening":
            tomorrow = [*mine, ("date", ">=", "today +1d"), ("date", "<", "today +2d")]
            rows = occurrences.search(tomorrow, order="date, id")
            yield self.env._("Tomorrow"), self._digest_rows(rows), "visits-tomorrow"
            return
        rows = occurrences.search(
            [*mine, ("date", ">=", "today"), ("date", "<", "today +1d")], order="date, id"
        )
        yield self.env._("Today"), self._digest_rows(rows), "visits-today"
        rows = occurrences.search([*mine, ("date", "<", "today")], order="date, id")
        yield self.env._("Overdue"), self._digest_rows(rows, with_day=True), "visits-overdue"
        expected = self.env["crm.contact.frequency"].search(
            [("user_id", "=", self.id), ("status", "!=", "kept"), ("next_contact_date", "=", False)]
        )
        yield self.env._("Expected to be contacted"), self._digest_expected(expected), "expected-contacts"

    def _digest_rows(self, occurrences, with_day=False):
        kinds = dict(occurrences._fields["kind"]._description_selection(self.env))
        return [
            {
                "time": " ".join(
                    filter(
                        None,
                        (
                            with_day and format_date(self.env, local_day(row.date, self._time_zone())),
                            format_time(self.env, row.date, tz=str(self._time_zone()), time_format="short"),
                        ),
                    )
                ),
                "who": row.contact_name,
                "city": row.city,
                "phone": row.phone,
                "kind": kinds[row.kind],
                "subject": row.name,
            }
            for row in occurrences
        ]

    def _digest_expected(self, rows):
        kinds = dict(rows._fields["kind"]._description_selection(self.env))
        return [
            {
                "time": format_date(self.env, row.last_contact_date) if row.last_contact_date else "",
                "who": row.partner_id.display_name,
                "city": row.city,
                "phone": row.phone,
                "kind": kinds[row.kind],
                "subject": False,
            }
            for row in rows
        ]
