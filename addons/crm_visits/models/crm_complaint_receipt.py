from odoo import api, models

TEMPLATE = "crm_visits.mail_template_complaint_received"
# Whoever answers automatically reads in these that nothing is to be answered to.
HEADERS = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}


class CrmComplaint(models.Model):
    """A customer who complains by e-mail reads at once that we have it, and under which number.

    Odoo's gateway takes neither bounces nor more mails of one sender than its loop limit; here machines and our own
    addresses are left out, and strangers, whose address may be anybody's.
    """

    _inherit = "crm.complaint"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Remember until the mail stands in the thread that it is to be acknowledged."""
        complaint = super().message_new(msg_dict, custom_values)
        return complaint.with_context(is_acknowledged=not self.env.context.get("mail_of_machine", True))

    def _message_post_after_hook(self, message, msg_values):
        """Acknowledge the mail that a complaint was made of."""
        result = super()._message_post_after_hook(message, msg_values)
        # Only the gateway works as superuser: nobody has a mail sent by naming this in a context.
        if self.env.su and self.env.context.get("is_acknowledged"):
            self.with_context(is_acknowledged=False)._acknowledge()
        return result

    def _acknowledge(self):
        """Mail to the customer, in his language, that his complaint has come and which number it has."""
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        for complaint in self.filtered(lambda one: one.partner_id.email_normalized):
            wanted = not complaint.category_id or complaint.category_id.acknowledges_mail
            if template and wanted and not complaint._is_own_address(complaint.partner_id.email_normalized):
                values = {"headers": repr(HEADERS), "message_type": "auto_comment"}
                template.send_mail(complaint.id, email_values=values)

    @api.model
    def _is_own_address(self, address):
        """Whether mails to this address come back to us."""
        domains = self.env["mail.alias.domain"].search([])  # pylint: disable=no-search-all
        names = ("bounce_email", "catchall_email", "default_from_email")
        own = {domain[name] for domain in domains for name in names}
        return address in own or bool(
            self.env["mail.alias"].search_count([("alias_full_name", "=", address)], limit=1)
        )
