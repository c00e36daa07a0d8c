from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestDeliveryWishes(PortalHttpCase):
    """Where and when the customer wants his goods."""

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        self.basket = self._basket(self.buyer_a)

    def test_a_mistyped_year_sends_nothing(self):
        today = fields.Date.today()
        for wanted, text in (
            ("9999-12-31", "within the next two years"),
            ((today + timedelta(days=1000)).isoformat(), "within the next two years"),
            ("0026-12-31", "from today on"),
            ((today - timedelta(days=9)).isoformat(), "from today on"),
        ):
            self.assertIn(text, self._text(self._send(self.basket, wanted_date=wanted)))
            self.assertRecordValues(
                self.basket, [{"state": "draft", "commitment_date": False, "portal_sent_on": False}]
            )
        self._send(self.basket, wanted_date=(today + timedelta(days=700)).isoformat())
        self.assertEqual(self.basket.commitment_date.date(), today + timedelta(days=700))
        self.assertTrue(self.basket.portal_sent_on)

    def test_who_has_no_address_is_asked_for_one(self):
        def is_asked():
            return "/my/addresses" in self._page("/my/basket").xpath("//form//a/@href")

        (self.customer_a + self.customer_a.child_ids).write({"street": False, "city": False})
        self.assertTrue(is_asked())
        self.customer_a.write({"street": "Rua Nova 1", "city": "Porto"})
        self.assertFalse(is_asked())
