"""Cost and stock are looked at where they are true: the order's company, unit, currency and promised date."""

from odoo import Command, fields
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorizationReasons(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)

    def _activate(self, reason):
        self.env.ref(f"crm_credit_control.rule_{reason}").active = True

    def _assert_found(self, order, reason, **figures):
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertRecordValues(order.authorization_ids, [{"reason": reason, **figures}])

    def test_price_in_another_currency_is_held_against_the_cost_in_ours(self):
        self._activate("below_cost")
        order = self._sell(10, pricelist_id=self._dollars().id)
        order.order_line.price_unit = 119
        self._assert_found(order, "below_cost", value=595, ceiling=600, excess=5)
        order.order_line.price_unit = 120
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_dozens_in_dollars_after_discount(self):
        self._activate("below_cost")
        order = self._sell(2, pricelist_id=self._dollars().id)
        order.order_line.write(
            {"product_uom_id": self.env.ref("uom.product_uom_dozen").id, "price_unit": 3000, "discount": 52}
        )
        # 2 dozen at 3,000 less 52 % are 2,880 dollars, 1,440 euro: exactly 24 times 60.
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        again = order.copy()
        again.order_line.discount = 53
        self._assert_found(again, "below_cost", value=1410, ceiling=1440, excess=30)

    def test_cost_is_that_of_the_orders_company(self):
        self._activate("below_cost")
        other = self._create_books("Other company")
        self.env.user.company_ids |= other
        self.goods.with_company(other).standard_price = 500
        order = self._sell(10)
        companies = (other | self.company).ids
        order.with_context(allowed_company_ids=companies).with_company(other).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_arrivals_expected_by_the_promised_date_are_counted(self):
        self._activate("stock")
        today = fields.Datetime.now()
        self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.goods.id,
                            "product_uom_qty": 10,
                            "date": fields.Datetime.add(today, days=5),
                            "location_id": self.env.ref("stock.stock_location_suppliers").id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        }
                    )
                ],
            }
        ).action_confirm()
        self.env["stock.move"].search([("product_id", "=", self.goods.id)]).date = fields.Datetime.add(
            today, days=5
        )
        early = self._sell(8, commitment_date=fields.Datetime.add(today, days=2))
        self._assert_found(early, "stock", value=800, ceiling=0, excess=800)
        late = self._sell(8, commitment_date=fields.Datetime.add(today, days=9))
        late.action_confirm()
        self.assertEqual(late.state, "sale")
        # Two of the ten are left for the next one.
        self._assert_found(
            self._sell(3, commitment_date=fields.Datetime.add(today, days=9)), "stock", value=300, excess=100
        )

    def test_goods_of_another_warehouse_do_not_count(self):
        self._activate("stock")
        other = self.env["stock.warehouse"].create(
            {"name": "North", "code": "NRT", "company_id": self.company.id}
        )
        self.env["stock.quant"]._update_available_quantity(self.goods, other.lot_stock_id, 50)
        self._assert_found(self._sell(5), "stock", value=500, ceiling=0, excess=500)
        fits = self._sell(5, warehouse_id=other.id)
        fits.action_confirm()
        self.assertEqual(fits.state, "sale")

    def test_services_need_no_stock(self):
        self._activate("stock")
        order = self._sell(5, product=self.service)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
