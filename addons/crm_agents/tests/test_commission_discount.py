"""Discounts of a whole document: who bears them, and what the rules see of them."""

from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionDiscount(AgentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.discount = cls._create_sold("Discount", type="service", is_storable=False)
        cls.env.company.sale_discount_product_id = cls.discount
        cls._assign(cls.customer_a, cls.agent_a)

    def _bases(self):
        return {entry.product_id.name: (entry.base, entry.amount) for entry in self._entries()}

    def test_margin_plan_shares_it_by_price_not_by_margin(self):
        self.agent_a.commission_plan_id = self._create_plan(10, base="margin")
        self.desk.standard_price, self.chair.standard_price = 300, 380
        self._invoice(self.customer_a, (self.desk, 600), (self.chair, 400), (self.discount, -100))
        # 540 less 300; the chair went for 360, below its cost, and takes nothing from the desk
        self.assertEqual(self._bases(), {"Desk": (240.00, 24.00)})

    def test_margin_plan_of_goods_at_cost(self):
        self.agent_a.commission_plan_id = self._create_plan(10, base="margin")
        self.desk.standard_price, self.chair.standard_price = 100, 100
        self._invoice(self.customer_a, (self.desk, 300), (self.chair, 100), (self.discount, -40))
        self.assertEqual(self._bases(), {"Desk": (170.00, 17.00)})

    def test_rule_by_discount_sees_it(self):
        by_discount = (2, {"has_discount_from": True, "discount_from": 10})
        self.agent_a.commission_plan_id = self._create_plan(by_discount, 5)
        self._invoice(self.customer_a, (self.desk, 100), (self.discount, -9))
        self._invoice(self.customer_a, (self.desk, 100), (self.discount, -15))
        self.assertEqual(self._entries().mapped("amount"), [4.55, 1.70])
        self.assertEqual(self._entries()[-1:].trace["discount"], "15.00")

    def test_rule_by_discount_sees_it_on_lines_without_product(self):
        by_discount = (2, {"has_discount_from": True, "discount_from": 19})
        self.agent_a.commission_plan_id = self._create_plan(by_discount, 5)
        line = {"name": "By hand", "quantity": 1, "price_unit": 100, "discount": 10, "tax_ids": []}
        self._invoice(self.customer_a, line)
        self._invoice(self.customer_a, line, (self.discount, -9))
        self.assertEqual(self._entries().mapped("amount"), [4.50, 1.62])

    def test_rule_by_margin_sees_it(self):
        self.agent_a.commission_plan_id = self._create_plan(
            (5, {"has_margin_from": True, "margin_from": 40}), 3
        )
        self._invoice(self.customer_a, (self.desk, 100))
        self._invoice(self.customer_a, (self.desk, 100), (self.discount, -20))
        self.assertEqual(self._entries().mapped("amount"), [5.00, 2.40])

    def test_list_price_with_tax_within(self):
        """118 with 18 % tax within are 100: sold at the list price, nothing was given off it."""
        by_discount = (2, {"has_discount_from": True, "discount_from": 10})
        self.agent_a.commission_plan_id = self._create_plan(by_discount, 5)
        within = self.tax.copy({"name": "18 % within", "price_include_override": "tax_included"})
        self.desk.write({"taxes_id": [Command.set(within.ids)], "list_price": 118})
        self._invoice(self.customer_a, (self.desk, 118))
        self._invoice(self.customer_a, (self.desk, 106.20))
        self.assertEqual(self._entries().mapped("amount"), [5.00, 1.80])
        self.assertEqual(self._entries()[-1:].trace["discount"], "10.00")

    def test_list_price_of_a_unit_sold_by_the_dozen(self):
        by_discount = (2, {"has_discount_from": True, "discount_from": 10})
        self.agent_a.commission_plan_id = self._create_plan(by_discount, 5)
        dozen = self.env.ref("uom.product_uom_dozen")
        line = {"product_id": self.desk.id, "quantity": 1, "product_uom_id": dozen.id}
        self._invoice(self.customer_a, {**line, "price_unit": 1140})
        self._invoice(self.customer_a, {**line, "price_unit": 1080})
        self.assertEqual(self._entries().mapped("amount"), [57.00, 21.60])
