from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .route_common import RING, RouteCommon


@tagged("post_install", "-at_install")
class TestVisitDayTour(RouteCommon, HttpCase):
    """The seller's day in a browser as wide as a telephone."""

    browser_size = "360x740"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"route_begin": 0, "route_end": 23.9})
        cls.visits = cls._create_visits(RING[:3])
        zone = cls.seller_a._time_zone()
        midnight = (
            cls.env["crm.visit.route"]
            .new({"user_id": cls.seller_a.id, "date": fields.Datetime.now().astimezone(zone).date()})
            ._bounds()[0]
        )
        for number, visit in enumerate(cls.visits):
            visit.date = midnight + timedelta(hours=12 + number)

    def test_without_a_network(self):
        self.start_tour("/odoo/my-day", "crm_visits_day_offline", login="seller_a")
        visit = self.visits[0]
        self.assertEqual((visit.state, visit.notes), ("done", "Wants the new list"))
        self.assertEqual(visit.result_id, self.env.ref("crm_visits.result_interested"))
        self.assertEqual(len(visit.follow_up_ids), 1)
        steps = self.env["crm.visit.delivery"].search([("occurrence_id", "=", visit.id)])
        self.assertEqual(sorted(steps.mapped("step")), ["check_in", "check_out"])
        self.assertLess(visit.check_in_date, visit.check_out_date + timedelta(seconds=1))

    def test_steps_of_a_day(self):
        self.company.route_lunch_minutes = 0
        self.start_tour("/odoo/my-day", "crm_visits_day_steps", login="seller_a")
        first, moved, skipped = self.visits
        self.assertEqual(first.notes, "Ask for Ana")
        self.assertEqual((skipped.state, skipped.skip_reason), ("missed", "closed"))
        route = self.env["crm.visit.route"].search([("user_id", "=", self.seller_a.id)])
        self.assertNotIn(moved, route.stop_ids.occurrence_id)
        self.assertEqual(moved.state, "planned")
