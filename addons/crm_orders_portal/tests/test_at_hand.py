from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestAtHand(PortalCommon, HttpCase):
    """A seller orders for his customers away from the office, on a telephone."""

    browser_size = "360x740"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.write({"customer_rank": 1, "city": "Porto"})
        cls.customer_b.customer_rank = 1
        first = cls._create_order(cls.contact_a, (cls.cup, 5))
        first.action_confirm()
        cls._deliver(first, {cls.cup: 5})
        invoice = first._create_invoices()
        invoice.invoice_date = fields.Date.today() - timedelta(days=60)
        invoice.invoice_date_due = fields.Date.today() - timedelta(days=30)
        invoice.action_post()
        second = cls._create_order(cls.customer_a, (cls.cup, 4))
        second.action_confirm()
        cls._deliver(second, {cls.cup: 1})
        third = cls._create_order(cls.customer_a, (cls.cup, 2))
        third.action_confirm()
        cls.orders = first + second + third
        cls._end_transaction()

    def test_what_is_unpaid_and_how_far_the_orders_are(self):
        for partner in (self.customer_a, self.contact_a):
            self.assertRecordValues(
                partner.with_user(self.seller_a),
                [
                    {
                        "unpaid_amount": 50.0,
                        "overdue_amount": 50.0,
                        "open_order_count": 2,
                        "latest_order_id": self.orders[2].id,
                        "latest_order_status": "received",
                    }
                ],
            )
        self.assertRecordValues(
            self.customer_b.with_user(self.admin_user),
            [{"unpaid_amount": 0.0, "overdue_amount": 0.0, "open_order_count": 0, "latest_order_id": False}],
        )

    def test_a_page_of_customers_costs_as_much_as_one(self):
        customers = self.customer_a | self.customer_b
        names = ["unpaid_amount", "overdue_amount", "open_order_count", "latest_order_id"]
        customers = customers.with_user(self.admin_user)
        customers.read(names)
        counts = []
        for some in (customers[0], customers):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_repeated_in_one_tap(self):
        action = self.customer_a.with_user(self.seller_a).action_repeat_for()
        order = self.env["sale.order"].browse(action["res_id"])
        self.assertRecordValues(order.order_line, [{"product_id": self.cup.id, "product_uom_qty": 2}])
        self.assertRecordValues(order.with_user(self.seller_a), [{"customer_unpaid_amount": 50.0}])

    def test_who_may_read_it(self):
        self.assertNotIn("unpaid_amount", self.env["res.partner"].with_user(self.buyer_a).fields_get())
        self.assertNotIn(
            "customer_unpaid_amount", self.env["sale.order"].with_user(self.buyer_a).fields_get()
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_orders_portal.res_partner_at_hand_action")
        self.assertTrue(action["path"])
        domain = [("customer_rank", ">", 0), ("id", "in", (self.customer_a | self.customer_b).ids)]
        self.assertEqual(self.env["res.partner"].with_user(self.seller_a).search(domain), self.customer_a)

    def test_on_a_telephone(self):
        self.start_tour("/odoo/order-on-the-road", "crm_orders_portal.order_on_the_road", login="seller_a")
        order = self.env["sale.order"].search(
            [("create_uid", "=", self.seller_a.id)], order="id desc", limit=1
        )
        self.assertRecordValues(order, [{"partner_id": self.customer_a.id, "state": "sale"}])
        self.assertRecordValues(order.order_line, [{"product_id": self.cup.id, "product_uom_qty": 7}])
