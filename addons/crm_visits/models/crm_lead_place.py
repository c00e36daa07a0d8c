from odoo import fields, models

from .res_partner import ROLES
from .res_partner_pin import ADDRESS


class CrmLead(models.Model):
    """Where a prospect is who is no contact yet: the job that finds addresses finds his, too."""

    _inherit = "crm.lead"

    geocoding_id = fields.Many2one(
        "crm.geocoding",
        string="Address Asked For",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups=ROLES,
    )

    def write(self, vals):
        """Have a new address looked for again."""
        result = super().write(vals)
        if ADDRESS & vals.keys():
            # sudo: the field is for roles, and others change prospects too
            asked = self.sudo().filtered("geocoding_id")
            super(CrmLead, asked).write({"geocoding_id": False})
        return result

    def _without_place(self, limit):
        """Return prospects whom somebody is to see, with an address that was not asked for yet."""
        domain = [
            ("partner_id", "=", False),
            ("geocoding_id", "=", False),
            ("city", "!=", False),
            ("occurrence_ids", "any", [("state", "in", ("planned", "in_progress"))]),
        ]
        return self.search(domain, order="id", limit=limit)

    def _place(self):
        """Return (latitude, longitude) in degrees; None when nobody knows it."""
        if self.partner_id:
            return self.partner_id._place()
        # sudo: the queue of addresses is for administrators, a place of one's own prospect is not
        found = self.sudo().geocoding_id
        return (found.latitude, found.longitude) if found.state == "found" else None
