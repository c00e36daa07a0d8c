from odoo import models

from ..logic.automatic_mail import is_automatic


class MailThread(models.AbstractModel):
    """What comes in by mail knows whether a machine has sent it."""

    _inherit = "mail.thread"

    def _message_route_process(self, message, message_dict, routes):
        """Say to whoever takes a mail in whether it may be answered without thought."""
        thread = self.with_context(mail_of_machine=is_automatic(message))
        return super(MailThread, thread)._message_route_process(message, message_dict, routes)
