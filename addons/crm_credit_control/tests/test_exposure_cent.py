"""An order counts what it totals, to the cent, whether its company rounds taxes per line or over the whole order."""

from odoo import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestExposureCent(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.tax_calculation_rounding_method = "round_globally"
        cls.tax = cls._tax(23)

    @classmethod
    def _tax(cls, percent, **values):
        """A tax of so many percent of our company."""
        return cls.env["account.tax"].create(
            {"name": f"{percent} % {values}", "amount": percent, "company_id": cls.company.id, **values}
        )

    @classmethod
    def _quote(cls, *lines, product=None, customer=None, **values):
        """A quotation with lines of (quantity, price, taxes)."""
        commands = [
            Command.create(
                {
                    "product_id": (product or cls.goods_on_delivery).id,
                    "product_uom_qty": quantity,
                    "price_unit": price,
                    "tax_ids": [Command.set(taxes.ids)],
                }
            )
            for quantity, price, taxes in lines
        ]
        return cls.env["sale.order"].create(
            {"partner_id": (customer or cls.customer_a).id, "order_line": commands, **values}
        )

    def assertCounts(self, order, total):
        """The order totals this, and counts it before and after it is confirmed, reckoned anew as well as kept."""
        self.assertEqual((order.amount_total, order.exposure_remaining), (total, total))
        promised = order.credit_after - order.credit_before
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertExposure(total, total, order.partner_id, open=total, delivered=0)
        self.assertEqual(round(promised, 2), total)
        order.invalidate_recordset(["credit_before", "credit_after"])
        self.assertEqual((order.credit_before, order.credit_after), (0, total))
        self.env.flush_all()
        self.assertEqual(float(order._find_exposure()[order.id]["remaining"]), total)
        reckoned = self.env["credit.exposure.day"].search([("order_id", "=", order.id)])
        self.assertEqual(reckoned.open_orders_amount, total)

    def test_cent_that_only_the_whole_order_has(self):
        # 1.02 + 0.2346 is 1.25 a line; of both the tax is 0.4692.
        order = self._quote((1, 1.02, self.tax), (1, 1.02, self.tax))
        self.assertEqual(sum(order.order_line.mapped("price_total")), 2.5)
        self.assertCounts(order, 2.51)

    def test_no_such_cent_where_lines_are_rounded(self):
        self.company.tax_calculation_rounding_method = "round_per_line"
        self.assertCounts(self._quote((1, 1.02, self.tax), (1, 1.02, self.tax)), 2.5)

    def test_cent_that_only_the_lines_have(self):
        # 0.11 + 0.0253 is 0.14 a line; of all seven the tax is 0.1771.
        order = self._quote(*[(1, 0.11, self.tax)] * 7)
        self.assertEqual(round(sum(order.order_line.mapped("price_total")), 2), 0.98)
        self.assertCounts(order, 0.95)

    def test_each_tax_is_rounded_by_itself(self):
        # 6.08, 23 % of 4.06 is 0.9338 and 6 % of 4.04 is 0.2424: as a whole 7.2562.
        reduced = self._tax(6)
        lines = [(1, 1.02, self.tax), (1, 1.01, reduced), (1, 1.01, reduced | self.tax)] * 2
        order = self._quote(*lines)
        self.assertEqual(round(sum(order.order_line.mapped("price_total")), 2), 7.24)
        self.assertCounts(order, 7.25)

    def test_taxes_included_in_the_price(self):
        included = self._tax(23, price_include_override="tax_included")
        discounted = self._quote(*[(3, 0.99, included)] * 3)
        discounted.order_line.discount = 7
        self.assertCounts(discounted, 8.29)

    def test_a_price_below_a_cent_on_each_line(self):
        order = self._quote(*[(1, 0.01, self.env["account.tax"])] * 3)
        order.order_line.discount = 60
        self.assertEqual(order.order_line.mapped("price_total"), [0, 0, 0])
        self.assertCounts(order, 0.01)

    def test_deduction_lowers_the_order_to_the_cent(self):
        order = self._quote((1, 1.02, self.tax), (1, 1.02, self.tax), (1, 10, self.tax))
        wizard = self.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.033}
        )
        wizard.action_apply_discount()
        self.assertCounts(order, order.amount_total)
        self.assertEqual(order.amount_total, 14.32)

    def test_early_payment_that_lowers_the_tax(self):
        for method in ("round_globally", "round_per_line"):
            self.company.tax_calculation_rounding_method = method
            customer = self._create_customer(f"Customer {method}")
            term = self.env["account.payment.term"].create(
                {
                    "name": "2 % within 7 days",
                    "early_discount": True,
                    "discount_percentage": 2,
                    "discount_days": 7,
                    "early_pay_discount_computation": "mixed",
                }
            )
            # 23 % of 98 % of 3.00 and 200.00
            order = self._quote(
                (3, 1, self.tax), (2, 100, self.tax), customer=customer, payment_term_id=term.id
            )
            self.assertEqual(sum(order.order_line.mapped("price_total")), 249.69)
            self.assertCounts(order, 248.76)

    def test_foreign_order_is_rounded_in_its_own_money(self):
        order = self._quote(*[(1, 1.02, self.tax)] * 2, (1, 0.01, self.tax), pricelist_id=self._dollars().id)
        order.order_line[2].price_unit = 0.01
        self.assertEqual((order.currency_id.name, order.amount_total), ("USD", 2.52))
        order.action_confirm()
        self.assertExposure(1.26, 1.26, open=1.26)

    def test_parts_are_shares_of_the_whole(self):
        # 3 x 1.01 + 0.6969 is 3.73 a line; of ten the tax is 6.969, together 37.27. A third of it is 12.42.
        order = self._quote(*[(3, 1.01, self.tax)] * 10)
        self.assertCounts(order, 37.27)
        order.order_line.qty_delivered = 1
        self.assertExposure(37.27, 37.27, open=24.85, delivered=12.42)
        self._invoice(order)
        self.assertExposure(37.27, 37.27, open=24.85, delivered=0, receivable=12.42)
        order.order_line.qty_delivered = 3
        self.assertExposure(37.27, 37.27, open=0, delivered=24.85, receivable=12.42)

    def test_lines_one_after_the_other_add_up(self):
        order = self._quote((1, 1.02, self.tax), (1, 1.02, self.tax))
        order.action_confirm()
        order.order_line[1].qty_delivered = 1
        self.assertExposure(2.51, 2.51, open=1.26, delivered=1.25)
        order.order_line[0].qty_delivered = 1
        self.assertExposure(2.51, 2.51, open=0, delivered=2.51)
        self._invoice(order)
        self.assertExposure(2.51, 2.51, delivered=0, receivable=2.51)

    def test_down_payment_leaves_the_rest_to_the_cent(self):
        order = self._quote(*[(1, 1.02, self.tax)] * 2, product=self.goods)
        order.action_confirm()
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        )
        deposit = wizard._create_invoices(order)
        deposit.action_post()
        self.assertEqual(deposit.amount_total, 0.75)
        self.assertExposure(2.51, 2.51, open=1.76, receivable=0.75)
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertExposure(2.51, 2.51, open=0, receivable=2.51)

    def test_the_ceiling_holds_to_the_cent(self):
        self.ceiling.credit_ceiling = 2.5
        order = self._quote((1, 1.02, self.tax), (1, 1.02, self.tax))
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertEqual(order.authorization_ids.mapped("excess"), [0.01])
        self.ceiling.credit_ceiling = 2.51
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_added_line_moves_the_cent_of_all(self):
        order = self._quote((1, 1.02, self.tax))
        order.action_confirm()
        self.assertExposure(1.25, 1.25, open=1.25)
        order.order_line.copy({"order_id": order.id})
        self.assertEqual(order.amount_total, 2.51)
        self.assertExposure(2.51, 2.51, open=2.51)
        order.order_line[1].product_uom_qty = 0
        self.assertExposure(1.25, 1.25, open=1.25)

    def test_parts_follow_when_the_company_rounds_otherwise(self):
        order = self._quote(*[(3, 1.01, self.tax)] * 10)
        order.action_confirm()
        order.order_line.qty_delivered = 1
        self.assertExposure(37.27, 37.27, open=24.85, delivered=12.42)
        self.company.tax_calculation_rounding_method = "round_per_line"
        # Seven thirds of 3.73 and three of 3.72, each 1.24.
        self.assertExposure(37.27, 37.27, open=24.87, delivered=12.4)
        reckoned = self.env["credit.exposure.day"].search([("order_id", "=", order.id)])
        self.assertEqual(reckoned.delivered_uninvoiced_amount, 12.4)

    def test_orders_from_before_get_their_cent(self):
        whole = self._quote(*[(1, 1.02, self.tax)] * 2)
        part = self._quote(*[(3, 1.01, self.tax)] * 10)
        for order in whole | part:
            order.action_confirm()
        part.order_line.qty_delivered = 1
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order_line SET unit_price_with_tax = price_total / product_uom_qty")
        self.env.cr.execute("UPDATE sale_order SET exposure_remaining = 0, exposure_delivered = 0")
        self.env.invalidate_all()
        migration = load_script(
            "crm_credit_control/migrations/19.0.1.1.0/post-share-out-totals.py", "share_out_totals"
        )
        migration.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertExposure(39.78, 39.78, open=27.36, delivered=12.42)
        self.assertEqual((whole | part).mapped("exposure_remaining"), [2.51, 37.27])
