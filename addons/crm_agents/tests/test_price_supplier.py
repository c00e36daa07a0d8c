from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceSupplier(PriceCommon):
    """Prices that follow the supplier's, in his unit and currency."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.env["res.partner"].create({"name": "One", "supplier_rank": 1})
        cls.two = cls.env["res.partner"].create({"name": "Two", "supplier_rank": 1})
        cls.list = cls.env["product.pricelist"].create({"name": "Supplier + 25 %"})
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.customer_a.property_product_pricelist = cls.list

    def _sold_by(self, product, supplier, price, **values):
        return self.env["product.supplierinfo"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "partner_id": supplier.id,
                "price": price,
                **values,
            }
        )

    def _rules(self, *families, **values):
        wizard = self.env["agent.price.supplier"].create(
            {
                "pricelist_id": self.list.id,
                "markup": 25,
                "categ_ids": [Command.set([family.id for family in families])],
                **values,
            }
        )
        return self.env["product.pricelist.item"].search(wizard.action_create_rules()["domain"])

    def test_price_follows_the_supplier(self):
        self._rules()
        row = self._sold_by(self.desk, self.one, 40)
        self.assertEqual(self._price(self.customer_a, self.desk), 50)
        row.price = 44
        self.assertEqual(self._price(self.customer_a, self.desk), 55)
        row.discount = 10
        self.assertEqual(self._price(self.customer_a, self.desk), 49.5)

    def test_product_without_supplier_price_is_not_for_nothing(self):
        self._rules()
        self.assertEqual(self._price(self.customer_a, self.desk), 100)  # no rule holds: the sales price
        self.env["product.pricelist.item"].create(
            {"pricelist_id": self.list.id, "compute_price": "percentage", "percent_price": 5}
        )
        self.assertEqual(self._price(self.customer_a, self.desk), 95)
        self._sold_by(self.desk, self.one, 40, date_end="2020-01-01")
        self.assertEqual(self._price(self.customer_a, self.desk), 95)

    def test_day_of_the_price_is_that_of_the_user(self):
        """At half past midnight in Jerusalem the supplier's new price holds, whatever day it is in UTC."""
        self._rules()
        self._sold_by(self.desk, self.one, 40, date_end="2026-11-22")
        self._sold_by(self.desk, self.one, 48, date_start="2026-11-23")
        self.env.user.tz = "Asia/Jerusalem"
        for moment, price in (("2026-11-22 21:30:00", 50), ("2026-11-22 22:30:00", 60)):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(self._price(self.customer_a, self.desk), price)

    def test_two_suppliers_of_one_family(self):
        self._rules(self.family, supplier_id=self.one.id)
        self._rules(self.family, supplier_id=self.two.id, markup=50)
        self._sold_by(self.desk, self.one, 40)
        self._sold_by(self.chair, self.two, 20)
        self.assertEqual(self._price(self.customer_a, self.desk), 50)
        self.assertEqual(self._price(self.customer_a, self.chair), 30)

    def test_units(self):
        self._rules()
        self.desk.uom_ids = self.dozen
        row = self._sold_by(self.desk, self.one, 480, product_uom_id=self.dozen.id, min_qty=2)
        for quantity, unit, price in (
            (24, self.unit, 50.0),  # two dozen reach his minimum
            (2, self.dozen, 600.0),
            (23, self.unit, 100.0),  # his minimum is two dozen, not two: the sales price
            (1, self.dozen, 1200.0),
        ):
            with self.subTest(quantity=quantity, unit=unit.name):
                found = self.list._get_product_price(self.desk, quantity, uom=unit)
                self.assertAlmostEqual(found, price)
        self.list.item_ids.write({"no_supplierinfo_min_quantity": True})
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1, uom=self.unit), 50)
        row.discount = 10
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1, uom=self.dozen), 540)
        self.list.item_ids.write({"no_supplierinfo_discount": True})
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1, uom=self.dozen), 600)

    def test_currencies(self):
        self._rules()
        company = self.env.company.currency_id
        dollar, shekel = (
            self.env["res.currency"].create(
                {
                    "name": name,
                    "symbol": name,
                    "rate_ids": [Command.create({"name": "2020-01-01", "rate": rate})],
                }
            )
            for name, rate in (("QQD", 2.0), ("QQS", 4.0))
        )
        self._sold_by(self.desk, self.one, 40, currency_id=dollar.id)
        self.assertEqual(self.list.currency_id, company)
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1), 25)
        self.list.currency_id = shekel
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1), 100)
        self.assertAlmostEqual(self.list._get_product_price(self.desk, 1, currency=dollar), 50)

    def test_formula(self):
        self._rules(round_step=0.5, surcharge=-0.01)
        self._sold_by(self.desk, self.one, 39.9)
        self.assertEqual(self._price(self.customer_a, self.desk), 49.99)

    def test_customer_conditions_on_top(self):
        self._rules()
        self._sold_by(self.desk, self.one, 40)
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self.assertEqual(self._price(self.customer_a, self.desk), 45)

    def test_seller_sells_at_it_without_seeing_what_we_pay(self):
        self._rules()
        self._sold_by(self.desk, self.one, 40)
        order = self.env["sale.order"].with_user(self.seller_a)
        order = order.create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [Command.create({"product_id": self.desk.id, "product_uom_qty": 1})],
            }
        )
        self.assertEqual(order.order_line.price_subtotal, 50)

    def test_wizard_says_how_many_products_have_a_price(self):
        self._sold_by(self.desk, self.one, 40)
        wizard = self.env["agent.price.supplier"].create(
            {"pricelist_id": self.list.id, "categ_ids": [Command.set(self.family.ids)]}
        )
        self.assertEqual((wizard.priced_count, wizard.product_count), (1, 2))
        wizard.categ_ids = self.chairs
        self.assertEqual((wizard.priced_count, wizard.product_count), (0, 1))
        wizard.categ_ids, wizard.supplier_id = self.family, self.two
        self.assertEqual(wizard.priced_count, 0)
        self._sold_by(self.chair, self.two, 12)
        wizard.invalidate_recordset()
        self.assertEqual(wizard.priced_count, 1)

    def test_wizard_changes_the_rule_that_is_there(self):
        rule = self._rules(self.family, supplier_id=self.one.id)
        again = self._rules(self.family, supplier_id=self.one.id, markup=30)
        self.assertEqual((again, rule.price_discount), (rule, -30))
        self.assertEqual(len(self._rules(self.family, self.chairs)), 2)
        with self.assertRaises(ValidationError):
            self._rules(markup=-100)
        with self.assertRaises(AccessError):
            self.env["agent.price.supplier"].with_user(self.manager).create(
                {"pricelist_id": self.list.id}
            ).action_create_rules()
