from odoo import Command
from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCancelBySeller(ObligoCommon):
    """With purchases installed Odoo lets no plain seller cancel an order that was to be delivered."""

    def test_seller_cancels_his_order(self):
        order = self._create_order(self.customer_a, (self._create_goods(), 2))
        order.action_confirm()
        order.with_user(self.seller_a).action_cancel()
        self.assertEqual((order.state, order.picking_ids.state), ("cancel", "cancel"))

    def test_buyer_is_told_of_what_was_bought_for_it(self):
        buyer = self._create_user("buyer", "purchase.group_purchase_user")
        routes = self.env.ref("stock.route_warehouse0_mto") | self.env.ref(
            "purchase_stock.route_warehouse0_buy"
        )
        routes.active = True
        supplier = self._create_customer("Fornecedor Lda", customer_rank=0, supplier_rank=1)
        goods = self._create_goods(
            route_ids=[Command.set(routes.ids)],
            seller_ids=[Command.create({"partner_id": supplier.id, "price": 57.0})],
        )
        order = self._create_order(self.customer_a, (goods, 2))
        # Bought in the name of a seller who does not see at which price.
        order.with_user(self.seller_a).action_confirm()
        purchase = self.env["purchase.order"].search([("partner_id", "=", supplier.id)])
        self.assertEqual((purchase.order_line.product_qty, purchase.order_line.price_unit), (2, 57.0))
        purchase.user_id = buyer
        self.env.flush_all()
        self.env.invalidate_all()
        order.with_user(self.seller_a).action_cancel()
        self.assertEqual(order.state, "cancel")
        self.assertEqual(purchase.activity_ids.user_id, buyer)
