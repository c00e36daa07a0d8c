from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceConditions(PriceCommon):
    """Conditions typed on a customer's form, priced by Odoo's own engine."""

    def test_nearest_condition_counts_alone_on_top_of_the_house_list(self):
        other = self._create_sold("Lamp")
        branded = self._create_sold("Stool", self.chairs, product_brand_id=self.brand.id)
        self.customer_a.price_general_discount = 2
        self._condition(self.customer_a, categ_id=self.family.id, discount=5)
        self._condition(self.customer_a, categ_id=self.chairs.id, discount=10)
        self._condition(self.customer_a, product_brand_id=self.brand.id, discount=20)
        prices = [
            self._price(self.customer_a, product) for product in (other, self.desk, self.chair, branded)
        ]
        self.assertEqual(prices, [90.16, 87.40, 82.80, 73.60])  # 92 less 2, 5, 10 and 20 %
        self._condition(self.customer_a, product_tmpl_id=branded.product_tmpl_id.id, price=71.11)
        self.assertEqual(self._price(self.customer_a, branded), 71.11)
        self.assertEqual(self._price(self.customer_b, branded), 92.00)

    def test_tier_of_the_family_above_does_not_hide_the_nearer_family(self):
        self._condition(self.customer_a, categ_id=self.family.id, discount=5, min_quantity=10)
        self._condition(self.customer_a, categ_id=self.chairs.id, discount=10)
        self.assertEqual(self._price(self.customer_a, self.chair, 10), 82.80)
        self.assertEqual(self._price(self.customer_a, self.desk, 10), 87.40)
        self.assertEqual(self._price(self.customer_a, self.desk, 9), 92.00)

    def test_tiers_and_dates_of_a_special_price(self):
        template = self.desk.product_tmpl_id.id
        self._condition(self.customer_a, product_tmpl_id=template, price=80)
        self._condition(self.customer_a, product_tmpl_id=template, price=70, min_quantity=10)
        self._condition(
            self.customer_a,
            product_tmpl_id=template,
            price=60,
            date_start="2026-03-01 00:00:00",
            date_end="2026-03-31 23:59:59",
        )
        self.assertEqual(
            [self._price(self.customer_a, self.desk, quantity) for quantity in (1, 9.99, 10)], [80, 80, 70]
        )
        march = fields.Datetime.to_datetime("2026-03-15 12:00:00")
        self.assertEqual(self._price(self.customer_a, self.desk, date_order=march), 60)
        self.assertEqual(self._price(self.customer_a, self.desk, 10, date_order=march), 70)

    def test_whole_days_where_the_user_is(self):
        self.env.user.tz = "America/Sao_Paulo"
        template = self.desk.product_tmpl_id.id
        row = self._condition(
            self.customer_a, product_tmpl_id=template, price=60, day_from="2026-03-10", day_until="2026-03-10"
        )
        for moment, price in (
            ("2026-03-10 02:59:59", 92),
            ("2026-03-10 03:00:00", 60),
            ("2026-03-11 02:59:59", 60),
            ("2026-03-11 03:00:00", 92),
        ):
            found = self._price(self.customer_a, self.desk, date_order=fields.Datetime.to_datetime(moment))
            self.assertEqual(found, price, moment)
        row.write({"day_from": "2026-04-01", "day_until": "2026-04-30"})
        self.assertEqual(
            (str(row.date_start), str(row.date_end)), ("2026-04-01 03:00:00", "2026-05-01 02:59:59")
        )
        row.date_end = "2026-04-30 12:00:00"
        row.write({"day_from": False, "day_until": "2026-04-30"})
        self.assertEqual((row.date_start, str(row.date_end)), (False, "2026-04-30 12:00:00"))

    def test_brand_is_priced_alike_alone_and_among_others(self):
        branded = self._create_sold("Stool", product_brand_id=self.brand.id)
        self._condition(self.customer_a, product_brand_id=self.brand.id, discount=25)
        products = self.desk + branded + self.chair
        self.assertEqual(
            self._list_of(self.customer_a)._get_products_price(products, 1),
            {self.desk.id: 92, branded.id: 69, self.chair.id: 92},
        )
        templates = products.product_tmpl_id
        self.assertEqual(
            list(self._list_of(self.customer_a)._get_products_price(templates, 1).values()), [92, 69, 92]
        )

    def test_brand_stands_between_product_and_family_in_any_collation(self):
        """The order is PostgreSQL's of the stored key: as C, and as ICU, which passes over punctuation."""
        keys = list(dict(self.env["product.pricelist.item"]._fields["applied_on"].selection))
        expected = ["0_product_variant", "1_product", "1_z_brand", "2_product_category", "3_global"]
        self.env.cr.execute(
            "SELECT collname FROM pg_collation WHERE collname = ANY(%s)",
            [["C", "POSIX", "en_US.utf8", "pt_PT.utf8", "und-x-icu", "en-x-icu"]],
        )
        for (collation,) in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT key FROM unnest(%s) AS key ORDER BY key COLLATE %s",
                    keys,
                    SQL.identifier(collation),
                )
            )
            self.assertEqual([key for (key,) in self.env.cr.fetchall()], expected, collation)
        # Where punctuation counts for nothing, or for less than digits and letters.
        self.assertEqual(sorted(keys, key=lambda key: key.replace("_", "")), expected)
        self.assertEqual(sorted(keys, key=lambda key: key.replace("_", " ")), expected)

    def test_own_list_comes_with_the_first_condition_and_goes_with_the_last(self):
        self.assertFalse(self.customer_a.price_list_ids)
        condition = self._condition(self.customer_a, categ_id=self.family.id, discount=5)
        own = self._list_of(self.customer_a)
        self.assertEqual(
            (own.customer_id, own.customer_base_id, own.currency_id, own.company_id),
            (self.customer_a, self.house, self.house.currency_id, self.env.company),
        )
        self.assertEqual(self._list_of(self.contact_a), own)
        order = self._create_order(self.customer_a, (self.desk, 1))
        self.customer_a.price_general_discount = 3
        condition.unlink()
        self.assertEqual(self._price(self.customer_a, self.chair), 89.24)
        self.customer_a.price_general_discount = 0
        self.assertEqual(self._list_of(self.customer_a), self.house)
        self.assertEqual(order.pricelist_id, own)  # what was quoted by it still says so
        self._condition(self.customer_a, categ_id=self.chairs.id, discount=1)
        self.assertEqual(self._list_of(self.customer_a), own)
        self.assertEqual(self._price(self.customer_a, self.chair), 91.08)

    def test_form_makes_and_changes_conditions(self):
        with Form(self.customer_a.with_user(self.manager)) as form:
            form.price_general_discount = 4
            with form.price_condition_ids.new() as row:
                row.product_brand_id = self.brand
                row.percent_price = 12
            with form.price_condition_ids.new() as row:
                row.product_tmpl_id = self.desk.product_tmpl_id
                row.fixed_price = 77.7
        branded = self._create_sold("Stool", product_brand_id=self.brand.id)
        prices = [self._price(self.customer_a, product) for product in (self.chair, branded, self.desk)]
        self.assertEqual(prices, [88.32, 80.96, 77.70])
        with Form(self.customer_a.with_user(self.manager)) as form:
            with form.price_condition_ids.edit(0) as row:
                row.fixed_price = 0
                row.percent_price = 50
            form.price_condition_ids.remove(1)
        prices = [self._price(self.customer_a, product) for product in (branded, self.desk)]
        self.assertEqual(prices, [88.32, 46.00])

    def test_another_house_list_comes_below_the_conditions(self):
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        own = self._list_of(self.customer_a)
        better = self.house.copy({"name": "Key accounts"})
        better.item_ids.percent_price = 20
        for field, pricelist, price in (
            ("property_product_pricelist", better, 72.0),
            ("specific_property_product_pricelist", self.house, 82.8),
            ("price_base_id", better, 72.0),
        ):
            with self.subTest(field=field):
                self.customer_a[field] = pricelist
                self.assertEqual(self._list_of(self.customer_a), own)
                self.assertEqual(own.customer_base_id, pricelist)
                self.assertEqual(self._price(self.customer_a, self.desk), price)
        self.house.item_ids.percent_price = 50  # what the house changes in its list follows at once
        self.customer_a.price_base_id = self.house
        self.assertEqual(self._price(self.customer_a, self.desk), 45.0)

    def test_special_prices_hold_the_currency(self):
        self._condition(self.customer_a, product_tmpl_id=self.desk.product_tmpl_id.id, price=80)
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "ILS")])
        currency.active = True
        abroad = self.house.copy({"name": "Abroad", "currency_id": currency.id})
        with self.assertRaisesRegex(ValidationError, "1 special prices in"), self.cr.savepoint():
            self.customer_a.property_product_pricelist = abroad
        self.customer_a.invalidate_recordset()
        self.assertEqual(self.customer_a.price_base_id, self.house)
        self.customer_a.price_condition_ids.unlink()
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self.customer_a.property_product_pricelist = abroad
        self.assertEqual(self._list_of(self.customer_a).currency_id, currency)

    def test_own_lists_are_nobody_elses(self):
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        own = self._list_of(self.customer_a)
        (self.env["product.pricelist"].search([]) - own).action_archive()
        stranger = self._create_customer("Gama Lda")
        self.assertFalse(self._list_of(stranger))
        with self.assertRaisesRegex(ValidationError, "own conditions"):
            self.house.item_ids.write({"base": "pricelist", "base_pricelist_id": own.id})

    def test_own_list_set_as_the_price_list(self):
        """As a program might that writes back what it has read; and never to somebody else."""
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        own = self._list_of(self.customer_a)
        self.customer_a.property_product_pricelist = own
        self.assertEqual((self.customer_a.price_base_id, own.customer_base_id), (self.house, self.house))
        for name in ("property_product_pricelist", "specific_property_product_pricelist"):
            with self.assertRaisesRegex(ValidationError, "own conditions cannot"), self.cr.savepoint():
                self.customer_b[name] = own
        self.env.invalidate_all()
        self.assertEqual(self._list_of(self.customer_b), self.house)

    def test_refused_input(self):
        for values, text in (
            ({"discount": 101}, "between 0 and 100 %"),
            ({"discount": -5}, "between 0 and 100 %"),
            ({"price": -1}, "not negative"),
            ({"price": 0}, "give a discount or a price"),
            ({"discount": 5, "min_quantity": -1}, "not negative"),
            ({"discount": 5, "applied_on": "1_z_brand"}, "Name the brand"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(ValidationError, text),
                self.cr.savepoint(),
            ):
                self._condition(self.customer_a, **values)
        self.env.invalidate_all()
        self.assertFalse(self.customer_a.price_list_ids)
        for percent in (-5, 1000):
            with self.assertRaisesRegex(ValidationError, "between 0 and 100 %"), self.cr.savepoint():
                self.customer_a.price_general_discount = percent
        self.env.invalidate_all()
        self.assertFalse(self.customer_a.price_list_ids)
        self._condition(self.customer_a, discount=5, min_quantity=10)
        base_row = self._list_of(self.customer_a).item_ids.filtered("is_customer_base")
        with self.assertRaisesRegex(ValidationError, "it stays"):
            base_row.unlink()
        self.env.ref("base.group_user").implied_ids -= self.env.ref("product.group_product_pricelist")
        with self.assertRaisesRegex(ValidationError, "switched off"):
            self._condition(self.customer_b, discount=5)

    def test_each_company_has_its_own_conditions(self):
        other = self.env["res.company"].create({"name": "Other house"})
        self.env.user.company_ids |= other
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        there = self.customer_a.with_company(other)
        self.assertNotEqual(there.property_product_pricelist, self._list_of(self.customer_a))
        there.price_general_discount = 7
        self.assertEqual(self.customer_a.with_company(self.env.company).price_general_discount, 0)
        self.assertEqual(len(self.customer_a.price_list_ids), 2)
        self._condition(there, categ_id=self.family.id, discount=20)
        prices = [pricelist._get_product_price(self.desk, 1) for pricelist in self.customer_a.price_list_ids]
        self.assertEqual(prices, [82.8, 80.0])

    @freeze_time("2026-05-05 10:00:00")
    def test_many_customers_are_priced_with_few_queries(self):
        customers = self.customer_a.browse()
        for number in range(40):
            customers |= self._create_customer(f"Customer{number}", property_product_pricelist=self.house.id)
        for customer in customers[:10]:
            customer.price_general_discount = 5
        customers[20:30].price_head_id = customers[0]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=20):
            lists = customers.mapped("property_product_pricelist")
        self.assertEqual(len(lists), 11)

    def test_own_lists_of_others_are_no_choice_on_an_order(self):
        """The choice on an order offers the house's lists and the customer's own."""
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self._condition(self.customer_b, categ_id=self.family.id, discount=10)
        own_a, own_b = self._list_of(self.customer_a), self._list_of(self.customer_b)
        order = self._create_order(self.contact_a, (self.desk, 1))
        offered = self.env["product.pricelist"].search(
            [
                ("id", "in", (own_a | own_b | self.house).ids),
                "|",
                ("customer_id", "=", False),
                ("customer_id", "parent_of", order.partner_id.ids),
            ]
        )
        self.assertEqual(offered, own_a | self.house)

    def test_list_given_on_the_form_of_a_linked_customer_is_refused(self):
        self.customer_a.price_head_id = self.customer_b
        with self.assertRaisesRegex(UserError, "has the prices of Beta Lda"):
            self.customer_a.write({"property_product_pricelist": self.house.copy().id})
