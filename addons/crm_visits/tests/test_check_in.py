from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .route_common import RING, RouteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 09:00:00")
class TestCheckIn(RouteCommon):
    """Where and when somebody came and left: recorded, never in the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._create_visits(RING[:1]).with_user(cls.seller_a)

    def test_far_away_is_marked_and_never_hinders(self):
        self.company.check_in_far = 500
        self.visit.action_check_in(RING[0][0] + 0.01, RING[0][1], 20)
        self.assertEqual(self.visit.state, "in_progress")
        self.assertAlmostEqual(self.visit.check_in_distance, 1112, 0)
        self.assertTrue(self.visit.check_in_is_far)
        self.visit.check_in_reason = "Parked round the corner"

    def test_an_unsure_device_is_given_the_benefit(self):
        self.visit.action_check_in(RING[0][0] + 0.01, RING[0][1], 900)
        self.assertFalse(self.visit.check_in_is_far)

    def test_place_of_the_company_for_a_person(self):
        person = self._create_contact(self.visit.partner_id, "Ana")
        elsewhere = self._create_contact(self.visit.partner_id, "Shop", type="delivery")
        self.assertEqual(person._place(), RING[0])
        self.assertIsNone(elsewhere._place())

    def test_nothing_recorded_where_the_company_wants_nothing(self):
        self.company.check_in_records_place = False
        self.visit.action_check_in(*RING[0], 5)
        self.assertEqual((self.visit.state, self.visit.check_in_latitude), ("in_progress", 0))
        self.assertEqual(self.visit.check_in_distance, 0)

    def test_nonsense_of_a_device(self):
        for place in ((91, 0, 1), (0, 181, 1), (float("nan"), 0, 1), ("38", "-9", 1), (38, -9, -1)):
            with self.subTest(place=place):
                self.visit.action_check_in(*place)
                self.assertEqual((self.visit.state, self.visit.check_in_latitude), ("in_progress", 0))
                self.visit.action_plan_again()

    def test_skip_with_reason(self):
        with self.assertRaisesRegex(UserError, "Choose why"):
            self.visit.action_skip("lazy")
        self.assertEqual(self.visit.state, "planned")
        self.visit.action_skip("closed")
        self.assertEqual((self.visit.state, self.visit.skip_reason), ("missed", "closed"))
        self.visit.action_plan_again()
        self.assertFalse(self.visit.skip_reason)

    def test_meetings_are_appointments(self):
        meeting = self._create_occurrence(kind="meeting")
        self.assertTrue(meeting.has_fixed_hour)
        self.assertFalse(self.visit.has_fixed_hour)
        meeting.has_fixed_hour = False
        meeting.name = "About prices"
        self.assertFalse(meeting.has_fixed_hour)

    def test_late_news(self):
        now = datetime(2026, 6, 16, 9)
        told = self.visit._moment_told
        self.assertEqual(told(datetime(2026, 6, 16, 7)), datetime(2026, 6, 16, 7))
        self.assertEqual(told(datetime(2026, 6, 16, 9, 1)), now)
        self.assertEqual(told(datetime(2026, 6, 10)), now)
        self.assertEqual(told(None), now)

    def test_a_controller_is_not_hindered(self):
        visit = self.visit.with_user(self.controller)
        visit.action_check_in()
        self.assertEqual(self.env["crm.visit.route.stop"].search([]).occurrence_id.ids, visit.ids)
        visit.action_plan_again()
        visit.action_postpone()
        self.assertFalse(self.env["crm.visit.route.stop"].search([]))
        self.assertEqual(visit.date.date().isoformat(), "2026-06-17")
