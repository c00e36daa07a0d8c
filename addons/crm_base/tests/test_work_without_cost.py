"""Selling, receiving and delivering by users who see no cost."""

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestWorkWithoutCost(ObligoCommon):
    """What those who see no cost do all day, goes on with the figures it had."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.storekeeper = cls._create_user("storekeeper", "stock.group_stock_user")
        cls.product = cls._create_goods(price=100.0, cost=60.0)
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.env.company.id)], limit=1)

    def _receive(self, quantity, user):
        picking = (
            self.env["stock.picking"]
            .with_user(user)
            .create(
                {
                    "picking_type_id": self.warehouse.in_type_id.id,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                    "move_ids": [
                        Command.create({"product_id": self.product.id, "product_uom_qty": quantity}),
                    ],
                }
            )
        )
        picking.action_confirm()
        return picking

    def test_seller_sells_and_the_margin_is_right(self):
        order = (
            self.env["sale.order"]
            .with_user(self.seller_a)
            .create(
                {
                    "partner_id": self.customer_a.id,
                    "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 2})],
                }
            )
        )
        order.order_line.product_uom_qty = 3
        order.action_confirm()
        order.order_line.product_uom_qty = 2
        again = order.copy()
        for sold in (order, again):
            self.assertEqual(sold.sudo().margin, 80.0)
            self.assertEqual(sold.sudo().order_line.purchase_price, 60.0)
        self.assertEqual(order.picking_ids.move_ids.mapped("product_uom_qty"), [2.0])

    def test_storekeeper_receives_and_delivers_and_the_values_are_right(self):
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Average", "property_cost_method": "average"}
        )
        receipt = self._receive(10, self.storekeeper)
        receipt.move_ids.write({"quantity": 4, "picked": True})
        receipt.with_context(skip_backorder=True, picking_ids_not_to_backorder=[]).button_validate()
        self.assertEqual(receipt.sudo().move_ids.value, 240.0)
        rest = receipt.sudo().backorder_ids.with_user(self.storekeeper)
        self.assertEqual(rest.move_ids.product_uom_qty, 6.0)
        self.assertEqual(rest.sudo().move_ids.value, 0.0)
        rest.move_ids.write({"quantity": 6, "picked": True})
        rest.button_validate()
        self.assertEqual(self.product.total_value, 600.0)
        order = self._create_order(self.customer_a, (self.product, 3))
        order.action_confirm()
        delivery = order.picking_ids.with_user(self.storekeeper)
        delivery.move_ids.write({"quantity": 3, "picked": True})
        delivery.button_validate()
        self.assertEqual(delivery.sudo().move_ids.value, 180.0)
        self.assertEqual(self.product.total_value, 420.0)
        self.assertEqual(order.margin, 120.0)

    def test_storekeeper_makes_lots_at_the_cost_of_their_product(self):
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Average", "property_cost_method": "average"}
        )
        self.product.write({"tracking": "lot", "lot_valuated": True})
        lots = self.env["stock.lot"].with_user(self.storekeeper)
        lot = lots.create({"name": "L1", "product_id": self.product.id})
        self.assertEqual(lot.env.uid, self.storekeeper.id)
        self.assertFalse(lot.env.su)
        self.assertEqual(lot.sudo().standard_price, 60.0)
        with self.assertRaises(AccessError):
            lots.create({"name": "L2", "product_id": self.product.id, "standard_price": 1.0})
        with self.assertRaises(AccessError):
            lots.with_user(self.seller_a).create({"name": "L3", "product_id": self.product.id})
        self.assertEqual(
            self.product.stock_quant_ids.browse().lot_id.search_count([("name", "in", ["L2", "L3"])]), 0
        )

    def test_price_on_cost_reaches_the_seller_without_its_rule(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Cost + 50 %",
                "item_ids": [
                    Command.create({"compute_price": "formula", "base": "standard_price", "price_markup": 50})
                ],
            }
        )
        seller_rules = self.env["product.pricelist.item"].with_user(self.seller_a)
        domain = [("pricelist_id", "=", pricelist.id)]
        self.assertFalse(seller_rules.search(domain))
        self.assertTrue(seller_rules.with_user(self.manager).search(domain))
        order = (
            self.env["sale.order"]
            .with_user(self.seller_a)
            .create(
                {
                    "partner_id": self.customer_a.id,
                    "pricelist_id": pricelist.id,
                    "order_line": [Command.create({"product_id": self.product.id})],
                }
            )
        )
        self.assertEqual(order.order_line.price_unit, 90.0)
        self.env.invalidate_all()
        line = order.order_line.with_user(self.seller_a)
        line.web_read({"price_unit": {}, "pricelist_item_id": {"fields": {"display_name": {}}}})
        self.assertEqual(pricelist.with_user(self.seller_a)._get_product_price(self.product, 1), 90.0)

    def test_cheapest_supplier_is_found_for_whoever_asks(self):
        partner = self._create_customer("Fornecedor Lda", customer_rank=0, supplier_rank=1)
        self.env["product.supplierinfo"].create(
            [
                {"partner_id": partner.id, "product_tmpl_id": self.product.product_tmpl_id.id, "price": price}
                for price in (59.0, 57.0)
            ]
        )
        self.env.invalidate_all()
        product = self.product.with_user(self.seller_a)
        self.assertEqual(len(product.seller_ids), 2)
        self.assertEqual(product._select_seller(date=fields.Date.today()).sudo().price, 57.0)
        with self.assertRaises(AccessError):
            product.seller_ids[:1].read(["price"])
