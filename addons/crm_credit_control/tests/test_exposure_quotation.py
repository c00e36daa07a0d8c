"""What a quotation keeps without asking the database is what the one definition finds there."""

from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo import Command
from odoo.tests import tagged

from ..models.sale_order_exposure import KEPT
from .common import CreditCommon

LINE = st.tuples(
    st.integers(-500, 5000).map(lambda hundredths: hundredths / 100),
    st.integers(0, 100_000).map(lambda cents: cents / 100),
    st.sampled_from([0, 5, 12.5, 33.33]),
    st.integers(0, 30),
)


@tagged("post_install", "-at_install")
class TestExposureOfQuotations(CreditCommon):
    def setUp(self):
        super().setUp()
        self.goods = self._create_goods("Goods")
        self.tax = self.env["account.tax"].create({"name": "23 %", "amount": 23})

    def _quotation(self, lines):
        values = [
            {
                "product_id": self.goods.id,
                "product_uom_qty": quantity,
                "price_unit": price,
                "discount": discount,
                "customer_lead": lead,
                "tax_ids": self.tax.ids,
            }
            for quantity, price, discount, lead in lines
        ]
        note = {"display_type": "line_note", "name": "As agreed"}
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [Command.create(line) for line in (*values, note)],
            }
        )

    def _kept(self, order):
        return {name: order[kept] for name, kept in KEPT.items()}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lines=st.lists(LINE, max_size=4))
    def test_kept_is_what_the_query_finds(self, lines):
        with self.cr.savepoint() as savepoint:
            order = self._quotation(lines)
            self.assertTrue(order._is_untouched())
            self.env.flush_all()
            found = order._find_exposure().get(order.id, dict.fromkeys(KEPT, 0))
            kept = self._kept(order)
            for name, value in found.items():
                self.assertAlmostEqual(kept[name], float(value or 0), 6, (name, lines))
            savepoint.rollback()
        self.env.invalidate_all()

    def test_confirming_asks_the_query_for_nothing(self):
        order = self._quotation([(3, 10, 0, 2)])
        self.env.flush_all()
        find = type(order)._find_exposure
        with patch.object(type(order), "_find_exposure", autospec=True, side_effect=find) as asked:
            order.action_confirm()
            self.env.flush_all()
        self.assertEqual(order.state, "sale")
        self.assertFalse(any(call.args[0] for call in asked.call_args_list))
        self.assertEqual((order.exposure_remaining, order.exposure_lead), (36.9, 2))

    def test_once_delivered_the_query_is_asked(self):
        order = self._quotation([(3, 10, 0, 2)])
        order.action_confirm()
        order.order_line[0].qty_delivered = 2
        self.assertFalse(order._is_untouched())
        self.assertEqual((order.exposure_remaining, order.exposure_delivered), (36.9, 24.6))
        order.order_line[0].qty_delivered = 0
        self.assertTrue(order._is_untouched())
        self.assertEqual((order.exposure_remaining, order.exposure_delivered), (36.9, 0))
