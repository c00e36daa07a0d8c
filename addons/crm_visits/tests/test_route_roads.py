from odoo.tests import tagged
from odoo.tests.common import _super_send as super_send

from ..models import crm_visit_route_roads
from .http_server import answering
from .route_common import OFFICE, RING, RouteCommon

PLACES = [OFFICE, RING[0], RING[1]]


@tagged("post_install", "-at_install")
class TestRoads(RouteCommon):
    """Ways by a road server that is there, slow, wrong or gone."""

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        """Reach the test's own server with the patience that users have: Odoo's tests would wait ten seconds."""
        if request.url.startswith("http://127.0.0.1:"):
            return super_send(session, request, **options)
        return super()._request_handler(session, request, **options)

    def _ways(self, server):
        self.company.route_server = server.address
        return self._create_route()._ways(PLACES)

    def test_times_by_road(self):
        table = [[0, 600, 1200], [660, 0, 300], [1260, 360, 0]]
        with answering({"code": "Ok", "durations": table, "distances": table}) as server:
            roads, source = self._ways(server)
        self.assertEqual(source, "server")
        self.assertEqual(roads.minutes[0], (0, 10, 20))
        self.assertEqual(roads.kilometres[2], (1.26, 0.36, 0))
        self.assertEqual(len(server.asked), 1)
        self.assertIn("/table/v1/driving/-9.142700,38.736900;", server.asked[0])

    def test_route_tells_where_its_times_are_from(self):
        self._create_visits(RING[:1])
        table = [[0, 600, 600], [600, 0, 600], [600, 600, 0]]
        with answering({"code": "Ok", "durations": table, "distances": table}) as server:
            self.company.route_server = server.address
            route = self._create_route()
            route.date = "2036-06-17"
            self.env["crm.occurrence"].search(
                [("user_id", "=", self.seller_a.id)]
            ).date = "2036-06-17 10:00:00"
            route.action_plan()
        self.assertEqual((route.roads, route.stop_ids.minutes, route.planned_minutes), ("server", 10, 20))

    def test_estimate_when_it_does_not_answer_well(self):
        expected = self._create_route()._ways(PLACES)
        self.env["crm.visit.route"].search([]).unlink()
        for answer, status in (
            ({"code": "NoTable"}, 200),
            (b"<html>", 200),
            ({}, 503),
            (b"", 200),
            (b"[" * 2_000_000, 200),
        ):
            with (
                self.subTest(answer=answer if isinstance(answer, dict) else answer[:9]),
                answering(answer, status) as server,
            ):
                self.assertEqual(self._ways(server), expected)
                self.assertEqual(len(server.asked), 1)
            self.env["crm.visit.route"].search([]).unlink()

    def test_estimate_when_it_is_gone_or_slow(self):
        with answering({}) as server:
            gone = server.address
        self.company.route_server = gone
        route = self._create_route()
        self.assertEqual(route._ways(PLACES)[1], "estimate")
        self.patch(crm_visit_route_roads, "PATIENCE", 0.2)
        with answering({}, seconds=5) as server:
            self.company.route_server = server.address
            self.assertEqual(route._ways(PLACES)[1], "estimate")
            self.assertEqual(len(server.asked), 1)
