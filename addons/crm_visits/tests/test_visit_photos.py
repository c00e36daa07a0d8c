import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from ..logic.uploads import MAX_BYTES
from .route_common import RING, RouteCommon

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 12:00:00")
class TestVisitPhotos(RouteCommon):
    """Photos of a telephone: each once, with the visit it was taken at, and nothing but pictures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._create_visits(RING[:1])
        cls.deliveries = cls.env["crm.visit.delivery"].with_user(cls.seller_a)

    def _deliver(self, number, data, visit=None, **values):
        visit = visit or self.visit
        step = {"token": f"photo-{number:04}", "step": "photo", "occurrence_id": visit.id, "data": data}
        [answer] = self.deliveries.deliver([step | values])
        return answer["refusal"]

    def _photos(self, visit=None):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "crm.occurrence"), ("res_id", "=", (visit or self.visit).id)]
        )

    def test_each_once(self):
        for _time in range(3):
            self.assertEqual(self._deliver(1, PIXEL, at="2026-06-16 09:05:30"), "")
        photo = self._photos()
        self.assertEqual((photo.name, photo.mimetype), ("2026-06-16 10.05.30.png", "image/png"))
        self.assertEqual(photo.raw, base64.b64decode(PIXEL))
        self.assertEqual(photo.create_uid, self.seller_a)
        [card] = self.env["crm.visit.day"].with_user(self.seller_a).page()["cards"]
        self.assertEqual(card["photos"], 1)

    def test_only_pictures(self):
        large = base64.b64encode(b"\xff\xd8\xff" + bytes(MAX_BYTES)).decode()
        for number, (data, said) in enumerate(
            [
                ("", "got lost"),
                (None, "got lost"),
                (large, "too large"),
                (base64.b64encode(b"....ftypheic....").decode(), "no picture"),
                (base64.b64encode(b"%PDF-1.7").decode(), "no picture"),
                (base64.b64encode(b"<svg/>").decode(), "no picture"),
                ("not base64!", "makes no sense"),
                (["x"], "makes no sense"),
                (7, "makes no sense"),
            ]
        ):
            with self.subTest(number=number):
                self.assertIn(said, self._deliver(number, data))
        self.assertFalse(self._photos())

    def test_only_of_own_visits(self):
        foreign = self._create_occurrence(partner_id=self.customer_b.id, user_id=self.seller_b.id)
        self.assertTrue(self._deliver(1, PIXEL, foreign))
        self.assertFalse(self._photos(foreign))
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        self.assertEqual(self._deliver(2, PIXEL), "")
        self.assertFalse(
            self.env["ir.attachment"].with_user(portal).search([("id", "in", self._photos().ids)])
        )


@tagged("post_install", "-at_install")
class TestVisitPhotosTour(RouteCommon, HttpCase):
    """Photos in a browser as wide as a telephone, with a network that comes and goes."""

    browser_size = "360x740"

    def test_without_a_network(self):
        self.company.write({"route_begin": 0, "route_end": 23.9})
        visit = self._create_visits(RING[:1])
        zone = self.seller_a._time_zone()
        noon = fields.Datetime.now().astimezone(zone).replace(hour=12, tzinfo=None)
        visit.date = noon - timedelta(hours=1)
        self.start_tour("/odoo/my-day", "crm_visits_day_photos", login="seller_a")
        photos = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.occurrence"), ("res_id", "=", visit.id)]
        )
        self.assertEqual(photos.mapped("mimetype"), ["image/jpeg"] * 2)
        steps = self.env["crm.visit.delivery"].search([("occurrence_id", "=", visit.id)])
        self.assertEqual(steps.mapped("step"), ["photo"] * 2)
        self.assertFalse(any(steps.mapped("refusal")))
