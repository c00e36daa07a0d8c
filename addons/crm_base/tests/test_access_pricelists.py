"""Price lists of others' customers: no seller reads one, uses one, or is told a price of one."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestAccessPricelists(ObligoCommon):
    """`house` is given to nobody, `list_a` to customer A, `list_b` to customer B, `shared` to customers of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_product_pricelist": True}).execute()
        cls.product = cls._create_goods(price=100.0)
        cls.house = cls._create_pricelist("House", 95.0)
        cls.list_a = cls._create_pricelist("List A", 81.0)
        cls.list_b = cls._create_pricelist("List B", 82.0)
        cls.shared = cls._create_pricelist("Shared", 83.0)
        cls.customer_a.property_product_pricelist = cls.list_a
        cls.customer_b.property_product_pricelist = cls.list_b
        cls.shared_a = cls._create_customer("Gama Lda", user_id=cls.seller_a.id)
        cls.shared_b = cls._create_customer("Delta Lda", user_id=cls.seller_b.id)
        (cls.shared_a | cls.shared_b).property_product_pricelist = cls.shared
        cls.lists = cls.house | cls.list_a | cls.list_b | cls.shared
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _create_pricelist(cls, name, price):
        return cls.env["product.pricelist"].create(
            {
                "name": name,
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": cls.product.product_tmpl_id.id,
                            "compute_price": "fixed",
                            "fixed_price": price,
                        }
                    )
                ],
            }
        )

    def _seen(self, user):
        return self.lists.with_user(user).search([("id", "in", self.lists.ids)])

    def test_each_sees_the_house_lists_and_those_of_his_customers(self):
        for user, expected in (
            (self.seller_a, self.house | self.list_a | self.shared),
            (self.seller_b, self.house | self.list_b | self.shared),
            (self.manager, self.house | self.list_a | self.shared),
            (self.controller, self.lists),
            (self.admin_user, self.lists),
        ):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                self.assertEqual(self._seen(user), expected)
                rules = self.env["product.pricelist.item"].with_user(user)
                found = rules.search([("pricelist_id", "in", self.lists.ids)])
                self.assertEqual(found, expected.sudo().item_ids.with_user(user))
                self.assertEqual(self.lists.with_user(user)._filtered_access("read"), expected)
                self.assertEqual(
                    self.lists.item_ids.with_user(user)._filtered_access("read"), expected.sudo().item_ids
                )

    def test_list_that_holds_by_default_stays_open(self):
        """Whoever has no list of his own buys at the first, or his country's, whomever else it is given to."""
        self.house.sequence = -1
        portugal = self.env.ref("base.pt")
        by_country = self._create_pricelist("Portugal", 90.0)
        by_country.country_group_ids = self.env["res.country.group"].create(
            {"name": "Home", "country_ids": portugal.ids}
        )
        self.shared_b.property_product_pricelist = self.house
        stranger = self._create_customer("Zeta Lda", user_id=self.seller_b.id)
        stranger.property_product_pricelist = by_country
        self.env.flush_all()
        self.env.invalidate_all()
        mine = (self.house | by_country).with_user(self.seller_a)
        self.assertEqual(mine._filtered_access("read"), mine)
        for country, pricelist in ((False, self.house), (portugal, by_country)):
            customer = self._create_customer(
                "Novo Lda", user_id=self.seller_a.id, country_id=country and country.id
            )
            order = self.env["sale.order"].with_user(self.seller_a).create({"partner_id": customer.id})
            self.env.invalidate_all()
            shown = order.web_read({"pricelist_id": {"fields": {"display_name": {}}}})
            self.assertEqual(shown[0]["pricelist_id"]["id"], pricelist.id)
        self.assertFalse(self.list_b.with_user(self.seller_a)._filtered_access("read"))
        self.env.invalidate_all()
        # The rules keep the domain, with the user in it, for requests to come, when his cursor is closed.
        with self.assertQueryCount(0):
            self.seller_a._pricelist_condition(SQL("list.id"))

    def test_rule_without_a_list_stays_open(self):
        rule = self.env["product.pricelist.item"].create({"compute_price": "fixed", "fixed_price": 7.0})
        rule.pricelist_id = False
        self.env.invalidate_all()
        self.assertFalse(rule.pricelist_id)
        self.assertEqual(rule.with_user(self.seller_a).search([("id", "=", rule.id)]), rule)
        rule.with_user(self.seller_a).check_access("read")

    def test_list_follows_the_customer_who_changes_hands(self):
        self.customer_b.user_id = self.seller_a
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._seen(self.seller_a), self.lists)
        self.assertEqual(self._seen(self.seller_b), self.house | self.shared)

    def test_list_of_another_company_counts_too(self):
        company = self.env["res.company"].create({"name": "Second"})
        house = self._create_pricelist("Given elsewhere", 70.0)
        self.customer_b.with_company(company).property_product_pricelist = house
        self.env.flush_all()
        self.env.invalidate_all()
        seller = house.with_user(self.seller_a)
        self.assertFalse(seller.search([("id", "=", house.id)]))
        self.assertTrue(seller.with_user(self.seller_b).search([("id", "=", house.id)]))

    def test_no_price_of_a_foreign_list_is_told(self):
        """By a report, a label, a configurator or the catalogue: all of them ask the list for the price."""
        foreign = self.list_b.with_user(self.seller_a)
        product = self.product.with_user(self.seller_a)
        with self.assertRaises(AccessError):
            foreign._get_product_price(product, 1)
        with self.assertRaises(AccessError):
            product.with_context(pricelist=foreign.id)._get_contextual_price()
        with self.assertRaises(AccessError):
            self.env["report.product.report_pricelist"].with_user(self.seller_a).get_html(
                {
                    "pricelist_id": foreign.id,
                    "active_model": "product.product",
                    "active_ids": product.ids,
                    "quantities": [1],
                }
            )
        self.assertEqual(self.list_a.with_user(self.seller_a)._get_product_price(product, 1), 81.0)

    def test_no_quotation_at_a_foreign_list(self):
        orders = self.env["sale.order"].with_user(self.seller_a)
        values = {
            "partner_id": self.customer_a.id,
            "order_line": [Command.create({"product_id": self.product.id})],
        }
        for call in (
            lambda: orders.create({**values, "pricelist_id": self.list_b.id}),
            lambda: orders.with_context(default_pricelist_id=self.list_b.id).create(values),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()
        self.assertFalse(orders.sudo().search([("partner_id", "=", self.customer_a.id)]))
        order = orders.create(values)
        self.assertEqual((order.pricelist_id, order.order_line.price_unit), (self.list_a, 81.0))
        with self.assertRaises(AccessError), self.cr.savepoint():
            order.write({"pricelist_id": self.list_b.id})
        with self.assertRaises(AccessError), self.cr.savepoint():
            order.copy({"pricelist_id": self.list_b.id})
        order.pricelist_id = self.house
        order.action_update_prices()
        self.assertEqual(order.order_line.price_unit, 95.0)

    def test_unsaved_form_tells_no_price_of_a_foreign_list(self):
        orders = self.env["sale.order"].with_user(self.seller_a)
        values = {
            "partner_id": self.customer_a.id,
            "order_line": [Command.create({"product_id": self.product.id})],
        }
        spec = {"pricelist_id": {}, "order_line": {"fields": {"price_unit": {}, "product_id": {}}}}
        with self.assertRaises(AccessError):
            orders.onchange({**values, "pricelist_id": self.list_b.id}, ["pricelist_id"], spec)
        with self.assertRaises(AccessError):
            orders.with_context(default_pricelist_id=self.list_b.id).onchange({}, [], spec)
        self.assertIn(
            "value", orders.onchange({**values, "pricelist_id": self.house.id}, ["pricelist_id"], spec)
        )

    def test_nobody_gives_his_customer_a_foreign_list(self):
        """It would be the list of his customer then, and his to read."""
        for user in (self.seller_a, self.manager):
            customer = self.customer_a.with_user(user)
            for name in ("property_product_pricelist", "specific_property_product_pricelist"):
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    customer.write({name: self.list_b.id})
                with self.assertRaises(AccessError), self.cr.savepoint():
                    customer.create({"name": "New", "is_company": True, name: self.list_b.id})
        self.assertEqual(self.customer_a.property_product_pricelist, self.list_a)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "New")]))

    def test_order_at_a_foreign_list_opens_and_keeps_its_prices(self):
        """The office may quote to a customer at any list: his seller reads it and goes on with it."""
        order = self._create_order(self.customer_a, (self.product, 1), pricelist_id=self.list_b.id)
        self.env.flush_all()
        self.env.invalidate_all()
        mine = order.with_user(self.seller_a)
        spec = {"pricelist_item_id": {"fields": {"display_name": {}}}, "price_unit": {}}
        [shown] = mine.web_read({"pricelist_id": {}, "order_line": {"fields": spec}})
        self.assertEqual(shown["order_line"][0]["price_unit"], 82.0)
        mine.write({"pricelist_id": self.list_b.id, "client_order_ref": "X"})
        mine.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": 2})]
        self.assertEqual(mine.order_line.mapped("price_unit"), [82.0, 82.0])
        mine.action_confirm()
        self.assertEqual(mine.state, "sale")

    def test_price_from_a_list_below_that_is_closed(self):
        top = self.env["product.pricelist"].create(
            {
                "name": "Half of B",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "formula",
                            "base": "pricelist",
                            "base_pricelist_id": self.list_b.id,
                            "price_discount": 50.0,
                        }
                    )
                ],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(top.with_user(self.seller_a)._get_product_price(self.product, 1), 41.0)

    def test_lists_cost_no_query_for_each(self):
        """However many lists are shown, whose they are is asked once."""
        many = self.env["product.pricelist"].create([{"name": f"List {number}"} for number in range(20)])
        self.env.flush_all()
        model = self.env["product.pricelist"].with_user(self.seller_a)

        def queries(lists):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            model.search([("id", "in", lists.ids)])._filtered_access("read").mapped("name")
            return self.cr.sql_log_count - before

        queries(many)
        self.assertEqual(queries(many), queries(many[:1]))
