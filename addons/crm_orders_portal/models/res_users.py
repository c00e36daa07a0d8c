from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Who is a customer among the log-ins."""

    _inherit = "res.users"

    def _portal_contact(self, right=None):
        """The contact behind this portal log-in, as superuser, if he has `right`; else an empty record.

        Staff and strangers are no customers, whatever their contact says.
        """
        self.ensure_one()
        contact = self.sudo().partner_id
        is_customer = self.active and self._is_portal() and contact.active and contact.commercial_partner_id
        return contact if is_customer and (right is None or contact[right]) else contact.browse()

    def _private_basket_domain(self, path=""):
        """The orders, reached by `path`, that are no private basket of a colleague; everything to staff.

        Odoo shows a customer every order of his company, also what a colleague is still writing for himself, or wrote
        and was not allowed to send.
        """
        if not self._is_portal():
            return Domain.TRUE
        prefix = f"{path}." if path else ""
        return (
            Domain(f"{prefix}state", "not in", ["draft", "cancel"])
            | Domain(f"{prefix}portal_sent_on", "!=", False)
            | Domain(f"{prefix}portal_contact_id", "in", [False, self.partner_id.id])
            | Domain(f"{prefix}portal_is_shared", "=", True)
        )
