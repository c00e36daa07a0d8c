import hashlib
import hmac
import secrets

from odoo import api, fields, models
from odoo.addons.crm_base.logic.record_ids import LARGEST_ID

# Python refuses to read thousands of digits.
LONGEST_ID = len(str(LARGEST_ID))


class ResUsers(models.Model):
    """The secret address under which a user's visits are read by another calendar.

    Only its fingerprint is kept: whoever reads the database or a backup of it learns nobody's address.
    """

    _inherit = "res.users"

    visit_feed_hash = fields.Char(string="Calendar Address", copy=False, groups="base.group_system")

    def _renew_visit_feed(self):
        """Return a new address (its last part); the one before ends."""
        self.ensure_one()
        secret = secrets.token_urlsafe(32)
        # sudo: the field is for nobody, and it is the user's own
        self.sudo().visit_feed_hash = self._visit_feed_fingerprint(secret)
        return f"{self.id}-{secret}"

    def _revoke_visit_feed(self):
        """End the address."""
        # sudo: the field is for nobody, and it is the user's own
        self.sudo().visit_feed_hash = False

    @api.model
    def _visit_feed_user(self, token):
        """Return the user whose address ends in `token`; nobody when it is no address, or one that has ended."""
        number, _dash, secret = token.partition("-")
        is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID
        if not is_number or not 0 < int(number) <= LARGEST_ID:
            return self.browse()
        # sudo: who asks is known by the address alone
        user = self.sudo().browse(int(number)).exists()
        known = user.visit_feed_hash or ""
        if not hmac.compare_digest(known.encode(), self._visit_feed_fingerprint(secret).encode()):
            return self.browse()
        may_see = user.has_group("crm_base.group_seller") or user.has_group(
            "crm_base.group_credit_controller"
        )
        return user.with_user(user) if user.active and not user.share and may_see else self.browse()

    @api.model
    def _visit_feed_fingerprint(self, secret):
        return hashlib.sha256(secret.encode()).hexdigest()
