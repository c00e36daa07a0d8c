from odoo import fields, models

STAFF = "base.group_user"


class ResCompany(models.Model):
    """How sellers' days on the road are reckoned, and what is kept of where they were."""

    _inherit = "res.company"

    route_begin = fields.Float(string="The Day Begins", default=8.5, groups=STAFF)
    route_end = fields.Float(string="The Day Ends", default=18.5, groups=STAFF)
    route_lunch_from = fields.Float(string="Lunch From", default=12.5, groups=STAFF)
    route_lunch_to = fields.Float(string="Lunch Begins at the Latest", default=14.0, groups=STAFF)
    route_lunch_minutes = fields.Integer(string="Lunch Minutes", default=60, groups=STAFF)
    route_road_factor = fields.Float(
        string="Roads Are Longer By",
        default=1.3,
        groups=STAFF,
        help="How many kilometres of road go on one as the crow flies.",
    )
    route_speed = fields.Float(string="Speed (km/h)", default=45.0, groups=STAFF)
    route_server = fields.Char(
        string="Road Server",
        groups=STAFF,
        help="Address of an OSRM server, for times by road. Without one, or while it does not answer, they are "
        "estimated.",
    )
    map_tiles = fields.Char(
        groups=STAFF,
        help="Address of the pictures of the map, with {z}, {x} and {y}. Without one the map shows stops and ways.",
    )
    map_attribution = fields.Char(groups=STAFF, help="Whose map it is; shown in its corner.")
    check_in_records_place = fields.Boolean(
        string="Record the Place at Check-in",
        default=True,
        groups=STAFF,
        help="Telephones are asked where they are at check-in and check-out, and at no other moment.",
    )
    check_in_far = fields.Integer(
        string="Far Away From (m)",
        default=500,
        groups=STAFF,
        help="Who checks in farther from the customer is asked why; nobody is hindered.",
    )

    _route_day_in_order = models.Constraint(
        "CHECK (route_begin >= 0 AND route_begin < route_end AND route_end < 24)",
        "A day on the road begins before it ends.",
    )
    _route_lunch_in_order = models.Constraint(
        "CHECK (route_lunch_from <= route_lunch_to AND route_lunch_minutes >= 0)",
        "Lunch is not over before it begins.",
    )
    _route_roads_positive = models.Constraint(
        "CHECK (route_road_factor >= 1 AND route_speed > 0 AND check_in_far >= 0)",
        "Roads are no shorter than the crow flies, and somebody drives on them.",
    )
