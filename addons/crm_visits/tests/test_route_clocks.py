from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .route_common import RING, RouteCommon

AUCKLAND, NEW_YORK, JERUSALEM, LISBON = (
    "Pacific/Auckland",
    "America/New_York",
    "Asia/Jerusalem",
    "Europe/Lisbon",
)


@tagged("post_install", "-at_install")
class TestRouteClocks(RouteCommon):
    """Days as clocks make them: other zones, midnight, the change of clocks, and hours that no day has."""

    def _visits(self, moment, places=RING[:3], **values):
        """Visits an hour apart from a moment (UTC) on."""
        visits = self._create_visits(places, **values)
        for number, visit in enumerate(visits):
            visit.date = moment + timedelta(hours=number)
        return visits

    def _plan(self, day):
        """Plan a day as the page does; returns the route."""
        routes = self.env["crm.visit.route"].with_user(self.seller_a)
        return routes.browse(routes.plan_my_day(day))

    def test_a_seller_in_another_zone_than_his_company(self):
        self.company.partner_id.tz = LISBON
        for zone, first in (
            (AUCKLAND, datetime(2026, 6, 15, 20)),  # eight in the morning of the 16th
            (NEW_YORK, datetime(2026, 6, 16, 12)),
            (JERUSALEM, datetime(2026, 6, 16, 5)),
        ):
            with self.subTest(zone=zone), freeze_time(first - timedelta(minutes=30)):
                self.seller_a.tz = zone
                visits = self._visits(first)
                page = self.env["crm.visit.day"].with_user(self.seller_a).page()
                self.assertEqual(page["day"], "2026-06-16")
                self.assertEqual({card["id"] for card in page["cards"]}, set(visits.ids))
                route = self._plan(page["day"])
                self.assertEqual(route.stop_ids.occurrence_id, visits)
                self.assertGreaterEqual(min(route.stop_ids.mapped("start")), first)
                self.assertLess(max(route.stop_ids.mapped("leave")), first + timedelta(hours=12))
                visits[0].with_user(self.seller_a).action_check_in()
                self.assertEqual(route.driven_count, 1)
                visits[0].with_user(self.seller_a).action_check_out()
                visits.unlink()
                route.sudo().unlink()

    def test_a_seller_without_a_zone_has_his_companys(self):
        self.seller_a.tz = False
        self.company.partner_id.tz = AUCKLAND
        with freeze_time("2026-06-15 21:00:00"):
            visits = self._visits(datetime(2026, 6, 15, 22))
            route = self._plan("2026-06-16")
            visits[1].with_user(self.seller_a).action_check_in()
            self.assertEqual((route.driven_count, route.stop_ids.occurrence_id), (1, visits))
            self.assertEqual(
                self.env["crm.visit.route"].search_count([("user_id", "=", self.seller_a.id)]), 1
            )
            performance = self.env["crm.visit.performance"].search([("occurrence_id", "in", visits.ids)])
            self.assertEqual(set(performance.mapped("date")), {date(2026, 6, 16)})

    def test_days_of_the_change_of_clocks(self):
        """Ten o'clock stays ten o'clock, on a day of 23 hours and on one of 25."""
        self.company.write({"route_begin": 0, "route_end": 23.5})
        for day, opens in (
            ("2026-03-29", datetime(2026, 3, 29, 9)),
            ("2026-10-25", datetime(2026, 10, 25, 10)),
        ):
            with self.subTest(day=day), freeze_time(f"{day} 00:10:00"):
                visits = self._visits(opens)
                self._open(visits[:1], date.fromisoformat(day).weekday(), 10, 11)
                route = self._plan(day)
                self.assertEqual(route.stop_ids.occurrence_id, visits)
                self.assertTrue(opens <= visits[0].date <= opens + timedelta(minutes=45), visits[0].date)
                self.assertGreaterEqual(
                    min(route.stop_ids.mapped("start")), datetime.fromisoformat(f"{day} 00:10:00")
                )

    def _open(self, visits, weekday, opens, closes, **values):
        line = {"name": "Open", "dayofweek": str(weekday), "hour_from": opens, "hour_to": closes, **values}
        calendar = self.env["resource.calendar"].create(
            {"name": "Hours", "tz": LISBON, "attendance_ids": [(5,), (0, 0, line)]}
        )
        visits.partner_id.opening_calendar_id = calendar
        return calendar

    @freeze_time("2026-06-16 05:00:00")
    def test_open_until_midnight(self):
        self.company.write({"route_begin": 8, "route_end": 23.9})
        visits = self._visits(datetime(2026, 6, 16, 9), RING[:1])
        self._open(visits, 1, 22, 24)
        route = self._plan("2026-06-16")
        self.assertEqual((route.stop_ids.start, route.left_out_count), (datetime(2026, 6, 16, 21), 0))

    @freeze_time("2026-06-16 05:00:00")
    def test_open_every_other_week(self):
        visits = self._visits(datetime(2026, 6, 16, 9), RING[:1])
        calendar = self._open(visits, 1, 9, 12, week_type="0")
        calendar.two_weeks_calendar = True
        week = calendar.attendance_ids.get_week_type(date(2026, 6, 16))
        for kind, left_out in ((str(week), 0), (str(1 - week), 1)):
            calendar.attendance_ids.week_type = kind
            self.assertEqual(self._plan("2026-06-16").left_out_count, left_out)

    @freeze_time("2026-06-16 22:50:00")
    def test_around_midnight(self):
        """Ten minutes to midnight in Lisbon: the day is over, the next can be planned, and a visit lasts into it."""
        late, early = (
            self._visits(datetime(2026, 6, 16, 22, 30), RING[:1]),
            self._visits(datetime(2026, 6, 17, 8)),
        )
        route = self._plan("2026-06-16")
        self.assertEqual(route.left_out_ids.occurrence_id, late)
        tomorrow = self._plan("2026-06-17")
        self.assertEqual(tomorrow.stop_ids.occurrence_id, early)
        own = late.with_user(self.seller_a)
        own.action_check_in()
        with freeze_time("2026-06-16 23:20:00"):  # twenty past midnight
            own.action_check_out()
            self.assertEqual((own.duration, route.driven_count), (0.5, 1))
            with self.assertRaisesRegex(UserError, "is over"):
                self._plan("2026-06-16")
            self.assertEqual(self._plan("2026-06-17").stop_ids.occurrence_id, early)
            page = self.env["crm.visit.day"].with_user(self.seller_a).page()
            self.assertEqual(page["day"], "2026-06-17")

    @freeze_time("2026-06-16 05:00:00")
    def test_no_lunch(self):
        self.company.route_lunch_minutes = 0
        visits = self._visits(datetime(2026, 6, 16, 9), RING)
        route = self._plan("2026-06-16")
        self.assertEqual((route.stop_ids.occurrence_id, route.stop_ids.filtered("lunch").ids), (visits, []))

    @mute_logger("odoo.sql_db")
    def test_a_day_that_ends_before_it_begins(self):
        for values in ({"route_begin": 21}, {"route_end": 8}, {"route_begin": -1}, {"route_end": 24}):
            with self.subTest(values=values), self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self.company.write(values)
                self.company.flush_recordset()
            self.company.invalidate_recordset()
        self.assertEqual((self.company.route_begin, self.company.route_end), (8, 20))

    @freeze_time("2026-06-16 05:00:00")
    def test_nobody_to_see(self):
        route = self._plan("2026-06-16")
        self.assertEqual((route.planned_count, route.planned_kilometres), (0, 0))
        self.assertEqual(self.env["crm.visit.day"].with_user(self.seller_a).page()["cards"], [])

    @freeze_time("2026-06-16 05:00:00")
    def test_stops_at_the_same_place(self):
        visits = self._visits(datetime(2026, 6, 16, 9), [RING[1]] * 8)
        route = self._plan("2026-06-16")
        self.assertEqual((route.stop_ids.occurrence_id, route.left_out_count), (visits, 0))
        self.assertEqual(sum(route.stop_ids.mapped("minutes")), route.stop_ids[0].minutes)

    @freeze_time("2026-06-16 05:00:00")
    def test_more_stops_than_a_day_has(self):
        customer = self._create_place(RING[1])
        visits = self.env["crm.occurrence"].create(
            [
                {
                    "partner_id": customer.id,
                    "user_id": self.seller_a.id,
                    "date": datetime(2026, 6, 16, 9) + timedelta(minutes=number),
                    "duration": 0.1,
                }
                for number in range(61)
            ]
        )
        with self.assertRaisesRegex(UserError, "More than 60 stops"):
            self._plan("2026-06-16")
        page = self.env["crm.visit.day"].with_user(self.seller_a).page()
        self.assertEqual((len(page["cards"]), page["more"]), (60, 1))
        visits[0].unlink()
        self.assertEqual(self._plan("2026-06-16").planned_count, 60)
        self.assertEqual(self.env["crm.visit.day"].with_user(self.seller_a).page()["more"], 0)
