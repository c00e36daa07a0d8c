from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic.places import local_moment
from ..logic.route_day import Day, Lunch, Stop, starts_within
from ..logic.route_order import plan_day, plan_in_order
from ..logic.route_travel import Roads

MOST_STOPS = 60  # more than anybody sees in a day; the search grows with their square


class CrmVisitRoute(models.Model):
    """Planning a day's order; what is driven already stays, only the rest is planned anew."""

    _inherit = "crm.visit.route"

    @api.model
    def plan_my_day(self, day):
        """Order the stops of one's own day; returns the id of the route.

        :param day: YYYY-MM-DD
        """
        route = self._of_day(self.env.user, fields.Date.to_date(day))
        route.action_plan()
        return route.id

    def action_plan(self):
        """Order the stops that are not driven yet; visits get the hours of their place in the order."""
        for route in self:
            route._plan(plan_day)

    def action_keep_order(self):
        """Give the stops hours in the order in which they stand."""
        for route in self:
            if not route._plan(plan_in_order, route.left_out_ids):
                raise UserError(
                    self.env._(
                        "In this order not every stop of %(route)s can be kept: somebody would be closed, or the day "
                        "too long.",
                        route=route.display_name,
                    )
                )

    def _plan(self, method, left_out=()):
        """Plan what is to be driven yet by a function of `logic.route_order`; returns whether there is a plan.

        :param left_out: stops that are to stay off the route
        """
        self.ensure_one()
        if self.date < fields.Date.context_today(self.with_context(tz=self.user_id._time_zone().key)):
            raise UserError(self.env._("%(route)s is over.", route=self.display_name))
        known = {stop.occurrence_id: stop for stop in self.stop_ids | self.left_out_ids}
        planned = self._occurrences().filtered(lambda occurrence: occurrence.state == "planned")
        apart = {stop.occurrence_id: stop.left_out for stop in left_out if stop.occurrence_id in planned}
        ahead = planned.filtered(lambda occurrence: occurrence not in apart)
        ahead = ahead.sorted(lambda one: (known[one].sequence if one in known else 0, one.date, one.id))
        placed = ahead.filtered(lambda occurrence: occurrence._place())
        if len(placed) > MOST_STOPS:
            raise UserError(self.env._("More than %(count)d stops are no day.", count=MOST_STOPS))
        place, moment = self._where_to_begin()
        end_place = self.user_id._route_ends()[1]
        roads, source = self._roads_between(place, placed, end_place)
        stops = [self._as_stop(occurrence) for occurrence in placed]
        plan = method(stops, self._as_day(moment), roads.minutes)
        if plan is None:
            return False
        apart.update(dict.fromkeys(ahead - placed, "no_place"))
        self._write_plan(placed, plan, roads, apart)
        self.write({"planned_on": fields.Datetime.now(), "roads": source, "has_start": bool(place)})
        return True

    def _where_to_begin(self):
        """Return the place and the moment from which the rest of the day is planned.

        That is the last stop driven, and now or when one leaves it; before the first, the seller's start and the day's.
        """
        driven = self.stop_ids.filtered("driven_sequence").sorted("driven_sequence")[-1:].occurrence_id
        begin = local_moment(self.date, self.company_id.route_begin, self.user_id._time_zone())
        begin = max(begin, fields.Datetime.now())
        if not driven:
            return self.user_id._route_ends()[0], begin
        leaves = driven.check_out_date or driven.check_in_date + timedelta(hours=driven.duration)
        return driven._place_visited(), max(begin, leaves)

    def _roads_between(self, begin, occurrences, end):
        """Return the ways from the start through the stops to the end, and where they are from.

        From or to a start or end that nobody knows it is no way at all.
        """
        places = [begin, *(occurrence._place() for occurrence in occurrences), end]
        numbers = [number for number, place in enumerate(places) if place]
        roads, source = self._ways([places[number] for number in numbers])
        among = {number: index for index, number in enumerate(numbers)}

        def spread(rows):
            return tuple(
                tuple(
                    rows[among[one]][among[other]] if one in among and other in among else 0.0
                    for other in range(len(places))
                )
                for one in range(len(places))
            )

        return Roads(spread(roads.kilometres), spread(roads.minutes)), source

    def _minute(self, hour):
        """Return minutes since the first moment of the day for an hour of its clock."""
        moment = local_moment(self.date, hour, self.user_id._time_zone())
        return (moment - self._bounds()[0]).total_seconds() / 60

    def _moment(self, minute):
        """Return the moment (UTC, whole minutes) so many minutes after the first moment of the day."""
        return self._bounds()[0] + timedelta(minutes=round(minute))

    def _as_day(self, moment):
        """Return the day from this moment on for `logic.route_day`."""
        company = self.company_id
        lunch = None
        if company.route_lunch_minutes:
            earliest, latest = self._minute(company.route_lunch_from), self._minute(company.route_lunch_to)
            lunch = Lunch(earliest, latest, company.route_lunch_minutes)
        begin = (moment - self._bounds()[0]).total_seconds() // 60
        return Day(begin, self._minute(company.route_end), lunch)

    def _as_stop(self, occurrence):
        """Return an occurrence for `logic.route_day`: an hour agreed on is kept, whatever the opening hours say."""
        duration = occurrence.duration * 60
        if occurrence.has_fixed_hour:
            minute = (occurrence.date - self._bounds()[0]).total_seconds() / 60
            return Stop(occurrence.id, duration, ((minute, minute),), is_fixed=True)
        hours = occurrence.partner_id._opening_hours(self.date)
        if hours is None:
            return Stop(occurrence.id, duration)
        spans = tuple((self._minute(opens), self._minute(min(closes, 23.99))) for opens, closes in hours)
        return Stop(occurrence.id, duration, starts_within(spans, duration))

    def _write_plan(self, occurrences, plan, roads, apart):
        """Keep the plan: the stops after those driven, the hours of visits, and what is left out with its reason."""
        stops = self.stop_ids | self.left_out_ids
        driven = stops.filtered("driven_sequence")
        known = {stop.occurrence_id.id: stop for stop in stops - driven}
        values = {}
        numbers = {occurrence.id: number for number, occurrence in enumerate(occurrences, 1)}
        here, first = 0, max(driven.mapped("sequence"), default=0)
        for place, visit in enumerate(plan.visits, first + 1):
            number = numbers[visit.key]
            values[visit.key] = {
                "sequence": place,
                "kilometres": roads.kilometres[here][number],
                "minutes": visit.drive,
                "lunch": self._moment(visit.lunch) if visit.lunch is not None else False,
                "start": self._moment(visit.start),
                "leave": self._moment(visit.leave),
                "left_out": False,
            }
            here = number
        off = {"sequence": 0, "kilometres": 0, "minutes": 0, "lunch": False, "start": False, "leave": False}
        for key, reason in (*plan.left_out, *((one.id, reason) for one, reason in apart.items())):
            values[key] = {**off, "left_out": reason}
        for key, stop in known.items():
            stop.write(values.pop(key)) if key in values else stop.unlink()
        self.env["crm.visit.route.stop"].create(
            [{"route_id": self.id, "occurrence_id": key, **vals} for key, vals in values.items()]
        )
        self.write(
            {
                "home_kilometres": roads.kilometres[here][-1],
                "home_minutes": roads.minutes[here][-1],
                "home_arrival": self._moment(plan.end),
            }
        )
        self._write_hours()

    def _write_hours(self):
        """Give the visits ahead the hours of the plan; nobody is told of it but by the lists."""
        for stop in self.stop_ids.filtered("start"):
            occurrence = stop.occurrence_id.with_context(tracking_disable=True)
            if occurrence.state == "planned" and not occurrence.has_fixed_hour:
                occurrence.date = stop.start
