from odoo import fields, models

CATEGORIES = {"phonecall": "call", "meeting": "meeting"}
# The records that know whom a call or meeting was with, and those that have a customer who does.
SOURCES = ("res.partner", "crm.lead", "crm.occurrence")
DOCUMENTS = ("crm.complaint", "sale.order", "account.move")


class MailActivity(models.Model):
    """A call or meeting that was planned as an activity is an occurrence when it is done."""

    _inherit = "mail.activity"

    def _to_store_defaults(self, target):
        # Odoo shows it where there is no summary, and does not send it: the task would have no title.
        return [*super()._to_store_defaults(target), "display_name"]

    def _action_done(self, feedback=False, attachment_ids=None):
        values = [row for activity in self if (row := activity._prepare_occurrence(feedback))]
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        # sudo: what was done was done, whoever of the colleagues says so
        self.env["crm.occurrence"].sudo().with_context(mail_create_nosubscribe=True).create(values)
        return result

    def _prepare_occurrence(self, feedback):
        """Return the values of the occurrence that this activity was; none when it is no contact with a customer."""
        self.ensure_one()
        kind = self._contact_kind()
        if not kind or self.res_model not in SOURCES + DOCUMENTS or not self.res_id:
            return {}
        # sudo: an activity may be given to somebody who does not see the document
        document = self.env[self.res_model].sudo().browse(self.res_id).exists()
        who = document[:1] and (document if self.res_model in SOURCES else document.partner_id)._contacted()
        if not who:
            return {}
        event, now = self.calendar_event_id, fields.Datetime.now()
        return {
            "kind": kind,
            "state": "done",
            "date": min(event.start or now, now),
            "duration": event.duration or 0.0,
            "user_id": (self.user_id or self.env.user).id,
            "name": self.summary or self.activity_type_id.name,
            "notes": feedback or False,
            **who,
        }

    def _contact_kind(self):
        if self.activity_type_id == self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False):
            return "mail"
        if self.activity_type_id == self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False):
            return "call"
        return CATEGORIES.get(self.activity_category)
