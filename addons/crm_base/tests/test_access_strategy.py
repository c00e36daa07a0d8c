from itertools import product
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..logic.list_strategy import ASK, GATHER, REMEMBER
from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestAccessStrategy(ObligoCommon):
    """However a page is found, it shows the same; and what was remembered of it is forgotten when hands change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        goods = cls._create_goods()
        for customer in (cls.customer_a, cls.customer_b, cls.contact_a):
            cls.env["sale.order"].create(
                {"partner_id": customer.id, "order_line": [(0, 0, {"product_id": goods.id})]}
            )
        supplier = cls.env["res.partner"].create({"name": "Supplier", "supplier_rank": 1})
        cls.env["account.move"].create(
            [
                {"move_type": "out_invoice", "partner_id": partner.id}
                for partner in (cls.customer_a, cls.customer_b, cls.contact_b, supplier)
            ]
        )

    def found(self, user, model, strategy, **options):
        """Ids and count that the user finds when his searches look in this way."""
        users = type(self.env["res.users"])
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        both = {"page": strategy, "count": strategy}
        with patch.object(users, "_search_strategies", return_value=both):
            records = self.env[model].with_user(user)
            found = records.search([], **options).ids, records.search_count([], limit=options["limit"])
        self.env.registry.clear_cache()
        return found

    def test_each_way_finds_the_same_page_and_count(self):
        models = {"res.partner": "name, id", "sale.order": "date_order desc, id desc", "account.move": "id"}
        users = (self.seller_a, self.seller_b, self.manager)
        for user, (model, order), limit in product(users, models.items(), (1, 1000)):
            with self.subTest(user=user.login, model=model, limit=limit):
                page, count = self.found(user, model, ASK, order=order, limit=limit)
                self.assertTrue(page)
                self.assertEqual(count, len(page))
                for way in (GATHER, REMEMBER):
                    self.assertEqual(
                        self.found(user, model, way, order=order, limit=limit), (page, count), way
                    )

    def test_the_ways_show_own_customers_only(self):
        for way in (GATHER, REMEMBER, ASK):
            ids, _count = self.found(self.seller_a, "res.partner", way, order="id", limit=1000)
            self.assertLessEqual(set((self.customer_a | self.contact_a).ids), set(ids), way)
            self.assertFalse(set((self.customer_b | self.contact_b).ids) & set(ids), way)

    def test_a_customer_seen_a_moment_ago_is_closed_when_he_changes_hands(self):
        partners = self.env["res.partner"].with_user(self.seller_a)
        seen = partners.search([("id", "=", self.customer_a.id)])
        self.assertEqual(seen.name, "Alfa Lda")
        self.customer_a.user_id = self.seller_b
        seen.invalidate_recordset(["name"])
        with self.assertRaises(AccessError):
            seen.read(["name"])
        self.assertFalse(seen.has_access("read"))
        self.assertTrue(seen.with_user(self.seller_b).has_access("read"))

    def test_what_one_user_saw_is_not_remembered_for_another(self):
        self.env["res.partner"].with_user(self.seller_a).search([("id", "=", self.customer_a.id)])
        self.assertFalse(self.customer_a.with_user(self.seller_b).has_access("read"))
        # The system sees everybody, and nothing of that stays with the user in whose name it looked.
        self.env["res.partner"].with_user(self.seller_b).sudo().search([("id", "=", self.customer_a.id)])
        self.assertFalse(self.customer_a.with_user(self.seller_b).has_access("read"))

    def test_customers_found_in_the_index_come_with_their_fields(self):
        """Where a page is found by walking along the names, a second look fetches it; the rule holds in both."""
        users, customers = type(self.env["res.users"]), self.env["res.partner"].with_user(self.seller_a)
        for way in (REMEMBER, GATHER):
            self.env.registry.clear_cache()
            self.env.invalidate_all()
            both = {"page": way, "count": way}
            with patch.object(users, "_search_strategies", return_value=both):
                names = ("Alfa Lda", "Beta Lda")
                page = customers.web_search_read([("name", "in", names)], {"name": {}, "city": {}}, limit=80)
            self.assertEqual([row["name"] for row in page["records"]], ["Alfa Lda"], way)
            self.assertIn("city", page["records"][0])

    def test_a_page_takes_one_question_for_all_its_partners(self):
        orders = self.env["sale.order"].with_user(self.seller_a)
        specification = {"name": {}, "partner_id": {"fields": {"display_name": {}}}}
        orders.web_search_read([], specification, limit=80)
        self.env.invalidate_all()
        with self.assertQueryCount(3):  # orders, their partners' names, our company
            page = orders.web_search_read([], specification, limit=80)
        self.assertEqual(page["length"], 2)

    def test_a_long_list_says_that_there_are_more_and_a_short_one_counts(self):
        customers = type(self.env["res.partner"])
        for records, limit in ((20_001, "80"), (20_000, None)):
            self.env.registry.clear_cache("templates")
            with patch.object(customers, "_estimated_records", return_value=records):
                arch, _view = self.env["res.partner"]._get_view(view_type="list")
            self.assertEqual(arch.get("count_limit"), limit)
        page = self.env["res.partner"].web_search_read([], {"name": {}}, limit=3, count_limit=4)
        self.assertEqual((len(page["records"]), page["length"]), (3, 4))
