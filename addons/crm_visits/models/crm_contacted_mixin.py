from odoo import fields, models
from odoo.tools import html2plaintext

ROLES = ("crm_base.group_seller", "crm_base.group_credit_controller")
NOTES_LENGTH = 500  # characters of a mail that the register keeps; the mail itself stands in the chatter


class CrmContactedMixin(models.AbstractModel):
    """Records from which a customer or prospect is written to and called: what is done there stands in the register."""

    _name = "crm.contacted.mixin"
    _description = "Record of somebody who is written to and called"

    def _contacted(self):
        """Return who is contacted from this record, as values of an occurrence; empty when it is nobody of ours."""
        return {}

    def action_log_call(self):
        """Open a call that is filled in already, when somebody has tapped the telephone number."""
        self.ensure_one()
        self.env["crm.occurrence"].check_access("create")
        defaults = {
            "kind": "call",
            "state": "done",
            "date": fields.Datetime.now(),
            "duration": 0.0,
            "user_id": self.env.uid,
            **self._contacted(),
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call"),
            "res_model": "crm.occurrence",
            "view_mode": "form",
            "views": [(self.env.ref("crm_visits.crm_occurrence_view_form_call").id, "form")],
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }

    def _register_posted(self, message):
        """Register a message that was just posted on this record, when it is a mail to a customer.

        The models call it from Odoo's hook themselves: a mixin would stand behind `mail.thread`, which ends there.
        """
        if who := self._is_mail_to_customer(message) and self._contacted():
            self._register_mail(message, who)

    def _is_mail_to_customer(self, message):
        """Whether a message is one that a seller writes to somebody outside."""
        me = self.env.user
        return (
            message.message_type in ("comment", "email_outgoing")
            and message.subtype_id == self.env.ref("mail.mt_comment")
            and message.author_id == me.partner_id
            and any(me.has_group(role) for role in ROLES)
            and bool(message.partner_ids.filtered("partner_share") or message.outgoing_email_to)
        )

    def _register_mail(self, message, who):
        # sudo: what was sent was sent, also to a prospect of a colleague
        return (
            self.env["crm.occurrence"]
            .sudo()
            .with_context(mail_create_nosubscribe=True)
            .create(
                {
                    "kind": "mail",
                    "state": "done",
                    "date": message.date,
                    "duration": 0.0,
                    "user_id": self.env.uid,
                    "name": message.subject,
                    "notes": html2plaintext(message.body or "")[:NOTES_LENGTH],
                    **who,
                }
            )
        )
