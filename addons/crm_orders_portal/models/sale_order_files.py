from odoo import fields, models

from ..logic.sent_files import EACH_BYTES, MOST_FILES, clean_name, mimetype_of


class SaleOrder(models.Model):
    """What a customer sends along with his order: his own purchase order, drawings."""

    _inherit = "sale.order"

    portal_file_ids = fields.Many2many(
        "ir.attachment",
        "sale_order_portal_file_rel",
        string="Customer's files",
        copy=False,
        groups="base.group_user",
    )

    def _portal_attach(self, name, data):
        """Keep one file with this order: the problem key, or an empty text when it was taken.

        `data` may be one byte longer than allowed, so that the caller need not read more of a huge file.
        """
        self.ensure_one()
        if len(self.portal_file_ids) >= MOST_FILES:
            return "files_many"
        if len(data) > EACH_BYTES:
            return "sent_file_large"
        name = clean_name(name)
        mimetype = mimetype_of(name, data)
        if not mimetype:
            return "sent_file_type"
        if any(file.name == name and file.raw == data for file in self.portal_file_ids):
            return ""  # sent again by the browser's back button
        # Kept as sent: a drawing is of no use when it is made smaller.
        attachments = self.env["ir.attachment"].with_context(
            image_no_postprocess=True, attachments_mime_plainxml=True
        )
        values = {"name": name, "raw": data, "mimetype": mimetype, "res_model": self._name, "res_id": self.id}
        self.portal_file_ids |= attachments.create(values)
        return ""

    def _portal_detach(self, number):
        """Throw away one of the customer's own files."""
        self.ensure_one()
        self.portal_file_ids.filtered(lambda file: file.id == number).unlink()

    def _portal_sent_files(self, user):
        """The files that the page of this order links to for `user`: only a log-in of the customer's opens them."""
        self.ensure_one()
        contact = user._portal_contact()
        order = (
            self.sudo()
        )  # The page was opened by right or by token; customers have no right to attachments' lists.
        is_own = contact and order.partner_id.commercial_partner_id == contact.commercial_partner_id
        return order.portal_file_ids if is_own else order.portal_file_ids.browse()
