"""What installing fills in SQL is what the ORM keeps afterwards."""

from odoo.addons.crm_credit_control.hooks import post_init_hook, pre_init_hook
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestInstall(CreditCommon):
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
