from odoo import models


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
