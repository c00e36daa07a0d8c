from odoo import api, models
from odoo.tools import email_normalize, html2plaintext

LONGEST_TEXT = 20_000
# What somebody writes; all else, a rating among it, is told by the system.
WRITTEN = ("comment", "email")


class CrmComplaint(models.Model):
    """Complaints that come by e-mail, and what the customer is shown of the thread."""

    _inherit = "crm.complaint"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Register a mail to a category's address; one from an unknown address waits for its customer."""
        sender = self.env["res.partner"].browse(msg_dict.get("author_id") or ()).exists()
        # A colleague who forwards a mail is not the customer; whoever he means is chosen by hand.
        customer = sender.filtered("partner_share")
        values = {
            "name": msg_dict.get("subject") or self.env._("(no subject)"),
            "description": html2plaintext(msg_dict.get("body") or "")[:LONGEST_TEXT],
            "origin": "mail",
            "partner_id": customer.id,
            "company_id": customer.company_id.id or self.env.company.id,
        }
        return super().message_new(msg_dict, {**values, **(custom_values or {})})

    def _message_post_after_hook(self, message, msg_values):
        """Call the responsible when the customer writes about a complaint that was closed."""
        for complaint in self.filtered("is_closed"):
            written = message.message_type in WRITTEN and complaint._is_of_customer(message)
            if complaint.user_id and written:
                complaint.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=complaint.user_id.id,
                    summary=self.env._("The customer has written again"),
                )
        return super()._message_post_after_hook(message, msg_values)

    def _is_of_customer(self, message):
        """Whether the customer himself has written this message: one of his contacts, or the unknown sender."""
        author = message.author_id
        if author or not self.email_from:
            return bool(author) and author.commercial_partner_id == self.commercial_partner_id
        return email_normalize(message.email_from) == email_normalize(self.email_from)

    def _portal_messages(self):
        """Return what the customer has written and what was sent to him, the oldest first; notes are never among it."""
        self.ensure_one()
        customer = self.commercial_partner_id
        return self.message_ids.filtered(
            lambda message: (
                message.message_type in (*WRITTEN, "email_outgoing")
                and not message.is_internal
                and not message.subtype_id.internal
                and (
                    self._is_of_customer(message)
                    or (customer and customer in message.partner_ids.commercial_partner_id)
                )
            )
        ).sorted("id")
