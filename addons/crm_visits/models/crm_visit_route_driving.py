from odoo import api, models

from ..logic.places import local_day
from ..logic.route_travel import estimated_roads


class CrmVisitRoute(models.Model):
    """The driven route grows by one stop with each check-in."""

    _inherit = "crm.visit.route"

    @api.model
    def _record_arrival(self, occurrence):
        """Note that a seller has come to a stop, planned or not, how far it was and how long it took."""
        user = occurrence.user_id
        arrived = occurrence.check_in_date
        day = local_day(arrived, user._time_zone())
        # sudo: whoever may change a visit has its arrival noted, on a route that need not be his
        route = self.sudo()._of_day(user, day)
        occurrence = occurrence.sudo()
        stop = (route.stop_ids | route.left_out_ids).filtered(lambda stop: stop.occurrence_id == occurrence)
        stop = stop or stop.create({"route_id": route.id, "occurrence_id": occurrence.id})
        before = (route.stop_ids - stop).filtered("driven_sequence").sorted("driven_sequence")[-1:]
        here, there = occurrence._place_visited(), user._route_ends()[0]
        if before:
            there = before.occurrence_id._place_visited()
        values = {"driven_sequence": before.driven_sequence + 1, "left_out": False, "driven_kilometres": 0}
        if here and there:
            company = route.company_id
            ways = estimated_roads([there, here], company.route_road_factor, company.route_speed)
            values["driven_kilometres"] = ways.kilometres[0][1]
        left = before.occurrence_id.check_out_date or before.occurrence_id.check_in_date
        values["driven_minutes"] = max((arrived - left).total_seconds() / 60, 0) if left else 0
        stop.write(values)
