"""Cases 1 to 8 of credit exposure: what orders, deliveries, invoices and credit notes come to."""

from odoo import Command
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestExposureCases(CreditCommon):
    def test_01_partial_delivery_of_goods_invoiced_on_delivery(self):
        order = self._confirm(10, product=self.goods_on_delivery)
        self.assertExposure(1000, 1000, open=1000, delivered=0)
        self._deliver(order, 4)
        self.assertExposure(1000, 1000, open=600, delivered=400, receivable=0)

    def test_02_invoice_before_delivery(self):
        order = self._confirm(10)
        self._invoice(order)
        self.assertExposure(1000, 1000, open=0, delivered=0, receivable=1000)
        self._deliver(order)
        self.assertExposure(1000, 1000, open=0, delivered=0, receivable=1000)

    def test_03_draft_invoice_counts_as_delivered(self):
        order = self._confirm(10)
        self._deliver(order)
        invoice = self._invoice(order, post=False)
        self.assertExposure(1000, 1000, delivered=1000, receivable=0)
        invoice.action_post()
        self.assertExposure(1000, 1000, delivered=0, receivable=1000)

    def test_04_line_invoiced_too_far_hides_no_other(self):
        order = self._create_order(self.customer_a, (self.goods, 10), (self.goods_on_delivery, 3))
        order.action_confirm()
        self._invoice(order, quantity=12)
        self.assertExposure(1500, 1500, open=300, receivable=1200)

    def test_05_invoice_at_another_price(self):
        order = self._confirm(10)
        self._invoice(order, price=200)
        self.assertExposure(2000, 2000, open=0, delivered=0, receivable=2000)

    def test_06_credit_note_on_the_order_and_apart_from_it(self):
        order = self._confirm(10)
        self._deliver(order)
        invoice = self._invoice(order)
        self._credit_note(invoice, 3)
        self.assertExposure(1000, 1000, delivered=300, receivable=700)

    def test_06_allowance_outside_the_order(self):
        order = self._confirm(10)
        self._deliver(order)
        self._invoice(order)
        allowance = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.customer_a.id,
                "invoice_date": "2026-01-01",
                "invoice_line_ids": [Command.create({"name": "Allowance", "price_unit": 300, "tax_ids": []})],
            }
        )
        allowance.action_post()
        self.assertExposure(700, 700, delivered=0, receivable=700)

    def test_07_returned_goods_leave_the_exposure(self):
        order = self._confirm(10, product=self.goods_on_delivery)
        picking = self._deliver(order)
        self._take_back(picking, 4)
        # Taken back and not given up: still ordered, so they are open again.
        self.assertExposure(1000, 1000, open=400, delivered=600)
        order.order_line.product_uom_qty = 6
        self.assertExposure(600, 600, open=0, delivered=600)

    def test_08_down_payment_lowers_what_is_left(self):
        order = self._confirm(10)
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": 300}
        )
        deposit = wizard._create_invoices(order)
        self.assertExposure(1000, 1000, open=1000, receivable=0)
        deposit.action_post()
        self.assertExposure(1000, 1000, open=700, receivable=300)
        self._pay(deposit)
        self.assertExposure(700, 700, open=700, receivable=0)
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertEqual(final.amount_total, 700)
        self.assertExposure(700, 700, open=0, receivable=700)

    def test_cancelled_order_counts_until_its_goods_are_back(self):
        order = self._confirm(10, product=self.goods_on_delivery)
        picking = self._deliver(order, 4)
        order.with_context(disable_cancel_warning=True).action_cancel()
        self.assertEqual(order.state, "cancel")
        self.assertExposure(400, 400, open=0, delivered=400)
        self._take_back(picking, 4)
        self.assertExposure(0, 0, open=0, delivered=0)

    def test_more_delivered_than_ordered_is_owed(self):
        order = self._confirm(10, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 12
        self.assertExposure(1200, 1200, open=0, delivered=1200)

    def test_discount_line_lowers_the_order(self):
        order = self._create_order(self.customer_a, (self.goods, 10))
        order.order_line = [Command.create({"product_id": self.service.id, "price_unit": -150})]
        order.action_confirm()
        self.assertExposure(850, 850, open=850)

    def test_line_without_ordered_quantity_is_worth_its_price_with_tax(self):
        tax = self.env["account.tax"].create({"name": "23 %", "amount": 23, "company_id": self.company.id})
        order = self._create_order(self.customer_a, (self.service, 1))
        order.action_confirm()
        order.order_line = [
            Command.create(
                {
                    "product_id": self.service.id,
                    "product_uom_qty": 0,
                    "price_unit": 50,
                    "tax_ids": [Command.set(tax.ids)],
                }
            )
        ]
        extra = order.order_line.filtered(lambda line: not line.product_uom_qty)
        extra.qty_delivered = 2
        self.assertExposure(223, 223, open=100, delivered=123)

    def test_taxes_are_part_of_every_figure(self):
        tax = self.env["account.tax"].create({"name": "23 %", "amount": 23, "company_id": self.company.id})
        self.goods.taxes_id = tax
        order = self._confirm(10)
        self._deliver(order, 4)
        self.assertExposure(1230, 1230, open=738, delivered=492)
        self._invoice(order)
        self.assertExposure(1230, 1230, open=0, delivered=0, receivable=1230)

    def test_unit_of_the_invoice_differs_from_the_order(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._confirm(24)
        invoice = self._invoice(order, post=False)
        invoice.invoice_line_ids.write({"product_uom_id": dozen.id, "quantity": 1, "price_unit": 1200})
        invoice.action_post()
        self.assertExposure(2400, 2400, open=1200, receivable=1200)

    def test_foreign_order_counts_at_todays_rate(self):
        order = self._sell(10, pricelist_id=self._dollars().id)
        dollar = order.currency_id
        self.assertEqual(dollar.name, "USD")
        order.order_line.price_unit = 100
        order.action_confirm()
        self.assertExposure(500, 500, open=500)
        self._rate(dollar, "2021-01-01", 4)
        self.assertExposure(250, 250, open=250)

    def test_contact_and_customer_have_the_same_figures(self):
        self._confirm(10, customer=self.contact_a)
        self.assertExposure(1000, 1000, open=1000)
        self.assertEqual(self._figures(self.contact_a), self._figures(self.customer_a))

    def test_whoever_gets_the_invoice_owes(self):
        self._confirm(10, customer=self.customer_b, partner_invoice_id=self.contact_a.id)
        self.assertExposure(1000, 1000, open=1000)
        self.assertExposure(0, 0, partner=self.customer_b)

    def test_figures_are_those_of_one_company(self):
        other = self._create_books("Other company")
        self.env.user.company_ids |= other
        self._confirm(10)
        self.assertExposure(1000, 1000)
        elsewhere = self.customer_a.with_company(other)
        self.assertEqual((elsewhere.credit_amount, elsewhere.has_credit_ceiling), (0, False))

    def test_each_figure_opens_documents_that_add_up_to_it(self):
        delivered = self._confirm(10, product=self.goods_on_delivery)
        self._deliver(delivered, 4)
        self._invoice(self._confirm(7))
        self._register(250)
        figures = self._figures()
        self.assertEqual(
            [figures[name] for name in ("open_orders_amount", "delivered_uninvoiced_amount")], [600, 400]
        )
        for name in (
            "open_orders_amount",
            "delivered_uninvoiced_amount",
            "receivable_amount",
            "instruments_amount",
        ):
            action = self.contact_a.action_open_exposure_documents(name)
            items = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(items)
            self.assertEqual(sum(items.mapped(name)), figures[name], name)
            self.assertTrue(all(item.action_open_document()["res_id"] for item in items))
