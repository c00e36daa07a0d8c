"""A confirmed order may not grow into one that would have had to wait, for any of the six reasons."""

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestGateGrowth(CreditCommon):
    def _activate(self, reason, **values):
        self.env.ref(f"crm_credit_control.rule_{reason}").write({"active": True, **values})

    def _put_in_stock(self, quantity, product=None):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1)
        self.env["stock.quant"]._update_available_quantity(
            product or self.goods, warehouse.lot_stock_id, quantity
        )
        return warehouse

    def _assert_refused(self, change, text, order):
        """The change raises with `text`, and the order is worth what it was."""
        before = order.amount_total
        with self.assertRaisesRegex(UserError, text), self.cr.savepoint():
            change()
        order.invalidate_recordset()
        self.assertEqual((order.amount_total, order.state), (before, "sale"))

    def _grow(self, order, quantity):
        return lambda: order.order_line[0].write({"product_uom_qty": quantity})

    def test_the_refusal_says_the_figures_and_what_to_do(self):
        order = self._confirm(90)
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            order.order_line.product_uom_qty = 110
        text = str(caught.exception).replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("Credit ceiling: 11,000.00 € of 10,000.00 €", text)
        self.assertIn("new quotation", text)

    def test_customer_is_not_told_why(self):
        order = self._confirm(90)
        stranger = order.with_user(self.env.ref("base.public_user")).sudo()
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            stranger.order_line.product_uom_qty = 110
        self.assertNotIn("ceiling", str(caught.exception))
        self.assertNotIn("10,000", str(caught.exception))

    def test_overdue_debt_stops_growth_and_not_lowering(self):
        today = fields.Date.context_today(self.customer_a)
        with freeze_time(fields.Date.subtract(today, days=20)):
            self._invoice(self._confirm(3))
        order = self._confirm(5)
        self._activate("overdue")
        self._assert_refused(self._grow(order, 6), "Overdue debt", order)
        order.order_line.product_uom_qty = 4
        self.assertEqual(order.amount_total, 400)

    def test_suspension_stops_growth_and_not_lowering(self):
        order = self._confirm(5)
        suspension = self.env["credit.suspension"].create(
            {"partner_id": self.customer_a.id, "reason": "Bounced cheque", "company_id": self.company.id}
        )
        self._assert_refused(self._grow(order, 6), "Bounced cheque", order)
        order.order_line.product_uom_qty = 4
        suspension.date_to = suspension.date_from = fields.Date.subtract(suspension.date_from, days=1)
        order.order_line.product_uom_qty = 6
        self.assertEqual(order.amount_total, 600)

    def test_stock_stops_growth_past_what_will_be_there(self):
        self._put_in_stock(10)
        self._activate("stock")
        order = self._confirm(8)
        order.order_line.product_uom_qty = 10
        self._assert_refused(self._grow(order, 11), "11 wanted, 10 available", order)
        self._put_in_stock(1)
        order.order_line.product_uom_qty = 11
        self.assertEqual(order.amount_total, 1100)

    def test_line_added_without_stock_is_refused_though_the_total_stays(self):
        other = self._create_goods("Other", price=100)
        self._put_in_stock(10)
        self._activate("stock")
        order = self._confirm(8)
        change = {
            "order_line": [
                Command.update(order.order_line.id, {"product_uom_qty": 7}),
                Command.create({"product_id": other.id, "product_uom_qty": 1}),
            ]
        }
        self._assert_refused(lambda: order.write(change), "Other: 1 wanted, 0 available", order)
        self.assertEqual(order.order_line.product_uom_qty, 8)

    def test_what_was_short_when_confirmed_does_not_stop_another_line(self):
        order = self._confirm(8)
        other = self._create_goods("Other", price=100)
        self._put_in_stock(5, other)
        self._activate("stock")
        order.write({"order_line": [Command.create({"product_id": other.id, "product_uom_qty": 2})]})
        self.assertEqual(order.amount_total, 1000)

    def test_price_of_a_confirmed_order_may_not_fall_below_cost(self):
        self._activate("below_cost")
        order = self._confirm(5)
        order.order_line.discount = 40
        self._assert_refused(lambda: order.order_line.write({"discount": 41}), "Below cost", order)
        self._assert_refused(lambda: order.order_line.write({"price_unit": 99}), "Below cost", order)
        order.order_line.write({"product_uom_qty": 2})
        self.assertEqual(order.amount_total, 120)

    def test_released_line_below_cost_grows_within_its_tolerance(self):
        self._activate("below_cost")
        order = self._sell(10)
        order.order_line.discount = 50
        order.action_confirm()
        order.authorization_ids.with_user(self.manager).action_release(tolerance=2)
        self.assertEqual(order.state, "sale")
        # 100 under cost were released, and 2 % of the price of 500 on top: 11 units are 110 under cost.
        order.order_line.product_uom_qty = 11
        self._assert_refused(self._grow(order, 12), "Below cost", order)

    def test_another_currency_makes_a_confirmed_order_grow(self):
        order = self._sell(1, pricelist_id=self._dollars().id)
        order.order_line.price_unit = 16000
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self._assert_refused(
            lambda: order.write({"currency_id": self.company.currency_id.id}), "16,000.00", order
        )
        self.assertExposure(8000, 8000)

    def test_delivery_of_a_released_order_is_not_stopped_again(self):
        order = self._sell(110)
        order.action_confirm()
        order.authorization_ids.with_user(self.controller).action_release()
        self.ceiling.credit_ceiling = 0
        self._put_in_stock(200)
        self._deliver(order, 60)
        self._deliver(order)
        self.assertEqual(order.order_line.qty_delivered, 110)
        self._invoice(order)
        self.assertExposure(11000, 11000, receivable=11000)
