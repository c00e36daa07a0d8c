from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import plaintext2html

# So many complaints may one contact send in a day; more is no complaint but a program.
MOST_PER_DAY = 20


class CrmComplaint(models.Model):
    """Complaints as the customer's pages know them.

    Portal users have no right on any model of complaints, so nothing can be called past the pages. The pages look
    records up as the superuser, through the methods here, which are limited to the contact's own company.
    """

    _inherit = "crm.complaint"

    portal_token = fields.Char(readonly=True, copy=False, groups="base.group_user")

    _sent_once = models.UniqueIndex(
        "(partner_id, portal_token) WHERE portal_token IS NOT NULL", "This complaint has been sent already."
    )

    @api.model
    def _portal_domain(self, contact):
        """Domain of the complaints that this contact's pages show: his company's."""
        return [
            ("commercial_partner_id", "=", contact.commercial_partner_id.id),
            ("company_id", "in", contact.user_ids.company_ids.ids),
        ]

    @api.model
    def _portal_order(self, contact, order_id):
        """Return the order with this id, as superuser, when the contact's company sent or confirmed it; else none."""
        domain = [
            ("id", "=", order_id),
            ("partner_id", "child_of", contact.commercial_partner_id.id),
            ("state", "!=", "draft"),
        ]
        # sudo: a customer reads orders under core's rules; here his company's are asked for by id
        return self.env["sale.order"].sudo().search(domain)

    @api.model
    def _portal_choices(self, order):
        """Return (lines, deliveries) of an order that a complaint may be about."""
        lines = order.order_line.filtered(lambda line: line.product_id and not line.display_type)
        own = order.partner_id.commercial_partner_id
        deliveries = order.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_code == "outgoing"
                and picking.state == "done"
                and picking.partner_id.commercial_partner_id == own
            )
        )
        return lines, deliveries

    @api.model
    def _portal_most_of(self, line):
        """The largest quantity (Decimal, in the line's unit) of an order line that a complaint may be about.

        What was ordered counts where less was delivered: what did not come may be what is wrong.
        """
        return Decimal(f"{max(line.product_uom_qty, line.qty_delivered):.6f}").normalize()

    @api.model
    def _portal_create(self, contact, token, values, files):
        """Register what a contact complains about in the portal; sent twice with one token it is registered once.

        :param values: name, description, quantity, category_id, order_id, order_line_id and picking_id, looked up
            before
        :param files: list of (name, bytes)
        :return: the complaint, empty when the contact has sent too many today
        """
        known = self.sudo().search([("partner_id", "=", contact.id), ("portal_token", "=", token)])
        if known:
            return known
        sent = [("partner_id", "=", contact.id), ("origin", "=", "portal"), ("date", "=", self._today())]
        if self.sudo().search_count(sent) >= MOST_PER_DAY:
            return self.browse()
        values = {**values, "partner_id": contact.id, "origin": "portal", "portal_token": token}
        order = self.env["sale.order"].sudo().browse(values.get("order_id") or ())
        if order:
            values["company_id"] = order.company_id.id
        # sudo: portal users have no right on complaints; everything here was looked up for this contact
        complaint = self.sudo().create(values)
        if files:
            complaint._portal_write(contact, self.env._("Sent with the complaint."), files)
        return complaint

    def _portal_write(self, contact, text, files):
        """Put what a contact writes, and the files (name, bytes) he sends, into the thread."""
        self.ensure_one()
        self.message_post(
            body=plaintext2html(text) if text else "",
            author_id=contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=files,
        )

    def _portal_attachment(self, attachment_id):
        """Return the attachment with this id when it hangs on a message that the customer is shown."""
        return self._portal_messages().attachment_ids.filtered(lambda file: file.id == attachment_id)

    def _portal_ratings(self):
        """Return the addresses at which the customer says how content he is, best first; nothing once he has."""
        if not self.is_closed or self.rating_last_value:
            return []
        token = self._rating_get_access_token()
        labels = {5: self.env._("Content"), 3: self.env._("So-so"), 1: self.env._("Not content")}
        return [(f"/rate/{token}/{rate}", label, rate) for rate, label in labels.items()]
