"""What a seller could write by RPC instead of pressing a button, so that the gate would look at something else."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestGateForgeries(CreditCommon):
    """A seller whose customer has a ceiling of 10,000 tries to get past the gate with more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._sell(110, user_id=cls.seller_a.id).with_user(cls.seller_a)

    def _confirmed(self, quantity=50, product=None):
        order = self._confirm(quantity, product=product, user_id=self.seller_a.id)
        self.assertEqual(order.state, "sale")
        return order.with_user(self.seller_a)

    def _activate(self, reason):
        self.env.ref(f"crm_credit_control.rule_{reason}").active = True

    def _new_order(self, **context):
        lines = [Command.create({"product_id": self.goods.id, "product_uom_qty": 110})]
        model = self.env["sale.order"].with_user(self.seller_a).with_context(**context)
        return model.create({"partner_id": self.customer_a.id, "order_line": lines})

    def _assert_held(self, order=None, **finding):
        order = (order or self.order).sudo()
        order.invalidate_recordset()
        self.assertNotConfirmed(order)
        self.assertRecordValues(order.authorization_ids, [finding or {"reason": "credit", "excess": 1000}])

    def test_state_that_comes_as_a_default(self):
        self._assert_held(self._new_order(default_state="sale"))
        self.env["ir.default"].with_user(self.seller_a).set("sale.order", "state", "sale", user_id=True)
        self._assert_held(self._new_order())

    def test_lines_written_together_with_the_state(self):
        line = {"product_id": self.goods.id, "product_uom_qty": 100}
        for command in (
            lambda order: Command.update(order.order_line.id, {"product_uom_qty": 110}),
            lambda _order: Command.create(line),
        ):
            order = self._sell(10, user_id=self.seller_a.id).with_user(self.seller_a)
            order.write({"state": "sale", "order_line": [command(order)]})
            self._assert_held(order)

    def test_debtor_written_together_with_the_state(self):
        unlimited = self.customer_a.copy({"user_id": self.seller_a.id})
        order = self._sell(110, customer=unlimited, user_id=self.seller_a.id).with_user(self.seller_a)
        order.write({"state": "sale", "partner_invoice_id": self.customer_a.id})
        self._assert_held(order)

    def test_figures_typed_into_a_line(self):
        for forged in (
            {"unit_price_with_tax": 0.01},
            {"price_total": 0.01},
            {"posted_quantity": 110},
            {"qty_delivered": -110},
        ):
            with self.subTest(**forged):
                self.order.order_line.write(forged)
                self.order.action_confirm()
                self._assert_held()

    def test_figures_typed_into_a_new_line(self):
        forged = {"unit_price_with_tax": 0.01, "price_total": 0.01, "posted_quantity": 110}
        line = {"product_id": self.goods.id, "product_uom_qty": 110}
        for values, context in (
            ({**line, **forged}, {}),
            (line, {f"default_{name}": value for name, value in forged.items()}),
        ):
            order = self._sell(110, user_id=self.seller_a.id).with_user(self.seller_a)
            order.with_context(**context).write({"order_line": [Command.clear(), Command.create(values)]})
            order.action_confirm()
            self._assert_held(order)

    def test_invoice_linked_to_a_line(self):
        """An invoice paid long ago would say that all of the line was invoiced, and so would one of a down payment."""
        paid = self._invoice(self._confirm(100))
        self._pay(paid)
        forged = {"invoice_lines": [Command.set(paid.invoice_line_ids.ids)]}
        self.order.order_line.write(forged)
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "is_downpayment": True, **forged}
        self.order.write({"order_line": [Command.create(line)]})
        self.assertFalse(self.order.order_line.invoice_lines)
        self.order.action_confirm()
        self._assert_held(reason="credit", excess=1000)

    def test_amounts_that_stand_in_for_price_and_quantity(self):
        forged = {
            "manual_tax_amounts": {"0": {}},
            "manual_total_excluded_currency": 0.01,
            "manual_total_excluded": 0.01,
            "currency_id": self.company.currency_id.id,
            "rate": 1,
            "price_unit": 100,
            "discount": 0,
            "quantity": 110,
        }
        line = {"product_id": self.goods.id, "product_uom_qty": 110, "extra_tax_data": forged}
        self.order.order_line.write({"extra_tax_data": forged, "price_unit": 100})
        created = self.order.create(
            {"partner_id": self.customer_a.id, "order_line": [Command.create(line)]}
        ) | self._new_order(default_extra_tax_data=forged)
        for order in self.order | created:
            self.assertEqual((order.amount_total, order.order_line.extra_tax_data), (11000, False))
            order.action_confirm()
            self._assert_held(order)

    def test_rate_of_a_down_payment_in_another_currency(self):
        rate = self.order.currency_rate
        self.order.write({"currency_rate": 1000})
        self.assertEqual(self.order.currency_rate, rate)
        self.assertEqual(self._new_order(default_currency_rate=1000).currency_rate, rate)

    def test_total_typed_into_an_order(self):
        # An order of less than nothing would be paid in full.
        self.order.write({"amount_total": -1})
        self.order.action_confirm()
        self._assert_held()

    def test_exposure_typed_into_an_order(self):
        forged = {"exposure_remaining": 0.01, "exposure_delivered": 0, "exposure_prepaid": 20000}
        self.order.write(forged)
        self.order.action_confirm()
        self._assert_held()
        line = Command.create({"product_id": self.goods.id, "product_uom_qty": 110})
        order = self.order.create({"partner_id": self.customer_a.id, "order_line": [line], **forged})
        order.action_confirm()
        self._assert_held(order)

    def test_figures_that_come_as_defaults_of_an_order(self):
        forged = {
            "amount_total": -1,
            "exposure_remaining": 0.01,
            "exposure_prepaid": 20000,
            "is_cleared": True,
        }
        order = self._new_order(**{f"default_{name}": value for name, value in forged.items()})
        order.action_confirm()
        self._assert_held(order)
        # Kept by the seller as his own default for new orders.
        for name, value in forged.items():
            self.env["ir.default"].with_user(self.seller_a).set("sale.order", name, value, user_id=True)
        order = self._new_order()
        order.action_confirm()
        self._assert_held(order)

    def test_quantity_delivered_typed_into_a_line_of_goods(self):
        self._activate("stock")
        order = self._sell(50, user_id=self.seller_a.id).with_user(self.seller_a)
        order.order_line.write({"qty_delivered": 50})
        order.order_line = [
            Command.create({"product_id": self.goods.id, "product_uom_qty": 1, "qty_delivered": 1})
        ]
        self.assertEqual(order.order_line.mapped("qty_delivered"), [0, 0])
        order.action_confirm()
        self.assertNotConfirmed(order.sudo())
        self.assertEqual(set(order.sudo().authorization_ids.mapped("reason")), {"stock"})

    def test_quantity_delivered_of_a_service_is_typed(self):
        order = self._confirmed(product=self.service)
        order.order_line.qty_delivered = 20
        self.assertExposure(5000, 5000, delivered=2000)

    def test_line_marked_as_down_payment_below_cost(self):
        self._activate("below_cost")
        order = self._sell(1, user_id=self.seller_a.id).with_user(self.seller_a)
        order.order_line.write({"price_unit": 1, "is_downpayment": True})
        order.action_confirm()
        self._assert_held(order, reason="below_cost", excess=59)

    def test_line_written_as_confirmed_starts_no_delivery(self):
        values = {"order_id": self.order.id, "product_id": self.goods.id, "product_uom_qty": 5}
        lines = self.env["sale.order.line"].with_user(self.seller_a)
        line = lines.create({**values, "state": "sale"}) | lines.with_context(default_state="sale").create(
            values
        )
        line.write({"state": "sale"})
        line.write({"product_uom_qty": 7})
        self.assertEqual(line.mapped("state"), ["draft", "draft"])
        self.assertFalse(self.order.sudo().picking_ids)

    def test_growth_by_a_line_whose_order_is_a_default(self):
        order = self._confirmed()
        lines = self.env["sale.order.line"].with_user(self.seller_a)
        with self.assertRaises(UserError):
            lines.with_context(default_order_id=order.id).create(
                {"product_id": self.goods.id, "product_uom_qty": 60}
            )
        self.assertEqual(len(order.order_line), 1)
        self.assertExposure(5000, 5000)

    def test_growth_hidden_behind_a_typed_total(self):
        order = self._confirmed()
        order.write({"amount_total": 1000000})
        with self.assertRaises(UserError):
            order.order_line.write({"product_uom_qty": 110})
        self.assertEqual(order.order_line.product_uom_qty, 50)

    def test_growth_by_unit_and_by_new_prices(self):
        order = self._confirmed()
        with self.assertRaises(UserError):
            order.order_line.write({"product_uom_id": self.env.ref("uom.product_uom_dozen").id})
        self.goods.list_price = 300
        with self.assertRaises(UserError):
            order.action_update_prices()
        self.assertEqual(order.amount_total, 5000)

    def test_exposure_typed_away(self):
        order = self._confirmed()
        for forged in (
            {"unit_price_with_tax": 0},
            {"price_total": 0},
            {"posted_quantity": 50},
            {"is_downpayment": True},
        ):
            with self.subTest(**forged):
                order.order_line.write(forged)
                self.assertExposure(5000, 5000)

    def test_confirmed_order_is_no_quotation_again_before_it_was_cancelled(self):
        order = self._confirmed()
        for state in ("draft", "sent"):
            with self.assertRaises(UserError):
                order.write({"state": state})
        self.assertEqual(order.state, "sale")
        self.assertExposure(5000, 5000)

    def test_cancellation_written_as_state_takes_back_the_delivery(self):
        order = self._confirmed()
        order.write({"state": "cancel"})
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.sudo().picking_ids.mapped("state"), ["cancel"])
        self.assertExposure(0, 0)

    def test_delivered_goods_stay_debt_whatever_becomes_of_their_order(self):
        order = self._confirmed(90, self.goods_on_delivery)
        self._deliver(order.sudo())
        order.action_cancel()
        self.assertExposure(9000, 9000, delivered=9000)
        order.action_draft()
        self.assertExposure(9000, 9000, delivered=9000)
        for delete in (order.order_line.unlink, order.sudo().unlink):
            with self.assertRaises(UserError):
                delete()
        self.assertExposure(9000, 9000, delivered=9000)
        # Confirmed anew it is looked at with what it comes to, once.
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertExposure(9000, 9000, delivered=9000)
