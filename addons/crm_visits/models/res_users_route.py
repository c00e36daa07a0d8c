from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

OWN = ["route_start_id", "route_end_id"]


class ResUsers(models.Model):
    """Where a seller's day begins and ends, and whose routes a user may see."""

    _inherit = "res.users"

    route_start_id = fields.Many2one(
        "res.partner",
        string="My Day Begins At",
        domain="[('partner_latitude', '!=', 0)]",
        groups="base.group_user",
        help="An address with a pin; the company's when empty.",
    )
    route_end_id = fields.Many2one(
        "res.partner",
        string="My Day Ends At",
        domain="[('partner_latitude', '!=', 0)]",
        groups="base.group_user",
        help="Where it began when empty.",
    )

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802  Odoo's name
        """Everybody may look at his own."""
        return [*super().SELF_READABLE_FIELDS, *OWN]

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802  Odoo's name
        """Everybody may choose his own."""
        return [*super().SELF_WRITEABLE_FIELDS, *OWN]

    @api.constrains(*OWN)
    def _check_route_places(self):
        """Nobody learns the name of a customer he does not see by beginning his day there."""
        for user in self:
            places = (user.route_start_id | user.route_end_id).with_user(self.env.uid)
            if not places.has_access("read"):
                raise ValidationError(self.env._("Choose an address that you can see."))

    def _route_ends(self):
        """Return the places (latitude, longitude) at which this seller's day begins and ends; None when not known."""
        # sudo: a manager plans for a seller whose home is none of his partners; only coordinates are taken from it
        user = self.sudo()
        start = user.route_start_id or user.company_id.partner_id
        return start._place(), (user.route_end_id or start)._place()

    def _time_zone(self):
        """Return the zone of this seller's clock."""
        # sudo: whose day it is may be a colleague's
        return ZoneInfo(self.sudo().tz or self.sudo().company_id.partner_id.tz or "UTC")

    def _route_domain(self, path="user_id"):
        """Domain of the routes this user may see: his own and, of a manager, his teams'."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        return Domain(path, "in", [self.id, *self._team_users().ids])

    def _route_stop_domain(self):
        """Domain of the stops this user may see: on such a route, and of a customer or prospect he may see today."""
        visible = Domain("occurrence_id", "any!", self._occurrence_domain())
        return self._route_domain("route_id.user_id") & visible
