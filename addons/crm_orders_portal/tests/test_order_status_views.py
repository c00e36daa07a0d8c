from odoo.tests import HttpCase, tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestOrderStatusViews(PortalCommon, HttpCase):
    """How far orders have come, as staff see it: always in the order of the stages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        orders = [cls._create_order(cls.customer_a, (cls.cup, 1)) for _ in range(4)]
        cls.opened, cls.received, cls.invoiced, cls.cancelled = orders
        (cls.received + cls.invoiced).action_confirm()
        cls._invoice(cls.invoiced)
        cls.cancelled.action_cancel()
        cls.in_order = sum(orders, cls.env["sale.order"])
        cls.own = [("id", "in", cls.in_order.ids)]

    def test_a_list_is_sorted_by_stages(self):
        self.assertEqual(self.in_order.search(self.own, order="order_status").ids, self.in_order.ids)
        backwards = self.in_order.search(self.own, order="order_status desc")
        self.assertEqual(backwards.ids, self.in_order.ids[::-1])

    def test_groups_and_columns_are_sorted_by_stages(self):
        stages = ["open", "received", "invoiced", "cancelled"]
        groups = self.in_order._read_group(self.own, ["order_status"], ["__count"])
        self.assertEqual(groups, [(stage, 1) for stage in stages])
        groups = self.in_order._read_group(
            self.own, ["partner_id", "order_status"], order="partner_id, order_status desc"
        )
        self.assertEqual(groups, [(self.customer_a, stage) for stage in reversed(stages)])
        by_status, by_month = self.in_order.formatted_read_grouping_sets(
            self.own, [["order_status"], ["date_order:month", "order_status"]], ["__count"]
        )
        for rows in (by_status, by_month):
            self.assertEqual([row["order_status"] for row in rows], stages)

    def test_pivot_and_cards(self):
        self.start_tour("/odoo/order-status", "crm_orders_portal.order_status", login="seller_a")
