from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation, UniqueViolation

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestGroupSteps(PortalHttpCase):
    """Other minimums and steps for a group of customers, kept to on every way into the basket and out of it."""

    def setUp(self):
        super().setUp()
        self.top = self._create_customer_group("Hotels")
        self.group = self._create_customer_group("Small hotels", self.top, customers=[self.customer_a])
        self.family = self.env["product.category"].create({"name": "Crockery"})
        self.cups = self.env["product.category"].create({"name": "Cups", "parent_id": self.family.id})
        self.cup.write({"categ_id": self.cups.id, "order_multiple": 6})
        self.authenticate("buyer_a", "buyer_a")

    def _say(self, minimum=0, multiple=0, group=None, **about):
        return self.env["portal.order.step"].create(
            {
                "customer_group_id": (group or self.group).id,
                "order_minimum": minimum,
                "order_multiple": multiple,
                **(about or {"product_tmpl_id": self.cup.product_tmpl_id.id}),
            }
        )

    def _steps(self, contact=None, product=None):
        product = product or self.cup
        steps = product._order_steps(contact or self.contact_a)[product]
        return float(steps.minimum), float(steps.multiple)

    def test_the_nearest_line_decides(self):
        self.assertEqual(self._steps(), (0, 6))
        self._say(2, 2, self.top, categ_id=self.family.id)
        self.assertEqual(
            self._steps(), (2, 2), "what is said for him goes before what the product says of itself"
        )
        self.assertEqual(self._steps(self.contact_b), (0, 6), "of another group nothing is said")
        self._say(3, 3, self.group, categ_id=self.family.id)
        self.assertEqual(self._steps(), (3, 3), "his own group before the one above")
        self._say(4, 4, self.top, categ_id=self.cups.id)
        self.assertEqual(self._steps(), (4, 4), "the nearer family before the nearer group")
        self._say(0, 0, self.top)
        self.assertEqual(self._steps(), (0, 0), "the product before all families; any quantity")
        second = self._create_customer_group("Chain", customers=[self.customer_a])
        for group, multiple in ((self.group, 10), (second, 5)):
            self._say(0, multiple, group)
        self.assertEqual(self._steps(), (0, 5), "of two groups as near the one that asks less")

    def test_lines_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._say(9, 9).company_id = other
        self.assertEqual(self._steps(), (0, 6))

    def test_one_query_for_all_products(self):
        self._say(4, 4, self.top, categ_id=self.family.id)
        products = self.cup | self.plate | self.secret
        products._order_steps(self.contact_a)
        self.env["portal.order.step"].search([]).invalidate_recordset()
        with self.assertQueryCount(2):
            products._order_steps(self.contact_a)

    def test_catalogue_quick_order_basket_and_sending(self):
        line = self._say(10, 5)
        page = self._get("/my/catalogue?search=CUP-1")
        self.assertIn("Sold from 10 on, in steps of 5.", self._text(page))
        self.assertIn('value="10"', page.text)
        response = self._post("/my/quick-order/check", {"paste": "CUP-1 11"})
        self.assertIn("15 Units instead of 11", self._text(response))
        answer = self.make_jsonrpc_request("/my/basket/put", {"product_id": self.cup.id, "quantity": "1"})
        self.assertIn("10 Units instead of 1", answer["corrections"][0])
        basket = self._basket(self.buyer_a)
        response = self._send(basket, **{f"quantity-{basket.order_line.id}": "12"})
        self.assertIn("15 Units instead of 12", self._text(response))
        self.assertEqual((basket.state, basket.order_line.product_uom_qty), ("draft", 15))
        line.order_multiple = 20
        self.assertIn("20 Units instead of 15", self._text(self._send(basket)))
        self.assertEqual(basket.state, "draft")
        self._send(basket)
        self.assertRecordValues(basket, [{"state": "sale"}])
        self.assertEqual(basket.order_line.product_uom_qty, 20)

    def test_staff_are_warned_by_the_customers_own(self):
        self._say(10, 0)
        with (
            self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs,
            Form(self.env["sale.order"].with_user(self.seller_a)) as form,
        ):
            form.partner_id = self.customer_a
            with form.order_line.new() as line:
                line.product_id = self.cup
                line.product_uom_qty = 5
        self.assertIn("Sold from 10 on.", logs.output[-1])

    def test_a_line_says_one_thing_once(self):
        template = self.cup.product_tmpl_id.id
        with mute_logger("odoo.sql_db"):
            for about in (
                {"product_tmpl_id": False},
                {"product_tmpl_id": template, "categ_id": self.cups.id},
            ):
                with self.assertRaises(CheckViolation), self.env.cr.savepoint():
                    self._say(1, 1, **about)
            self._say(1, 1)
            with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
                self._say(2, 2)
        with self.assertRaises(ValidationError):
            self._say(-1, 0, self.top)

    def test_the_administrator_sets_it_and_customers_read_nothing_of_it(self):
        line = self._say(1, 1)
        lines = self.env["portal.order.step"]
        self.assertTrue(lines.with_user(self.admin_user).has_access("write"))
        for user in (self.seller_a, self.manager, self.buyer_a):
            self.assertFalse(lines.with_user(user).has_access("read"))
        action = self.group.with_user(self.admin_user).action_open_order_steps()
        self.assertEqual(lines.search(action["domain"]), line)
