from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .route_common import TUESDAY, RouteCommon

MODELS = ["crm.visit.route", "crm.visit.route.stop"]


@tagged("post_install", "-at_install")
class TestRouteAccess(RouteCommon):
    """A route is its seller's and his managers'; outside nothing is read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route_a, cls.route_b = cls._create_route(), cls._create_route(cls.seller_b)
        visit_a, visit_b = (
            cls._create_occurrence(date=f"{TUESDAY} 10:00:00"),
            cls._create_occurrence(
                partner_id=cls.customer_b.id, user_id=cls.seller_b.id, date=f"{TUESDAY} 10:00:00"
            ),
        )
        cls.stop_a, cls.stop_b = cls.env["crm.visit.route.stop"].create(
            [
                {"route_id": cls.route_a.id, "occurrence_id": visit_a.id, "sequence": 1},
                {"route_id": cls.route_b.id, "occurrence_id": visit_b.id, "sequence": 1},
            ]
        )

    def test_each_sees_his_own(self):
        for user, routes, stops in (
            (self.seller_a, self.route_a, self.stop_a),
            (self.manager, self.route_a, self.stop_a),
            (self.other_manager, self.route_b, self.stop_b),
            (self.controller, self.route_a + self.route_b, self.stop_a + self.stop_b),
        ):
            with self.subTest(user=user.login):
                for records in (routes, stops):
                    everything = self.env[records._name].with_user(user).search([])
                    self.assertEqual(set(everything.ids), set(records.ids))

    def test_guessed_ids_refused(self):
        for record in (self.route_b, self.stop_b):
            with self.assertRaises(AccessError):
                record.with_user(self.seller_a).read(["display_name"])
            with self.assertRaises(AccessError):
                record.with_user(self.seller_a).write({"sequence" if record == self.stop_b else "date": 1})
        for step in ("action_plan", "action_keep_order"):
            with self.assertRaises(AccessError):
                getattr(self.route_b.with_user(self.seller_a), step)()
        with self.assertRaises(AccessError):
            self.env["crm.visit.route"].with_user(self.seller_a).create(
                {"user_id": self.seller_b.id, "date": "2026-06-17"}
            )
        self.assertFalse(self.route_b.planned_on)

    def test_foreign_customer_is_not_read_through_a_stop(self):
        self.stop_a.occurrence_id.partner_id = self.customer_b
        self.env.flush_all()
        self.assertFalse(self.env["crm.visit.route.stop"].with_user(self.seller_a).search([]))
        self.assertEqual(self.route_a.with_user(self.seller_a).stop_ids.ids, [])

    def test_portal_reads_nothing(self):
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        with self.assertRaises(AccessError):
            self.env["crm.visit.route"].with_user(portal).plan_my_day(TUESDAY)
        for record, name in (
            (self.customer_a, "opening_calendar_id"),
            (self.company, "route_server"),
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                record.with_user(portal).read([name])

    def test_no_name_is_learnt_by_beginning_there(self):
        portal = new_test_user(self.env, "portal_p", groups="base.group_portal")
        for user in (self.seller_a, portal):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                user.with_user(user).route_start_id = self.customer_b.id
            user.invalidate_recordset()
            self.assertFalse(user.route_start_id)

    def test_once_a_day(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_route()
