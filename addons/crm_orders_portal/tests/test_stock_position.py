from odoo.tests import tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestStockPosition(PortalCommon):
    def _position(self, product, warehouse=None):
        self.env["stock.position"].invalidate_model()
        position = self.env["stock.position"].search(
            [("product_id", "=", product.id), ("warehouse_id", "=", (warehouse or self.warehouse).id)]
        )
        self.assertEqual(len(position), 1)
        return position.on_hand, position.reserved, position.incoming, position.available, position.forecast

    def test_sold_bought_delivered(self):
        self.assertEqual(self._position(self.cup), (100, 0, 0, 100, 100))
        order = self._create_order(self.customer_a, (self.cup, 30))
        self.assertEqual(self._position(self.cup), (100, 0, 0, 100, 100), "a quotation holds nothing")
        order.action_confirm()
        self.assertEqual(self._position(self.cup), (100, 30, 0, 70, 70))
        self._buy(self.cup, 50)
        self.assertEqual(self._position(self.cup), (100, 30, 50, 70, 120))
        self._deliver(order, {self.cup: 10})
        self.assertEqual(self._position(self.cup), (90, 20, 50, 70, 120))
        order.action_cancel()
        self.assertEqual(self._position(self.cup), (90, 0, 50, 90, 140))

    def test_sold_beyond_stock_is_reserved_all_the_same(self):
        self._create_order(self.customer_a, (self.plate, 7)).action_confirm()
        self.assertEqual(self._position(self.plate), (0, 7, 0, -7, -7))

    def test_delivery_in_three_steps_counts_once(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self._create_order(self.customer_a, (self.cup, 30))
        order.action_confirm()
        self.assertEqual(self._position(self.cup), (100, 30, 0, 70, 70))
        self._deliver(order, {self.cup: 12})
        self.assertEqual(self._position(self.cup), (100, 30, 0, 70, 70), "picked is not delivered")

    def test_receipt_in_two_steps_counts_once(self):
        self.warehouse.reception_steps = "two_steps"
        purchase = self._buy(self.cup, 50)
        self.assertEqual(self._position(self.cup), (100, 0, 50, 100, 150))
        receipt = purchase.picking_ids
        receipt.move_ids.write({"quantity": 50, "picked": True})
        receipt.button_validate()
        self.assertEqual(self._position(self.cup), (150, 0, 0, 150, 150))

    def test_a_product_without_movement_has_a_line_in_every_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "North", "code": "NTH"})
        self.assertEqual(self._position(self.plate), (0, 0, 0, 0, 0))
        self._stock(self.plate, 5, other)
        self.assertEqual(self._position(self.plate, other), (5, 0, 0, 5, 5))
        self.assertEqual(self._position(self.plate), (0, 0, 0, 0, 0))

    def test_19_fifty_products_in_three_warehouses_in_five_queries(self):
        warehouses = self.warehouse | self.env["stock.warehouse"].create(
            [{"name": f"W{number}", "code": f"W{number}"} for number in (1, 2)]
        )
        products = self.cup.browse()
        for number in range(50):
            products |= self._create_goods(f"Thing {number}")
            self._stock(products[-1:], number + 1, warehouses[number % 3])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(5):
            positions = self.env["stock.position"].search_read(
                [("product_id", "in", products.ids), ("warehouse_id", "in", warehouses.ids)],
                ["on_hand", "reserved", "incoming", "available", "forecast"],
                load=None,
            )
        self.assertEqual(len(positions), 150)
        self.assertEqual(sum(row["on_hand"] for row in positions), sum(range(51)))

    def test_on_the_order_line(self):
        order = self._create_order(self.customer_a, (self.cup, 30))
        self.assertEqual(order.order_line.position_available, 100)
        self._buy(self.cup, 50)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.position_incoming, 50)

    def test_customers_have_no_way_to_it(self):
        self.assertFalse(self.env["stock.position"].with_user(self.buyer_a).has_access("read"))
        self.assertTrue(self.env["stock.position"].with_user(self.seller_a).has_access("read"))
