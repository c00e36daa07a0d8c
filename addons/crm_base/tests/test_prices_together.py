from odoo import Command
from odoo.tests import tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestPricesTogether(ObligoCommon):
    """Products priced together cost what each costs alone, and the rules are read once for all of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        family = cls.env["product.category"].create({"name": "Family"})
        cls.below = cls.env["product.category"].create({"name": "Below", "parent_id": family.id})
        cls.products = cls.env["product.product"].concat(
            *(
                cls._create_goods(f"Goods {number}", price=100.0 + number, categ_id=categ.id)
                for number, categ in enumerate([family, cls.below, cls.env["product.category"]] * 4)
            )
        )
        first, second, third, fourth = cls.products[:4]
        cls.house = cls._create_pricelist(
            {"compute_price": "percentage", "percent_price": 10, "applied_on": "3_global"},
            {
                "applied_on": "2_product_category",
                "categ_id": family.id,
                "min_quantity": 10,
                "fixed_price": 50,
            },
            {"applied_on": "2_product_category", "categ_id": cls.below.id, "fixed_price": 70},
            {"applied_on": "1_product", "product_tmpl_id": first.product_tmpl_id.id, "fixed_price": 30},
            {
                **{"applied_on": "0_product_variant", "product_id": second.id, "fixed_price": 20},
                **{"product_tmpl_id": second.product_tmpl_id.id, "min_quantity": 5},
            },
            # Long over.
            {
                **{"applied_on": "1_product", "product_tmpl_id": third.product_tmpl_id.id, "fixed_price": 1},
                **{"date_end": "2020-01-01 00:00:00"},
            },
        )
        resting = {"base": "pricelist", "base_pricelist_id": cls.house.id}
        cls.own = cls._create_pricelist(
            {"compute_price": "percentage", "percent_price": 5, "applied_on": "3_global", **resting},
            {"applied_on": "1_product", "product_tmpl_id": fourth.product_tmpl_id.id, "fixed_price": 9},
        )

    @classmethod
    def _create_pricelist(cls, *rules):
        rules = [Command.create({"compute_price": "fixed", **rule}) for rule in rules]
        return cls.env["product.pricelist"].create({"name": "List", "item_ids": rules})

    def test_prices_are_those_of_each_alone(self):
        nobody = self.env["product.pricelist"]
        for pricelist in (self.house, self.own, nobody):
            for quantity in (1, 5, 10):
                for day in (False, "2019-06-01 12:00:00"):
                    with self.subTest(pricelist=pricelist, quantity=quantity, day=day):
                        together = pricelist._compute_price_rule(self.products, quantity, date=day)
                        alone = {}
                        for product in self.products:
                            alone |= pricelist._compute_price_rule(product, quantity, date=day)
                        self.assertEqual(together, alone)
        prices = self.own._get_products_price(self.products[:4], 5)
        self.assertEqual([round(price, 2) for price in prices.values()], [28.5, 19.0, 87.21, 9.0])

    def test_templates_and_units_are_priced_as_ever(self):
        templates = self.products.product_tmpl_id
        together = self.own._get_products_price(templates, 1)
        self.assertEqual(together, {one.id: self.own._get_product_price(one, 1) for one in templates})
        dozen = self.env.ref("uom.product_uom_dozen")
        together = self.own._get_products_price(self.products, 1, uom=dozen)
        self.assertEqual(
            together, {one.id: self.own._get_product_price(one, 1, uom=dozen) for one in self.products}
        )

    def test_rules_at_hand_are_not_those_of_other_products(self):
        """Other products than those whose rules are at hand, and another day, are looked for anew."""
        ready = self.house._with_rules_of(self.products[2:6])
        self.assertEqual(ready._get_product_price(self.products[0], 1), 30)
        self.assertEqual(ready._get_product_price(self.products[2], 1, date="2019-06-01 12:00:00"), 1)
        self.assertEqual(ready._get_product_price(self.products[2], 1), 91.8)

    def test_queries_do_not_grow_with_the_products(self):
        counts = []
        # Once before, for what is read of the company and its users whatever is priced.
        for products in (self.products[:4], self.products[:4], self.products):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.own._get_products_price(products, 1)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
