"""Every way in which a confirmed order can become more than it was confirmed for, one test each."""

from odoo import Command, fields
from odoo.addons.http_routing.tests.common import MockRequest
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestGateAmendments(CreditCommon):
    """A confirmed order over 9,000 under a ceiling of 10,000: what takes it past that is refused as a whole."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._confirm(90, user_id=cls.seller_a.id).with_user(cls.seller_a)
        cls.line = cls.order.order_line

    def _assert_refused(self, change, credit=9000):
        with self.assertRaises(UserError), self.cr.savepoint():
            change()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.order.state, "sale")
        self.assertExposure(credit, credit)

    def _wizard(self, **values):
        return self.env["sale.order.discount"].with_user(self.seller_a).create(
            {"sale_order_id": self.order.id, **values}
        )  # fmt: skip

    def test_lines_of_many_orders_at_once(self):
        other = self._confirm(1, user_id=self.seller_a.id)
        lines = self.line | other.order_line.with_user(self.seller_a)
        self._assert_refused(lambda: lines.write({"product_uom_qty": 60}), credit=9100)

    def test_quantity_in_the_catalogue(self):
        with MockRequest(self.order.env):
            self._assert_refused(lambda: self.order._update_order_line_info(self.goods.id, 110))

    def test_line_of_a_quotation_moved_over(self):
        quotation = self._sell(20, user_id=self.seller_a.id).with_user(self.seller_a)
        self._assert_refused(lambda: quotation.order_line.write({"order_id": self.order.id}))
        self.assertEqual(quotation.order_line.product_uom_qty, 20)

    def test_imported_lines(self):
        ids = self.line.sudo().export_data(["id"])["datas"][0]
        result = self.line.load(["id", "product_uom_qty"], [[*ids, "110"]])
        self.assertIn("ceiling", result["messages"][0]["message"])
        self.assertExposure(9000, 9000)

    def test_taxes(self):
        tax = self.env["account.tax"].search(
            [("company_id", "=", self.company.id), ("type_tax_use", "=", "sale"), ("amount", "=", 15)],
            limit=1,
        )
        self.assertTrue(tax)
        self._assert_refused(lambda: self.line.write({"tax_ids": [Command.set(tax.ids)]}))
        self.goods.taxes_id = tax
        self._assert_refused(self.order.action_update_taxes)

    def test_another_customer(self):
        """With the customer goes who pays, who then owes what is still open."""
        other = self.customer_a.copy({"user_id": self.seller_a.id})
        self._create_ceiling(other, credit=8999)
        self._assert_refused(lambda: self.order.write({"partner_id": other.id}))

    def test_unlocked_order(self):
        self.order.sudo().action_lock()
        self._assert_refused(lambda: self.line.write({"product_uom_qty": 110}))
        self.order.sudo().action_unlock()
        self._assert_refused(lambda: self.line.write({"product_uom_qty": 110}))

    def test_discount_given_and_taken_back(self):
        self.line.discount = 50
        self.line.product_uom_qty = 180
        self.assertExposure(9000, 9000)
        self._assert_refused(lambda: self.line.write({"discount": 0}))
        self._assert_refused(
            lambda: self._wizard(discount_type="sol_discount", discount_percentage=0).action_apply_discount()
        )

    def test_discount_of_the_whole_order(self):
        """It keeps the amounts that Odoo reckoned, and takes off what it says; one below nothing would add."""
        product = {"name": "Discount", "type": "service", "taxes_id": [Command.clear()]}
        self.company.sale_discount_product_id = self.env["product.product"].create(product)
        self._assert_refused(
            lambda: self._wizard(discount_type="amount", discount_amount=-5000).action_apply_discount()
        )
        self._wizard(discount_type="so_discount", discount_percentage=0.1).action_apply_discount()
        self.assertTrue((self.order.order_line - self.line).extra_tax_data)
        self.assertExposure(8100, 8100)

    def test_deduction_deleted(self):
        """Odoo lets lines of a confirmed order be deleted that are marked as down payments: anybody may mark one."""
        deduction = {"product_id": self.service.id, "product_uom_qty": 1, "price_unit": -5000}
        self.order.write({"order_line": [Command.create({**deduction, "is_downpayment": True})]})
        self.line.product_uom_qty = 140
        self.assertExposure(9000, 9000)
        self._assert_refused((self.order.order_line - self.line).unlink)
        self._assert_refused(
            lambda: self.order.write({"order_line": [Command.delete((self.order.order_line - self.line).id)]})
        )
        self.line.product_uom_qty = 90
        (self.order.order_line - self.line).unlink()
        self.assertExposure(9000, 9000)

    def test_earlier_day_than_there_is_stock_for(self):
        warehouse = self.order.warehouse_id.sudo()
        self.env["stock.quant"]._update_available_quantity(self.goods, warehouse.lot_stock_id, 90)
        self.env["stock.move"].create(
            {
                "product_id": self.goods.id,
                "product_uom_qty": 10,
                "date": fields.Datetime.add(fields.Datetime.now(), days=20),
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": warehouse.lot_stock_id.id,
            }
        )._action_confirm()
        self.env.ref("crm_credit_control.rule_stock").active = True
        promised = fields.Datetime.add(fields.Datetime.now(), days=30)
        later = self._sell(10, user_id=self.seller_a.id, commitment_date=promised).with_user(self.seller_a)
        later.action_confirm()
        self.assertEqual(later.state, "sale")
        with self.assertRaisesRegex(UserError, "10 wanted, 0 available"), self.cr.savepoint():
            later.commitment_date = fields.Datetime.add(fields.Datetime.now(), days=10)
        later.commitment_date = fields.Datetime.add(fields.Datetime.now(), days=25)

    def test_down_payment_invoiced(self):
        """It turns some of the order into a debt, and adds nothing."""
        self.order.order_line.product_uom_qty = 100
        wizard = self.env["sale.advance.payment.inv"].with_user(self.seller_a).with_context(
            active_model="sale.order", active_ids=self.order.ids
        ).create({"advance_payment_method": "percentage", "amount": 30})  # fmt: skip
        wizard.create_invoices()
        self.assertFalse(any(self.order.order_line.filtered("is_downpayment").mapped("product_uom_qty")))
        self.order.sudo().invoice_ids.action_post()
        self.assertExposure(10000, 10000, open=7000, receivable=3000)

    def test_more_delivered_than_ordered(self):
        """What left the house is owed: delivery is not stopped, and the next order meets it."""
        order = self.order.sudo()
        self._deliver(order, 120)
        self.assertExposure(12000, 12000, open=0, delivered=12000)
        self.assertEqual(order.order_line.product_uom_qty, 90)
        following = self._sell(1)
        following.action_confirm()
        self.assertNotConfirmed(following)
        self.assertRecordValues(following.authorization_ids, [{"reason": "credit", "excess": 2100}])

    def test_goods_put_into_the_delivery(self):
        """Odoo writes a line over nothing ordered for them: refused it would stop the delivery."""
        self._put_into_delivery(self.goods_on_delivery, 30)
        self._deliver(self.order.sudo())
        self.assertExposure(12000, 12000, open=0, delivered=12000)

    def _put_into_delivery(self, product, quantity):
        with Form(self.order.sudo().picking_ids) as delivery, delivery.move_ids.new() as move:
            move.product_id = product
            move.product_uom_qty = quantity
