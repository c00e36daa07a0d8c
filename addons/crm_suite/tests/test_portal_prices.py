from odoo import Command
from odoo.addons.crm_orders_portal.tests.common import PortalHttpCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalPrices(PortalHttpCase):
    """The catalogue and the basket know what was agreed with the customer, or with his head."""

    def setUp(self):
        super().setUp()
        brand = self.env["product.brand"].create({"name": "Forja"})
        self.cup.product_brand_id = brand
        self.plate.taxes_id = self.cup.taxes_id = False
        discount = {"compute_price": "percentage", "percent_price": 20}
        price = {"compute_price": "fixed", "fixed_price": 3.33, "min_quantity": 12}
        self.customer_a.price_condition_ids = [
            Command.create({**discount, "product_brand_id": brand.id}),
            Command.create({**price, "product_tmpl_id": self.plate.product_tmpl_id.id}),
        ]
        self.customer_a.price_general_discount = 5

    def test_catalogue_shows_agreed_prices_and_the_next_tier(self):
        cup, plate = (self.cup + self.plate).sudo()._portal_cards(self.contact_a.sudo())
        self.assertEqual((cup["price"], plate["price"], plate["next_tier"]), (8.0, 3.8, (12.0, 3.33)))
        self.authenticate("buyer_a", "buyer_a")
        text = self._text(self._get("/my/catalogue"))
        self.assertIn("8.00", text)
        self.assertIn("3.80", text)

    def test_prices_of_the_head(self):
        cup, plate = (self.cup + self.plate).sudo()._portal_cards(self.contact_b.sudo())
        self.assertEqual((cup["price"], plate["price"]), (10.0, 4.0))
        self.customer_b.price_head_id = self.customer_a
        cup, plate = (self.cup + self.plate).sudo()._portal_cards(self.contact_b.sudo())
        self.assertEqual((cup["price"], plate["price"]), (8.0, 3.8))

    def test_basket_is_priced_by_them(self):
        self.authenticate("buyer_a", "buyer_a")
        self._fill(self.plate, quantity="12")
        self.assertEqual(self._basket(self.buyer_a).amount_untaxed, 39.96)
