from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from ..models import crm_geocoding
from .http_server import answering
from .route_common import RouteCommon

BRAGA = [{"lat": "41.5503", "lon": "-8.4200"}]


@tagged("post_install", "-at_install")
class TestGeocoding(RouteCommon):
    """Pins come from a queue that asks slowly, once for each address, and never out of a test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nothing else of the database is in the way.
        cls.env["res.partner"].search([("city", "!=", False)]).write(
            {"partner_latitude": 1, "partner_longitude": 1}
        )
        cls.queue = cls.env["crm.geocoding"]
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("crm_visits.geocoding", "True")
        parameters.set_param("crm_visits.geocoding_pause", "0")
        parameters.set_param(
            "base_geolocalize.geo_provider", cls.env.ref("crm_visits.geo_provider_nominatim").id
        )
        cls.customer_a.write({"street": "Avenida da Liberdade 455", "city": "Braga"})

    def _find(self, answer, status=200):
        """Run the job against a server that gives this answer; returns what it was asked."""
        with answering(answer, status) as server, self.enter_registry_test_mode():
            self.env["ir.config_parameter"].set_param("crm_visits.nominatim_server", server.address)
            self.env.ref("crm_visits.ir_cron_find_addresses").method_direct_trigger()
            self.env.invalidate_all()
        self.agents = [headers.get("User-Agent") for headers in server.headers_seen]
        return server.asked

    def test_found_once_for_all_with_the_address(self):
        twin = self._create_customer("Twin", street="Avenida da Liberdade 455", city="Braga")
        self.assertEqual(self.customer_a.geocoding_id, self.queue, "saving asks for nothing")
        asked = self._find(BRAGA)
        self.assertEqual(len(asked), 1)
        self.assertIn("Avenida+da+Liberdade+455", asked[0])
        self.assertTrue(self.agents[0].startswith("Obligo/"))
        for partner in self.customer_a + twin:
            self.assertEqual((partner.partner_latitude, partner.partner_longitude), (41.5503, -8.42))
            self.assertFalse(partner.is_pin_set_by_hand)
        late = self._create_customer("Late", street="Avenida da Liberdade 455", city="Braga")
        self.assertEqual(self._find(BRAGA), [], "what is known is not asked for again")
        self.assertEqual(late.partner_latitude, 41.5503)

    def test_prospect_whom_somebody_is_to_see(self):
        self._find(BRAGA)
        lead, unseen = self.env["crm.lead"].create(
            [
                {"name": name, "partner_name": name, "city": "Guimarães", "user_id": self.seller_a.id}
                for name in ("Seen", "Unseen")
            ]
        )
        visit = self._create_occurrence(partner_id=False, lead_id=lead.id)
        self.assertIsNone(visit._place())
        asked = self._find([{"lat": "41.44", "lon": "-8.29"}])
        self.assertEqual(len(asked), 1)
        self.assertEqual(visit.with_user(self.seller_a)._place(), (41.44, -8.29))
        card = self.env["crm.visit.day"].with_user(self.seller_a)._card_of(visit.with_user(self.seller_a))
        self.assertEqual(card["place"], [41.44, -8.29])
        self.assertFalse(unseen.geocoding_id, "nobody goes there")
        lead.with_user(self.seller_a).city = "Fafe"
        self.assertIsNone(visit._place(), "he has moved")
        self.assertEqual(len(self._find(BRAGA)), 1)
        self.assertEqual(visit._place(), (41.5503, -8.42))

    def test_off_unless_wanted(self):
        self.env["ir.config_parameter"].set_param("crm_visits.geocoding", "False")
        self.assertEqual(self._find(BRAGA), [])
        self.assertFalse(self.queue.search([]))

    def test_hand_set_pin_is_kept(self):
        self.customer_a.write({"partner_latitude": 41.1, "partner_longitude": -8.6})
        self.assertTrue(self.customer_a.is_pin_set_by_hand)
        self.assertEqual(self._find(BRAGA), [])
        self.customer_a.street = "Avenida da Liberdade, 455"
        self.assertEqual((self.customer_a.partner_latitude, self.customer_a.partner_longitude), (41.1, -8.6))
        self.customer_a.write({"partner_latitude": 0, "partner_longitude": 0})
        self.assertFalse(self.customer_a.is_pin_set_by_hand)
        self.assertEqual(len(self._find(BRAGA)), 1)
        self.assertEqual(self.customer_a.partner_latitude, 41.5503)

    def test_moved_customers_are_looked_for_again(self):
        self._find(BRAGA)
        self.customer_a.with_user(self.seller_a).city = "Porto"
        self.assertEqual((self.customer_a.partner_latitude, self.customer_a.geocoding_id), (0, self.queue))
        asked = self._find([{"lat": "41.15", "lon": "-8.61"}])
        self.assertEqual(len(asked), 1)
        self.assertEqual(self.customer_a.partner_latitude, 41.15)

    def test_unknown_place(self):
        self._find([])
        self.assertEqual(self.customer_a.geocoding_id.state, "unknown")
        self.assertEqual(self._find([]), [])

    def test_failures_are_tried_again_later_and_told(self):
        for answer, status in (({"error": "blocked"}, 403), (b"<html>", 200), ([{"lat": "x"}], 200)):
            with self.subTest(status=status), freeze_time("2030-01-01 10:00:00"):
                self.queue.search([]).unlink()
                self.assertEqual(len(self._find(answer, status)), 1)
                failed = self.customer_a.geocoding_id
                self.assertEqual((failed.state, failed.tries), ("failed", 1))
                self.assertIn("127.0.0.1 does not say", failed.message)
                self.assertEqual(failed.next_try, datetime(2030, 1, 1, 10, 20))
                self.assertEqual(self._find(BRAGA), [], "not yet")
        with freeze_time("2030-01-01 10:21:00"):
            self._find({}, 503)
            self.assertEqual((failed.tries, failed.next_try), (2, datetime(2030, 1, 1, 11, 1)))
        with freeze_time("2030-01-01 12:00:00"):
            self._find(BRAGA)
        self.assertEqual((failed.state, failed.message), ("found", False))
        self.assertEqual(self.customer_a.partner_latitude, 41.5503)

    def test_gives_up_and_asks_again_by_hand(self):
        failed = self.queue.create({"address": "Nowhere"})
        for _try in range(crm_geocoding.MOST_TRIES):
            failed._fail("No answer")
        self.assertEqual(failed.state, "given_up")
        self.assertEqual(failed.message, "No answer")
        failed.action_ask_again()
        self.assertEqual((failed.state, failed.tries, failed.message), ("waiting", 0, False))

    def test_a_server_that_refuses_is_left_in_peace(self):
        for number in range(6):
            self._create_customer(f"Somebody {number}", street=f"Street {number}", city="Braga")
        self.assertEqual(len(self._find({}, 429)), crm_geocoding.FAILURES_IN_A_ROW)

    def test_pace(self):
        self.env["ir.config_parameter"].set_param("crm_visits.geocoding_pause", "1.1")
        self._create_customer("Somebody", street="Street", city="Braga")
        with patch.object(crm_geocoding.time, "sleep") as sleep:
            self.assertEqual(len(self._find(BRAGA)), 2)
        self.assertEqual([call.args for call in sleep.call_args_list], [(1.1,)])

    def test_for_administrators_only(self):
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        queued = self.queue.create({"address": "Somewhere"})
        for user in (self.seller_a, portal):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    queued.with_user(user).read(["address"])
                with self.assertRaises(AccessError):
                    queued.with_user(user).action_ask_again()
        queued.with_user(self.admin_user).action_ask_again()
