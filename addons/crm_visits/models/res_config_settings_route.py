from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of routes, of the map and of check-in."""

    _inherit = "res.config.settings"

    route_begin = fields.Float(related="company_id.route_begin", readonly=False)
    route_end = fields.Float(related="company_id.route_end", readonly=False)
    route_lunch_from = fields.Float(related="company_id.route_lunch_from", readonly=False)
    route_lunch_to = fields.Float(related="company_id.route_lunch_to", readonly=False)
    route_lunch_minutes = fields.Integer(related="company_id.route_lunch_minutes", readonly=False)
    route_road_factor = fields.Float(related="company_id.route_road_factor", readonly=False)
    route_speed = fields.Float(related="company_id.route_speed", readonly=False)
    route_server = fields.Char(related="company_id.route_server", readonly=False)
    map_tiles = fields.Char(related="company_id.map_tiles", readonly=False)
    map_attribution = fields.Char(related="company_id.map_attribution", readonly=False)
    check_in_records_place = fields.Boolean(related="company_id.check_in_records_place", readonly=False)
    check_in_far = fields.Integer(related="company_id.check_in_far", readonly=False)
    geocoding_is_on = fields.Boolean(
        string="Find customers on the map",
        config_parameter="crm_visits.geocoding",
        help="Sends the addresses of customers to the provider chosen.",
    )
    nominatim_server = fields.Char(config_parameter="crm_visits.nominatim_server")
