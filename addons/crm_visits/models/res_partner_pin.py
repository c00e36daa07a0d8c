from itertools import compress

from odoo import api, fields, models

from .res_partner import ROLES

ADDRESS = {"street", "zip", "city", "state_id", "country_id"}
PIN = {"partner_latitude", "partner_longitude"}


class ResPartner(models.Model):
    """The customer's pin on the map: set by hand, or found by a job from his address."""

    _inherit = "res.partner"

    geocoding_id = fields.Many2one(
        "crm.geocoding",
        string="Address Asked For",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups=ROLES,
    )
    geocoding_state = fields.Selection(
        related="geocoding_id.state", string="Looked for on the Map", groups=ROLES
    )
    is_pin_set_by_hand = fields.Boolean(
        string="Pin Set by Hand",
        readonly=True,
        copy=False,
        groups=ROLES,
        help="It is kept whatever the address says.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A pin that comes with a new customer was set by whoever made him."""
        partners = super().create(vals_list)
        by_hand = [
            any(vals.get(name) for name in PIN) and "date_localization" not in vals for vals in vals_list
        ]
        if any(by_hand):
            pinned = self.browse(compress(partners.ids, by_hand))
            # sudo: for whoever makes customers without a role of ours
            pinned.sudo().write({"is_pin_set_by_hand": True})
        return partners

    def write(self, vals):
        """Keep pins set by hand when the address changes; let the job look for the others again."""
        if PIN & vals.keys():
            result = super().write(vals)
            by_hand = any(vals.get(name) for name in PIN) and "date_localization" not in vals
            # sudo: for whoever changes customers without a role of ours
            changed = self.sudo().filtered(lambda partner: partner.is_pin_set_by_hand != by_hand)
            super(ResPartner, changed).write({"is_pin_set_by_hand": by_hand})
            return result
        if not ADDRESS & vals.keys():
            return super().write(vals)
        # sudo: the fields are for roles, and customers change their addresses in the portal
        kept = self.sudo().filtered("is_pin_set_by_hand").sudo(self.env.su)
        for partner in kept:
            place = {name: partner[name] for name in PIN}
            super(ResPartner, partner).write({**vals, **place})
        result = super(ResPartner, self - kept).write(dict(vals))
        asked = self.sudo().filtered("geocoding_id")
        super(ResPartner, asked).write({"geocoding_id": False})
        return result
