from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestOrderListPage(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.first = self._create_order(self.customer_a, (self.cup, 1), client_order_ref="PO-4711")
        self.second = self._create_order(self.customer_a, (self.plate, 1))
        (self.first | self.second).action_confirm()
        self._deliver(self.first, {self.cup: 1})
        self.authenticate("buyer_a", "buyer_a")

    def _shown(self, query):
        text = self._text(self._get(f"/my/orders?{query}"))
        return [order for order in (self.first, self.second) if order.name in text]

    def test_search_by_number_own_reference_and_product(self):
        self.assertEqual(self._shown(""), [self.first, self.second])
        self.assertEqual(self._shown(f"search={self.second.name}"), [self.second])
        self.assertEqual(self._shown("search=po-4711"), [self.first])
        self.assertEqual(self._shown("search=plate"), [self.second])
        self.assertEqual(self._shown("search=nothing+like+it"), [])

    def test_his_own_reference_stands_by_our_number(self):
        cells = self._page("/my/orders").xpath("//table//td[1]")
        texts = [" ".join(cell.text_content().split()) for cell in cells]
        self.assertEqual(texts, [self.second.name, f"{self.first.name} PO-4711"])

    def test_where_nothing_is_shown_it_says_what_to_do(self):
        def ways_on(query=""):
            page = self._page(f"/my/orders?{query}")
            return page.xpath("//div[contains(@class, 'alert')]//a/@href")

        self.assertEqual(ways_on(), [])
        self.assertEqual(ways_on("search=nothing+like+it"), ["/my/orders"])
        self.assertEqual(ways_on("filterby=overdue"), ["/my/orders"])
        self.authenticate("buyer_b", "buyer_b")
        self.assertEqual(ways_on(), ["/my/catalogue", "/my/quick-order"])
        self.contact_b.may_order = False
        self.assertIn("Your company has not ordered anything yet", self._text(self._get("/my/orders")))

    def test_a_delivery_that_left_has_its_slip_for_what_comes_back(self):
        picking = self.first.picking_ids
        (link,) = self._page(f"/my/orders/{self.first.id}").xpath(
            "//a[contains(@href, '/my/picking/return/')]"
        )
        self.assertEqual(link.text_content(), "Return slip")
        self.assertEqual(
            link.get("href"),
            f"/my/picking/return/pdf/{picking.id}?access_token={self.first.access_token}",
            "with the order's token, so that it opens for a colleague of the receiver too",
        )

    def test_filter_by_status_and_payment(self):
        self.assertEqual(self._shown("filterby=coming"), [self.second])
        self.assertEqual(self._shown("filterby=shipped"), [self.first])
        self.assertEqual(self._shown("filterby=overdue"), [])
        invoice = self._invoice(self.second)
        invoice.line_ids.filtered("date_maturity").date_maturity = "2026-01-01"
        self.assertEqual(self._shown("filterby=overdue"), [self.second])

    def test_the_tabs_stand_above_the_orders_and_the_basket_says_how_much_is_in_it(self):
        text = self._text(self._get("/my/orders"))
        self.assertIn("Quick order", text)
        self.assertIn("Basket 0", text)
        self._fill()
        self.assertIn("Basket 1", self._text(self._get("/my/orders")))

    def test_counters_do_not_listen_to_a_search(self):
        result = self.make_jsonrpc_request("/my/counters", {"counters": ["order_count", "quotation_count"]})
        self.assertEqual(result["order_count"], 1)
