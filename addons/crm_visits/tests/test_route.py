import time
from datetime import datetime

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tests import tagged

from .route_common import OFFICE, RING, RouteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 05:00:00")
class TestRoute(RouteCommon):
    """A day's order: appointments and hours kept, nobody lost, planned against driven."""

    def _length(self, occurrences):
        """Kilometres from the office through these visits and back, by the company's measure."""
        route = self.env["crm.visit.route"].new({"company_id": self.company.id})
        roads, _source = route._ways([OFFICE, *(one.partner_id._place() for one in occurrences), OFFICE])
        return sum(roads.kilometres[number][number + 1] for number in range(len(occurrences) + 1))

    def test_scenario_9_route_of_the_day(self):
        visits = self._create_visits(RING)
        fixed = visits[3] + visits[8]
        fixed.has_fixed_hour = True
        hours = {visit: visit.date for visit in fixed}
        lost = self._create_occurrence(
            partner_id=self.customer_a.id, date=datetime(2026, 6, 16, 10), duration=0.25
        )
        by_hand = self._length(visits)
        route = self._create_route()
        begin = time.process_time()
        route.action_plan()
        self.assertLess(
            time.process_time() - begin, 1.5
        )  # the order alone takes some tenths; the rest are writes
        self.assertEqual(route.stop_ids.occurrence_id, visits)
        self.assertEqual(route.left_out_ids.occurrence_id, lost)
        self.assertEqual(route.left_out_ids.left_out, "no_place")
        self.assertEqual(route.stop_ids.mapped("sequence"), list(range(1, 13)))
        for visit, hour in hours.items():
            self.assertEqual(visit.date, hour)
        self.assertLess(route.planned_kilometres, by_hand * 0.75)
        self.assertAlmostEqual(
            route.planned_kilometres, self._length(route.stop_ids.occurrence_id.sorted("date")), 1
        )
        self.assertEqual(route.roads, "estimate")
        starts = route.stop_ids.mapped("start")
        self.assertEqual(starts, sorted(starts))
        self.assertEqual(route.stop_ids.mapped("occurrence_id.date"), starts)
        self.assertEqual(len(route.stop_ids.filtered("lunch")), 1)

    def test_driven_is_recorded_beside_planned(self):
        visits = self._create_visits(RING[:3])
        route = self._create_route()
        route.action_plan()
        planned = list(route.stop_ids.occurrence_id)
        first, second = planned[1].with_user(self.seller_a), planned[0].with_user(self.seller_a)
        with freeze_time("2026-06-16 08:00:00"):
            first.action_check_in(*first.partner_id._place(), 10.0)
        with freeze_time("2026-06-16 08:20:00"):
            first.action_check_out()
        with freeze_time("2026-06-16 09:00:00"):
            second.action_check_in()
        driven = route.stop_ids.filtered("driven_sequence").sorted("driven_sequence")
        self.assertEqual(driven.occurrence_id, first + second)
        self.assertEqual(driven.mapped("driven_minutes"), [0, 40])
        self.assertAlmostEqual(
            sum(driven.mapped("driven_kilometres")) + self._way_home(second), self._length(first + second), 1
        )
        self.assertEqual(route.driven_count, 2)
        self.assertEqual(route.driven_minutes, 40)
        self.assertFalse(route.is_as_planned)
        self.assertEqual(route.stop_ids.occurrence_id, visits)

    def _way_home(self, visit):
        roads, _source = self.env["crm.visit.route"]._ways([visit.partner_id._place(), OFFICE])
        return roads.kilometres[0][1]

    def test_only_the_rest_is_planned_anew(self):
        visits = self._create_visits(RING[:5])
        route = self._create_route()
        route.action_plan()
        first = route.stop_ids[0].occurrence_id.with_user(self.seller_a)
        hour, begin = first.date, route.stop_ids[0].start
        with freeze_time("2026-06-16 10:00:00"):
            first.action_check_in()
        with freeze_time("2026-06-16 10:30:00"):
            first.action_check_out()
            (visits - first)[0].action_cancel()
            route.action_plan()
        self.assertEqual(first.date, hour)
        self.assertEqual(route.stop_ids[0].start, begin)
        self.assertEqual(route.stop_ids.mapped("sequence"), [1, 2, 3, 4])
        self.assertEqual(route.stop_ids.occurrence_id, visits - (visits - first)[0])
        self.assertGreater(min(route.stop_ids[1:].mapped("start")), datetime(2026, 6, 16, 10, 30))

    def test_planning_again_changes_nothing(self):
        self._create_visits(RING[:6])
        route = self._create_route()
        route.action_plan()
        fields = ["sequence", "start", "leave", "kilometres", "minutes"]
        before = route.stop_ids.read(fields)
        route.action_plan()
        self.assertEqual(route.stop_ids.read(fields), before)

    def test_off_plan_visit_joins_the_route(self):
        visit = self._create_visits(RING[:1]).with_user(self.seller_a)
        visit.action_check_in()
        route = self.env["crm.visit.route"].search([("user_id", "=", self.seller_a.id)])
        self.assertEqual(route.stop_ids.occurrence_id, visit)
        self.assertEqual((route.planned_count, route.driven_count, route.is_as_planned), (0, 1, False))
        visit.action_plan_again()
        self.assertFalse(route.stop_ids)
        self.assertEqual((route.driven_count, visit.check_in_date), (0, False))

    def test_opening_hours(self):
        visit = self._create_visits(RING[1:2])
        hours = [
            {"name": "Tuesday", "dayofweek": "1", "hour_from": 15, "hour_to": 17, "day_period": "afternoon"}
        ]
        calendar = self.env["resource.calendar"].create(
            {"name": "Afternoons", "tz": "Europe/Lisbon", "attendance_ids": [(5,), (0, 0, hours[0])]}
        )
        visit.partner_id.opening_calendar_id = calendar
        route = self._create_route()
        route.action_plan()
        self.assertEqual(visit.date, datetime(2026, 6, 16, 14))  # three o'clock in Lisbon
        calendar.attendance_ids.dayofweek = "2"
        route.action_plan()
        self.assertFalse(route.stop_ids)
        self.assertEqual(route.left_out_ids.left_out, "closed")
        self.assertEqual(visit.state, "planned")

    def test_order_by_hand(self):
        self._create_visits(RING[:4])
        route = self._create_route()
        route.action_plan()
        last = route.stop_ids[-1]
        best = route.planned_kilometres
        last.sequence = 0.5
        for place, stop in enumerate([last, *(route.stop_ids - last)], 1):
            stop.sequence = place
        route.invalidate_recordset()
        route.action_keep_order()
        self.assertEqual(route.stop_ids[0], last)
        self.assertGreaterEqual(route.planned_kilometres, best)
        last.occurrence_id.write({"has_fixed_hour": True, "date": datetime(2026, 6, 16, 15)})
        (route.stop_ids - last).occurrence_id.write(
            {"has_fixed_hour": True, "date": datetime(2026, 6, 16, 9)}
        )
        before = route.stop_ids.mapped("start")
        with self.assertRaisesRegex(UserError, "not every stop"):
            route.action_keep_order()
        self.assertEqual(route.stop_ids.mapped("start"), before)

    def test_order_by_hand_leaves_out_what_was_left_out(self):
        visits = self._create_visits([*RING[:2], (41.15, -8.61)])
        self.company.route_end = 13
        route = self._create_route()
        route.action_plan()
        self.assertEqual(route.left_out_ids.mapped("left_out"), ["too_far"])
        before = route.stop_ids.mapped("start")
        route.action_keep_order()
        self.assertEqual(
            (route.left_out_ids.occurrence_id, route.stop_ids.mapped("start")), (visits[2], before)
        )

    @freeze_time("2026-06-16 19:30:00")
    def test_after_the_end_of_the_day(self):
        """Half an hour after the last moment: nobody is visited any more, and home is a way from here."""
        visits = self._create_visits(RING[:2])
        route = self._create_route()
        route.action_plan()
        self.assertEqual(route.left_out_ids.mapped("left_out"), ["no_time", "no_time"])
        self.assertEqual((route.left_out_ids.occurrence_id, route.planned_count), (visits, 0))
        self.assertEqual(route.home_arrival, datetime(2026, 6, 16, 19, 30))
        route.action_keep_order()
        self.assertEqual(
            (route.left_out_ids.occurrence_id, set(visits.mapped("state"))), (visits, {"planned"})
        )

    def test_yesterday_is_over(self):
        visits = self._create_visits(RING[:2])
        route = self._create_route()
        with freeze_time("2026-06-17 06:00:00"), self.assertRaisesRegex(UserError, "is over"):
            route.action_plan()
        self.assertFalse(route.stop_ids)
        self.assertEqual(visits[0].date, datetime(2026, 6, 16, 9))

    def test_start_without_a_pin(self):
        self.company.partner_id.write({"partner_latitude": 0, "partner_longitude": 0})
        self._create_visits(RING[:2])
        route = self._create_route()
        route.action_plan()
        self.assertFalse(route.has_start)
        self.assertEqual(route.stop_ids[0].kilometres, 0)
        self.assertGreater(route.stop_ids[1].kilometres, 0)

    def test_own_start(self):
        home = self._create_place(RING[6], "Home", parent_id=self.seller_a.partner_id.id, type="other")
        self.seller_a.with_user(self.seller_a).route_start_id = home
        visits = self._create_visits([RING[6], RING[1]])
        route = self._create_route()
        route.action_plan()
        legs = {stop.occurrence_id: stop.kilometres for stop in route.stop_ids}
        self.assertIn(0, (legs[visits[0]], route.home_kilometres))

    def test_moved_away_leaves_the_route(self):
        visits = self._create_visits(RING[:2])
        route = self._create_route()
        route.action_plan()
        visits[0].with_user(self.seller_a).action_postpone()
        self.assertEqual(route.stop_ids.occurrence_id, visits[1])

    def test_printed(self):
        visits = self._create_visits(RING[:2])
        lost = self._create_occurrence(partner_id=self.customer_a.id, date=datetime(2026, 6, 16, 10))
        route = self._create_route()
        route.action_plan()
        self.assertRegex(route.stop_ids[0].planned_hours, r"^\d+:\d\d.AM - \d+:\d\d.AM$")
        report = self.env["ir.actions.report"].with_user(self.seller_a)
        [content, _type] = report._render_qweb_html("crm_visits.report_visit_route", route.ids)
        for text in (*visits.mapped("contact_name"), route.stop_ids[0].planned_hours, lost.contact_name):
            self.assertIn(text, content.decode())
