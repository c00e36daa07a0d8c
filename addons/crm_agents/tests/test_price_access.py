from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceAccess(PriceCommon):
    """Who sees whose conditions, and who sets them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.condition_a = cls._condition(cls.customer_a, categ_id=cls.family.id, discount=11)
        cls.condition_b = cls._condition(cls.customer_b, categ_id=cls.family.id, discount=12)
        cls.head_b = cls._create_customer("Zeta", user_id=cls.seller_b.id)
        cls.own_a, cls.own_b = cls._list_of(cls.customer_a), cls._list_of(cls.customer_b)

    def _seen(self, user):
        items = self.env["product.pricelist.item"].with_user(user).search([("is_customer_base", "=", False)])
        lists = self.env["product.pricelist"].with_user(user).search([])
        return items & (self.condition_a | self.condition_b), lists & (self.own_a | self.own_b | self.house)

    def test_conditions_are_seen_with_the_customer(self):
        both = self.condition_a | self.condition_b
        for user, items, lists in (
            (self.seller_a, self.condition_a, self.own_a | self.house),
            (self.manager, self.condition_a, self.own_a | self.house),
            (self.seller_b, self.condition_b, self.own_b | self.house),
            (self.controller, both, self.own_a | self.own_b | self.house),
            (self.admin_user, both, self.own_a | self.own_b | self.house),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), (items, lists))
        with self.assertRaises(AccessError):
            self.own_b.with_user(self.seller_a).read(["name"])
        groups = (
            self.env["product.pricelist.item"]
            .with_user(self.seller_a)
            .formatted_read_group([("customer_id", "!=", False)], ["customer_id"], [])
        )
        self.assertEqual([group["customer_id"][0] for group in groups], self.customer_a.ids)

    def test_manager_sets_his_customers_prices_and_no_others(self):
        self.condition_a.with_user(self.manager).percent_price = 15
        self.customer_a.with_user(self.manager).price_general_discount = 1
        self.assertEqual(self.condition_a.percent_price, 15)
        rules = self.env["product.pricelist.item"].with_user(self.manager)
        for write in (
            lambda: self.condition_b.with_user(self.manager).write({"percent_price": 99}),
            lambda: self.house.item_ids.with_user(self.manager).write({"percent_price": 99}),
            lambda: self.house.with_user(self.manager).write({"name": "Mine"}),
            lambda: rules.create(
                {"pricelist_id": self.own_b.id, "compute_price": "percentage", "percent_price": 99}
            ),
            lambda: rules.create(
                {"customer_id": self.customer_b.id, "compute_price": "percentage", "percent_price": 99}
            ),
            lambda: rules.create(
                {"pricelist_id": self.house.id, "compute_price": "percentage", "percent_price": 99}
            ),
            lambda: self.condition_b.with_user(self.manager).unlink(),
            lambda: self.condition_a.with_user(self.manager).write({"pricelist_id": self.own_b.id}),
            lambda: self.own_a.with_user(self.manager).write({"customer_id": self.head_b.id}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                write()
        self.env.invalidate_all()
        self.assertEqual(self.condition_b.percent_price, 12)
        self.assertEqual(self.house.item_ids.percent_price, 8)
        self.assertEqual(len(self.own_b.item_ids), 2)
        self.assertEqual(self.condition_a.pricelist_id, self.own_a)

    def test_only_lists_that_one_may_change_are_offered(self):
        lists = self.house | self.own_a | self.own_b
        for user, offered in (
            (self.manager, self.own_a),
            (self.admin_user, lists),
            (self.seller_a, self.env["product.pricelist"]),
        ):
            with self.subTest(user=user.login):
                pricelists = self.env["product.pricelist"].with_user(user)
                self.assertEqual(pricelists.search([("may_change", "=", True)]) & lists, offered)
                readable = lists.with_user(user)._filtered_access("read")
                self.assertEqual(readable.filtered("may_change"), offered)
        revisions = self.env["agent.price.revision"].create(
            [{"pricelist_id": pricelist.id} for pricelist in (self.house, self.own_a)]
        )
        self.assertEqual(revisions.mapped("may_change"), [True, True])
        self.assertEqual(revisions.with_user(self.manager).mapped("may_change"), [False, True])

    def test_seller_and_controller_set_no_prices(self):
        for user in (self.seller_a, self.controller):
            customer = self.customer_a.with_user(user)
            self.assertFalse(customer.may_price)
            for write in (
                lambda customer=customer: customer.write({"price_general_discount": 50}),
                lambda customer=customer: customer.write(
                    {
                        "price_condition_ids": [
                            Command.create({"compute_price": "percentage", "percent_price": 50})
                        ]
                    }
                ),
                lambda user=user: self.condition_a.with_user(user).write({"percent_price": 50}),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError), self.cr.savepoint():
                    write()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.customer_a.with_user(self.seller_a).property_product_pricelist = self.house.copy()
        self.env.invalidate_all()
        self.assertEqual(self.condition_a.percent_price, 11)
        self.assertEqual(len(self.customer_a.price_condition_ids), 1)
        self.assertEqual(self.customer_a.price_base_id, self.house)

    def test_seller_opens_and_saves_the_form(self):
        with Form(self.customer_a.with_user(self.seller_a)) as form:
            form.street = "Rua Nova 1"
        self.assertEqual(self.customer_a.street, "Rua Nova 1")
        with Form(self.env["res.partner"].with_user(self.seller_a)) as form:
            form.name = "Newcomer"
        contact = self.env["res.partner"].with_user(self.seller_a)
        contact = contact.create({"name": "Rita", "parent_id": self.customer_a.id})
        self.assertEqual(contact.property_product_pricelist, self.own_a)

    def test_portal_reads_nothing_and_pays_his_prices(self):
        portal = new_test_user(
            self.env, "portal_prices", groups="base.group_portal", partner_id=self.contact_a.id
        )
        for model in (
            "product.pricelist",
            "product.pricelist.item",
            "agent.price.revision",
            "agent.price.revision.line",
            "agent.price.simulation",
            "agent.price.detach",
            "agent.price.supplier",
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        for name in (
            "price_list_ids",
            "price_condition_ids",
            "price_general_discount",
            "price_base_id",
            "price_head_id",
            "price_follower_ids",
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.customer_a.with_user(portal).read([name])
        contact = self.contact_a.sudo()
        self.assertEqual(contact.property_product_pricelist._get_product_price(self.desk, 1), 81.88)
