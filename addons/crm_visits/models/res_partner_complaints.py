from odoo import fields, models

from .res_partner import ROLES


class ResPartner(models.Model):
    """Who may complain in the portal, and what of a customer's complaints is late."""

    _inherit = "res.partner"

    may_complain = fields.Boolean(
        string="May complain in the portal",
        default=True,
        groups="base.group_user",
        help="This contact, once it has a portal log-in, sees the company's complaints and may send new ones.",
    )
    late_complaint_count = fields.Integer(compute="_compute_late_complaint_count", groups=ROLES)

    def _compute_late_complaint_count(self):
        counts = dict(
            self.env["crm.complaint"]._read_group(
                [("commercial_partner_id", "in", self.commercial_partner_id.ids), ("is_late", "=", True)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.late_complaint_count = counts.get(partner.commercial_partner_id, 0)

    def _portal_open_complaints(self):
        """How many complaints of the company of this contact, who may complain, are open."""
        complaints = self.env["crm.complaint"].sudo()  # portal users have no right on complaints
        return complaints.search_count([*complaints._portal_domain(self), ("is_closed", "=", False)])

    def _complaint_contact(self):
        """This partner, as superuser, when the log-in of a customer stands behind it who may complain; else none."""
        self.ensure_one()
        contact = self.sudo()  # a customer may not read what he may do
        portal_users = contact.user_ids.filtered(lambda user: user.active and user._is_portal())
        may = contact.active and contact.commercial_partner_id and contact.may_complain
        return contact if may and portal_users else contact.browse()
