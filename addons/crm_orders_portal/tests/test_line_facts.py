from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestLineFacts(PortalCommon):
    def _sold(self, customer, quantity, price, days_ago, product=None):
        order = self._create_order(customer, (product or self.cup, quantity))
        order.order_line.price_unit = price
        order.action_confirm()
        order.date_order = fields.Datetime.now() - timedelta(days=days_ago)
        return order

    def _facts(self, order, user=None):
        self.env.invalidate_all()
        return [line.line_facts for line in order.order_line.with_user(user or self.seller_a)]

    def test_stock_arrivals_and_last_sales(self):
        today = fields.Date.context_today(self.env.user)
        for number, price in enumerate((9.0, 8.5, 8.0, 7.5)):
            self._sold(self.contact_a, 10 + number, price, days_ago=40 - number * 10)
        self._sold(self.customer_b, 99, 1.0, days_ago=1)
        self._buy(self.cup, 50, days=5)
        self._buy(self.cup, 20, days=5)
        self._buy(self.cup, 7, days=30)
        [facts] = self._facts(self._create_order(self.customer_a, (self.cup, 3)))
        held = 10 + 11 + 12 + 13 + 99
        self.assertEqual(
            facts["stock"], {"on_hand": 100, "reserved": held, "available": 100 - held, "incoming": 77}
        )
        self.assertEqual(
            facts["arrivals"],
            [[str(today + timedelta(days=5)), 70], [str(today + timedelta(days=30)), 7]],
        )
        sales = [(sale["quantity"], sale["price"]) for sale in facts["sales"]]
        self.assertEqual(sales, [(13, 7.5), (12, 8.0), (11, 8.5)], "his own, the latest three")

    def test_the_order_itself_is_no_earlier_sale(self):
        order = self._sold(self.customer_a, 5, 9.0, days_ago=1)
        self.assertEqual(self._facts(order)[0]["sales"], [])

    def test_services_and_notes(self):
        advice = self._create_goods("Advice", type="service", is_storable=False)
        order = self._create_order(self.customer_a, (advice, 1))
        order.order_line = [Command.create({"display_type": "line_note", "name": "By hand"})]
        service, note = self._facts(order)
        self.assertEqual((service["stock"], service["arrivals"], note), (False, [], False))

    def test_as_many_queries_for_fifty_lines_as_for_five(self):
        products = [self._create_goods(f"Thing {number}") for number in range(50)]
        for product in products[:10]:
            self._sold(self.customer_a, 1, 5.0, days_ago=3, product=product)
        counts = []
        for count in (5, 50):
            order = self._create_order(self.customer_a, *((product, 1) for product in products[:count]))
            self._facts(order)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.order_line.with_user(self.seller_a).mapped("line_facts")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 30)

    def test_of_a_line_that_is_being_typed(self):
        self._sold(self.customer_a, 4, 6.0, days_ago=2)
        order = self.env["sale.order"].with_user(self.seller_a).new({"partner_id": self.customer_a.id})
        line = order.order_line.new({"order_id": order.id, "product_id": self.cup.id, "product_uom_qty": 1})
        self.assertEqual([sale["price"] for sale in line.line_facts["sales"]], [6.0])

    def test_repeat_last_order(self):
        self._sold(self.customer_a, 5, 9.0, days_ago=10)
        last = self._sold(self.contact_a, 8, 9.0, days_ago=1)
        last.order_line = [Command.create({"product_id": self.plate.id, "product_uom_qty": 3})]
        self._sold(self.customer_b, 77, 9.0, days_ago=0)
        order = self._create_order(self.customer_a).with_user(self.seller_a)
        self.assertIs(order.action_repeat_last_order(), True)
        self.assertRecordValues(
            order.order_line,
            [
                {"product_id": self.cup.id, "product_uom_qty": 8, "price_unit": 10.0},
                {"product_id": self.plate.id, "product_uom_qty": 3, "price_unit": 4.0},
            ],
        )
        self.plate.product_tmpl_id.sale_ok = False
        again = self._create_order(self.customer_a).with_user(self.seller_a)
        self.assertIn("White plate", again.action_repeat_last_order()["params"]["message"])
        self.assertEqual(again.order_line.product_id, self.cup)

    def test_nothing_to_repeat(self):
        order = self._create_order(self.customer_a)
        with self.assertRaisesRegex(UserError, "no earlier order"):
            order.action_repeat_last_order()
        self.assertFalse(order.order_line)


@tagged("post_install", "-at_install")
class TestStockByDay(PortalCommon):
    def _days(self, product):
        self.env["stock.position.day"].invalidate_model()
        rows = self.env["stock.position.day"].search([("product_id", "=", product.id)])
        return [(row.date, row.arriving, row.promised, row.forecast) for row in rows]

    def test_arrivals_and_promises_by_day(self):
        today = fields.Date.context_today(self.env.user)
        now = fields.Datetime.now()
        self.assertEqual(self._days(self.cup), [(today, 0, 0, 100)])
        order = self._create_order(self.customer_a, (self.cup, 130))
        order.action_confirm()
        order.picking_ids.move_ids.date = now + timedelta(days=9)
        self._buy(self.cup, 50, days=5)
        self.assertEqual(
            self._days(self.cup),
            [
                (today, 0, 0, 100),
                (today + timedelta(days=5), 50, 0, 150),
                (today + timedelta(days=9), 0, 130, 20),
            ],
        )
        order.picking_ids.move_ids.date = now - timedelta(days=3)
        self.assertEqual(self._days(self.cup)[0], (today, 0, 130, -30), "what is late stands at today")

    def test_the_last_day_is_the_forecast_of_the_position(self):
        self._create_order(self.customer_a, (self.cup, 130)).action_confirm()
        self._buy(self.cup, 50, days=5)
        position = self.env["stock.position"].search(
            [("product_id", "=", self.cup.id), ("warehouse_id", "=", self.warehouse.id)]
        )
        self.assertEqual(self._days(self.cup)[-1][-1], position.forecast)
        action = position.with_user(self.seller_a).action_open_days()
        days = self.env["stock.position.day"].with_user(self.seller_a).search(action["domain"])
        self.assertEqual(days[-1:].forecast, 20)

    def test_ids_are_told_apart_and_stay_exact_in_a_browser(self):
        self._stock(self.plate, 5)
        self._create_order(self.customer_a, (self.plate, 1), (self.cup, 1)).action_confirm()
        rows = self.env["stock.position.day"].search([("product_id", "in", (self.cup | self.plate).ids)])
        self.assertEqual(len(set(rows.ids)), len(rows))
        self.assertLess(max(rows.ids), 2**53)
        self.assertEqual(rows.browse(rows.ids[0]).product_id, rows[0].product_id)

    def test_customers_have_no_way_to_it(self):
        self.assertFalse(self.env["stock.position.day"].with_user(self.buyer_a).has_access("read"))
        self.assertTrue(self.env["stock.position.day"].with_user(self.seller_a).has_access("read"))
