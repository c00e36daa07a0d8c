"""What installing fills in SQL is what the ORM keeps afterwards."""

from odoo.addons.crm_credit_control.hooks import post_init_hook, pre_init_hook
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestInstall(CreditCommon):
    def test_existing_orders_get_the_same_exposure(self):
        order = self._confirm(24, product=self.goods_on_delivery)
        self._deliver(order, 7)
        columns = ["exposure_remaining", "exposure_delivered", "exposure_prepaid", "exposure_lead"]
        kept = order.read(columns)
        self.assertEqual((kept[0]["exposure_remaining"], kept[0]["exposure_delivered"]), (2400, 700))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET exposure_remaining = NULL, exposure_delivered = NULL, exposure_lead = NULL"
        )
        order.invalidate_recordset()
        post_init_hook(self.env)
        self.assertEqual(order.read(columns), kept)

    def test_existing_order_lines_get_the_same_figures(self):
        tax = self.env["account.tax"].create({"name": "23 %", "amount": 23, "company_id": self.company.id})
        self.goods.taxes_id = tax
        order = self._create_order(self.customer_a, (self.goods, 24), (self.service, 0))
        order.order_line[1].write({"price_unit": 50, "tax_ids": tax.ids})
        order.action_confirm()
        invoice = self._invoice(order, post=False)
        dozen = self.env.ref("uom.product_uom_dozen")
        goods_line = invoice.invoice_line_ids.filtered(lambda line: line.product_id == self.goods)
        goods_line.write({"product_uom_id": dozen.id, "quantity": 1, "price_unit": 1200})
        invoice.action_post()
        self._credit_note(invoice, 0.5)
        lines = order.order_line
        kept = [(line.unit_price_with_tax, line.posted_quantity) for line in lines]
        self.assertEqual(kept[0], (123, 6))
        self.env.flush_all()
        pre_init_hook(self.env)
        lines.invalidate_recordset()
        post_init_hook(self.env)
        self.assertEqual([(line.unit_price_with_tax, line.posted_quantity) for line in lines], kept)
