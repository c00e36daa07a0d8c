import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .route_common import TUESDAY, RouteCommon

MODELS = [
    "crm.visit.route",
    "crm.visit.route.stop",
    "crm.visit.delivery",
    "crm.visit.feed",
    "crm.geocoding",
    "crm.caller.lookup",
]
CALLS = [
    ("crm.visit.day", "page", {}),
    ("crm.visit.day", "near", {"latitude": 38.7, "longitude": -9.1, "kind": "all"}),
    ("crm.visit.day", "add_stop", {"partner_id": 1}),
    ("crm.visit.delivery", "deliver", {"steps": []}),
    ("crm.visit.route", "plan_my_day", {"day": TUESDAY}),
    ("crm.visit.feed", "create", {"vals_list": [{}]}),
]


@tagged("post_install", "-at_install")
class TestRouteByJson2(RouteCommon, HttpCase):
    """Over the network a customer reads nothing of routes, and a seller nothing of another's."""

    def _call(self, user, model, method, **arguments):
        keys = self.env["res.users.apikeys"].with_user(user)
        key = keys._generate(None, "test", fields.Datetime.now() + timedelta(days=1))
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )

    @mute_logger("odoo.http")
    def test_customers_read_nothing(self):
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", True)
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        route = self._create_route()
        for model in MODELS:
            with self.subTest(model=model):
                self.assertEqual(self._call(portal, model, "search_read", domain=[]).status_code, 403)
        for model, method, arguments in CALLS:
            with self.subTest(method=method):
                self.assertEqual(self._call(portal, model, method, **arguments).status_code, 403)
        for name in ("opening_calendar_id", "geocoding_id", "is_pin_set_by_hand"):
            with self.subTest(field=name):
                answer = self._call(portal, "res.partner", "read", ids=self.contact_a.ids, fields=[name])
                self.assertEqual(answer.status_code, 403)
        self.assertEqual(self._call(portal, "crm.visit.route", "action_plan", ids=route.ids).status_code, 403)
        self.assertFalse(route.planned_on)

    @mute_logger("odoo.http")
    def test_sellers_reach_no_route_of_another(self):
        route = self._create_route()
        for method, arguments in (
            ("read", {"fields": ["home_kilometres"]}),
            ("action_plan", {}),
            ("unlink", {}),
        ):
            with self.subTest(method=method):
                answer = self._call(self.seller_b, "crm.visit.route", method, ids=route.ids, **arguments)
                self.assertEqual(answer.status_code, 403)
        self.assertEqual(
            self._call(self.seller_b, "crm.visit.day", "page", route_id=route.id).status_code, 403
        )
        self.assertEqual(self._call(self.seller_b, "crm.visit.route", "search", domain=[]).json(), [])
        self.assertTrue(route.exists())
