from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceHead(PriceCommon):
    """A head customer's list and conditions hold for the customers linked to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_customer("Head SA", user_id=cls.seller_b.id)
        cls.better = cls.house.copy({"name": "Chains"})
        cls.better.item_ids.percent_price = 20
        cls.head.property_product_pricelist = cls.better
        cls._condition(cls.head, categ_id=cls.family.id, discount=10)
        cls._condition(cls.customer_a, categ_id=cls.family.id, discount=1)

    def test_linked_customer_follows_at_once_and_goes_back(self):
        self.assertEqual(self._price(self.customer_a, self.desk), 91.08)
        self.customer_a.price_head_id = self.head
        self.assertEqual(self._price(self.customer_a, self.desk), 72.00)
        self.assertEqual(self._price(self.contact_a, self.desk), 72.00)
        self.head.price_condition_ids.percent_price = 50
        self.assertEqual(self._price(self.customer_a, self.desk), 40.00)
        self.head.price_condition_ids.unlink()
        self.assertEqual(self._price(self.customer_a, self.desk), 80.00)
        self.head.property_product_pricelist = self.house
        self.assertEqual(self._price(self.customer_a, self.desk), 92.00)
        self.assertEqual(self.head.price_follower_ids, self.customer_a)
        self.customer_a.price_head_id = False
        self.assertEqual(self._price(self.customer_a, self.desk), 91.08)

    def test_detach_with_what_he_had_or_with_a_copy(self):
        self.head.price_general_discount = 2
        self._condition(self.head, product_tmpl_id=self.chair.product_tmpl_id.id, price=33.33, min_quantity=5)
        for prices, expected in (("own", (91.08, 91.08, 92.00)), ("copy", (72.00, 33.33, 78.40))):
            with self.subTest(prices=prices):
                self.customer_a.price_head_id = self.head
                wizard = self.env["agent.price.detach"].with_user(self.admin_user)
                wizard.create({"partner_id": self.customer_a.id, "prices": prices}).action_detach()
                self.assertFalse(self.customer_a.price_head_id)
                lamp = self._create_sold("Lamp")
                found = (
                    self._price(self.customer_a, self.desk),
                    self._price(self.customer_a, self.chair, 5),
                    self._price(self.customer_a, lamp),
                )
                self.assertEqual(found, expected)
        self.head.price_condition_ids.unlink()  # a copy no longer follows
        self.assertEqual(self._price(self.customer_a, self.desk), 72.00)
        self.customer_a.price_head_id = self.head
        self.assertEqual(self._price(self.customer_a, self.desk), 78.40)

    def test_copy_is_made_in_companies_that_are_not_chosen_too(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.head.with_company(other).price_general_discount = 7
        self.customer_a.price_head_id = self.head
        self.customer_a.with_context(allowed_company_ids=self.env.company.ids)._detach_prices(keep=True)
        self.assertEqual(self.customer_a.with_company(other).price_general_discount, 7.0)

    def test_one_level_only(self):
        self.customer_a.price_head_id = self.head
        for follower, head in (
            (self.head, self.customer_b),  # a head gets no head
            (self.customer_b, self.customer_a),  # who follows is nobody's head
            (self.head, self.customer_a),
            (self.customer_b, self.customer_b),
            (self.contact_b, self.head),
            (self.customer_b, self.contact_a),
        ):
            with (
                self.subTest(follower=follower.name, head=head.name),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                follower.price_head_id = head
        self.env.invalidate_all()
        self.assertFalse((self.customer_b + self.head + self.contact_b).price_head_id)

    def test_nobody_learns_a_strangers_prices_by_a_link(self):
        customer = self.customer_a.with_user(self.manager)
        with self.assertRaises(AccessError):  # of a team that he does not lead
            customer.price_head_id = self.head.id
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.manager).create(
                {"name": "Bait", "is_company": True, "price_head_id": self.head.id}
            )
        mine = self._create_customer("Delta", user_id=self.seller_a.id)
        with self.assertRaises(AccessError):  # his own two, but prices are the manager's
            self.customer_a.with_user(self.seller_a).price_head_id = mine.id
        self.env.invalidate_all()
        self.assertFalse(self.customer_a.price_head_id)
        customer.price_head_id = mine.id
        self.assertEqual(self.customer_a.price_head_id, mine)

    def test_seller_prices_a_customer_whose_head_he_does_not_see(self):
        self.customer_a.price_head_id = self.head
        self.env.invalidate_all()
        order = (
            self.env["sale.order"]
            .with_user(self.seller_a)
            .create(
                {
                    "partner_id": self.customer_a.id,
                    "order_line": [Command.create({"product_id": self.desk.id, "product_uom_qty": 1})],
                }
            )
        )
        self.assertEqual(order.order_line.price_subtotal, 72.00)
        with self.assertRaises(AccessError):
            self.head.with_user(self.seller_a).read(["name"])
