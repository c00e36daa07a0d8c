from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.places import EARTH_RADIUS

KINDS = {"prospect": ("prospect",), "dormant": ("dormant", "lost"), "all": ()}
MOST = 30
FARTHEST = 100_000  # metres
DEGREE = 111_000  # metres of a degree of latitude, a little less than it has


class CrmVisitDay(models.AbstractModel):
    """Whom to see when an appointment falls through: customers near a place, the nearest first."""

    _inherit = "crm.visit.day"

    @api.model
    @api.readonly
    def near(self, latitude, longitude, kind="dormant"):
        """Return the user's customers near a place, by distance in metres as the crow flies.

        :param latitude: degrees
        :param longitude: degrees
        :param kind: `prospect`, `dormant` (lost ones too) or `all`
        """
        self._check_role()
        latitude, longitude = float(latitude), float(longitude)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise UserError(self.env._("There is no such place."))
        band = FARTHEST / DEGREE
        domain = Domain("partner_latitude", ">=", latitude - band) & Domain(
            "partner_latitude", "<=", latitude + band
        )
        domain &= Domain("parent_id", "=", False)
        # 0/0 is how Odoo says that there is no pin
        domain &= Domain("partner_latitude", "!=", 0) | Domain("partner_longitude", "!=", 0)
        statuses = KINDS.get(kind, ())
        domain &= Domain("activity_status", "in" if statuses else "!=", statuses or False)
        query = self.env["res.partner"]._search(domain)
        distance = self._distance_sql(query.table, latitude, longitude)
        query.add_where(SQL("%s <= %s", distance, FARTHEST))
        query.order, query.limit = SQL("%s, %s", distance, SQL.identifier(query.table, "id")), MOST
        rows = self.env.execute_query(query.select(SQL.identifier(query.table, "id"), distance))
        partners = self.env["res.partner"].browse(row[0] for row in rows)
        statuses = dict(partners._fields["activity_status"]._description_selection(self.env))
        return [
            {
                "partner_id": partner.id,
                "title": partner.display_name,
                "city": partner.city or "",
                "phone": partner.phone or "",
                "status": statuses.get(partner.activity_status, ""),
                "customer_class": partner.customer_class or "",
                "place": list(partner._place()),
                "metres": round(metres),
            }
            for partner, (_id, metres) in zip(partners, rows, strict=True)
        ]

    @api.model
    def _distance_sql(self, table, latitude, longitude):
        """Metres as the crow flies from a place to the pin of a partner, as `logic.places` reckons them."""
        own_latitude = SQL("radians(%s)", SQL.identifier(table, "partner_latitude"))
        own_longitude = SQL("radians(%s)", SQL.identifier(table, "partner_longitude"))
        return SQL(
            """
            2 * %(radius)s * asin(least(1, sqrt(
                power(sin((%(to_latitude)s - radians(%(latitude)s)) / 2), 2)
                + cos(radians(%(latitude)s)) * cos(%(to_latitude)s)
                * power(sin((%(to_longitude)s - radians(%(longitude)s)) / 2), 2)
            )))
            """,
            radius=EARTH_RADIUS,
            latitude=latitude,
            longitude=longitude,
            to_latitude=own_latitude,
            to_longitude=own_longitude,
        )

    @api.model
    def add_stop(self, partner_id):
        """Plan a visit to a customer for now; a day that is planned has its rest ordered anew.

        :param partner_id: id of the customer
        """
        self._check_role()
        partner = self.env["res.partner"].browse(int(partner_id))
        partner.check_access("read")
        visit = self.env["crm.occurrence"].create({"partner_id": partner.id, "date": fields.Datetime.now()})
        zone = self.env.user._time_zone()
        day = fields.Date.context_today(self.with_context(tz=zone.key))
        route = self.env["crm.visit.route"].search([("user_id", "=", self.env.uid), ("date", "=", day)])
        if route.planned_on:
            route.action_plan()
        return visit.id
