from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestOrderAgain(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _bought(self, product, quantity, day, customer=None, **line):
        order = self._create_order(customer or self.customer_a, (product, quantity))
        order.order_line.write(line)
        order.action_confirm()
        order.date_order = datetime.fromisoformat(day)
        return order

    def test_an_order_again_at_the_prices_of_today(self):
        order = self._bought(self.cup, 3, "2026-01-05", price_unit=1.0)
        self._fill(self.plate)
        self._post(f"/my/orders/{order.id}/again")
        basket = self._basket(self.buyer_a)
        cups = basket.order_line.filtered(lambda line: line.product_id == self.cup)
        self.assertRecordValues(cups, [{"product_uom_qty": 3, "price_unit": 10.0}])
        self.assertEqual(len(basket.order_line), 2)

    def test_what_can_no_longer_be_ordered_is_named(self):
        order = self._bought(self.cup, 3, "2026-01-05")
        self.cup.product_tmpl_id.portal_published = False
        text = self._text(self._post(f"/my/orders/{order.id}/again"))
        self.assertIn("left out: [CUP-1] Blue cup", text)
        self.assertFalse(self._basket(self.buyer_a))

    def test_14_no_order_of_another_company_again(self):
        order = self._bought(self.cup, 3, "2026-01-05", self.customer_b)
        for query in ("", f"?access_token={order._portal_ensure_token()}"):
            self.assertEqual(self._post(f"/my/orders/{order.id}/again{query}").status_code, 404)
        self.assertFalse(self._basket(self.buyer_a))

    def test_bought_before_with_interval_in_the_product_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._bought(self.cup, 5, "2026-01-01")
        self._bought(self.cup, 2, "2026-01-31", product_uom_id=dozen.id)
        self._bought(self.plate, 7, "2026-01-15")
        self._bought(self.secret, 7, "2026-01-15")
        self._bought(self.plate, 99, "2026-02-15", self.customer_b)
        self._create_order(self.customer_a, (self.plate, 55))
        rows, total = self.env["product.product"]._portal_history(self.contact_a, limit=10)
        self.assertEqual(
            [(row["product"], row["last_quantity"], row["times"], row["interval"]) for row in rows],
            [(self.cup, 24, 2, 30), (self.plate, 7, 1, None)],
        )
        self.assertEqual(total, 2)
        self.assertIn("Usually every 30 days.", self._text(self._get("/my/bought")))

    def test_bought_before_on_the_day_of_the_reader(self):
        self._bought(self.cup, 5, "2026-01-31 22:30:00")
        for zone, day in (("Asia/Jerusalem", "2026-02-01"), ("Europe/Lisbon", "2026-01-31")):
            products = self.env["product.product"].with_context(tz=zone)
            [row], _total = products._portal_history(self.contact_a, limit=10)
            self.assertEqual(str(row["last_date"]), day)

    def test_bought_before_into_the_basket(self):
        self._bought(self.cup, 5, "2026-01-01")
        self._post("/my/bought/add", {f"quantity-{self.cup.id}": "6", f"quantity-{self.secret.id}": "1"})
        self.assertRecordValues(
            self._basket(self.buyer_a).order_line, [{"product_id": self.cup.id, "product_uom_qty": 6}]
        )
        response = self._post("/my/bought/add", {f"quantity-{self.cup.id}": "six"})
        self.assertIn('value="six"', response.text)
        self.assertIn("not a quantity", self._text(response))

    def test_lists_are_kept_shared_and_used(self):
        self._fill(quantity="4")
        self._post("/my/lists/save", {"name": "Weekly", "is_shared": "1"})
        self._post("/my/lists/save", {"name": "Only mine"})
        lists = self.env["portal.order.list"].search([("contact_id", "=", self.contact_a.id)])
        self.assertEqual(lists.mapped("name"), ["Only mine", "Weekly"])
        colleague = self._create_contact(self.customer_a, "Carla Costa")
        buyer_c = self._create_buyer("buyer_c", colleague)
        self.authenticate("buyer_c", "buyer_c")
        text = self._text(self._get("/my/lists"))
        self.assertIn("Weekly", text)
        self.assertNotIn("Only mine", text)
        weekly = lists.filtered("is_shared")
        self._post(f"/my/lists/{weekly.id}/order")
        self.assertEqual(self._basket(buyer_c).order_line.product_uom_qty, 4)
        self.assertEqual(self._post(f"/my/lists/{weekly.id}/delete").status_code, 404)
        self.assertTrue(weekly.exists())

    def test_same_name_is_written_anew(self):
        for quantity in ("4", "1"):
            self._fill(quantity=quantity)
            self._post("/my/lists/save", {"name": "Weekly"})
        kept = self.env["portal.order.list"].search([("contact_id", "=", self.contact_a.id)])
        self.assertEqual(kept.line_ids.mapped("quantity"), [5])

    def test_14_lists_of_another_company(self):
        kept = self.env["portal.order.list"]._portal_save(self.contact_b, "B's list", True, {self.cup: 9})
        self.assertNotIn("B's list", self._get("/my/lists").text)
        for what in ("order", "delete"):
            self.assertEqual(self._post(f"/my/lists/{kept.id}/{what}").status_code, 404)
        self.assertTrue(kept.exists())
        self.assertFalse(self._basket(self.buyer_a))
        with self.assertRaises(AccessError):
            kept.with_user(self.buyer_a).read(["name"])
        self.assertFalse(
            self.env["portal.order.list"].with_user(self.seller_a).search([("id", "=", kept.id)])
        )
        self.assertTrue(self.env["portal.order.list"].with_user(self.seller_b).search([("id", "=", kept.id)]))
