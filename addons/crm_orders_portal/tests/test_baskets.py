from odoo.tests import tagged

from ..models.sale_order_baskets import MOST_BASKETS
from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestBaskets(PortalHttpCase):
    """Several baskets: named, chosen, copied, shared inside the company, thrown away."""

    def setUp(self):
        super().setUp()
        self.colleague = self._create_contact(self.customer_a, "Carla Costa")
        self.buyer_c = self._create_buyer("buyer_c", self.colleague)
        self.authenticate("buyer_a", "buyer_a")

    def _begin(self, name):
        self._post("/my/baskets/new", {"name": name})
        return self._basket(self.buyer_a)

    def _do(self, basket, what, **values):
        return self._post(f"/my/baskets/{basket.id}/{what}", values)

    def test_two_baskets_are_filled_one_at_a_time(self):
        self._fill(quantity="2")
        first = self._basket(self.buyer_a)
        second = self._begin("Christmas")
        self._fill(self.plate, quantity="7")
        self.assertEqual((first.order_line.product_id, second.order_line.product_id), (self.cup, self.plate))
        self.assertIn("Christmas", self._text(self._get("/my/basket")))
        self._do(first, "use")
        self._fill(quantity="1")
        self.assertEqual((first.order_line.product_uom_qty, len(second.order_line)), (3, 1))
        self._send(first)
        self.assertEqual(first.state, "sale")
        self.assertEqual(self._basket(self.buyer_a), second, "the other one is still there")

    def test_rename_copy_and_throw_away(self):
        first = self._begin("Weekly")
        self._fill(quantity="2")
        self._do(first, "rename", name="  Every   week ")
        self.assertEqual(first.portal_name, "Every week")
        self._do(first, "rename", name=" ")
        self.assertEqual(first.portal_name, "Every week")
        self._do(first, "copy")
        copy = self._basket(self.buyer_a)
        self.assertNotEqual((copy, copy.portal_token), (first, first.portal_token))
        self.assertEqual((copy.portal_name, copy.order_line.product_uom_qty), ("Every week (copy)", 2))
        self._do(copy, "delete")
        self.assertFalse(copy.exists())
        self.assertEqual(self._basket(self.buyer_a), first)

    def test_copy_names_what_is_left_out(self):
        first = self._begin("Weekly")
        self._fill()
        self._fill(self.plate)
        self.cup.product_tmpl_id.portal_published = False
        self.assertIn("left out: [CUP-1] Blue cup", self._text(self._do(first, "copy")))
        self.assertEqual(self._basket(self.buyer_a).order_line.product_id, self.plate)

    def test_shared_inside_the_company(self):
        basket = self._begin("Ours")
        self._fill(quantity="2")
        self.authenticate("buyer_c", "buyer_c")
        self.assertNotIn("Ours", self._text(self._get("/my/baskets")))
        self.assertEqual(self._do(basket, "use").status_code, 404)
        self.authenticate("buyer_a", "buyer_a")
        self._do(basket, "share")
        self.authenticate("buyer_c", "buyer_c")
        self.assertIn("kept by Ana Alves", self._text(self._get("/my/baskets")))
        self.assertFalse(self._basket(self.buyer_c), "not before he chooses it")
        self._do(basket, "use")
        self._fill(self.plate, quantity="3")
        self.assertEqual(basket.order_line.mapped("product_uom_qty"), [2, 3])
        for what in ("rename", "share", "keep", "delete"):
            self.assertEqual(self._do(basket, what, name="Mine").status_code, 404, what)
        self.assertRecordValues(basket, [{"portal_name": "Ours", "portal_is_shared": True}])
        self._send(basket)
        self.assertEqual((basket.state, basket.partner_id), ("sale", self.contact_a))
        self.authenticate("buyer_a", "buyer_a")
        self.assertIn(f"/my/orders/{basket.id}", self._send(basket).url, "sent once, whoever presses again")

    def test_a_colleague_keeps_the_address_of_a_shared_basket(self):
        basket = self._begin("Ours")
        self._fill()
        basket.write({"portal_is_shared": True, "partner_shipping_id": self.contact_a.id})
        self.authenticate("buyer_c", "buyer_c")
        self._do(basket, "use")
        [chosen] = self._page("/my/basket").xpath("//select[@name='address']/option[@selected]")
        self.assertEqual(chosen.get("value"), str(self.contact_a.id))
        self._send(basket, address=chosen.get("value"))
        self.assertEqual((basket.state, basket.partner_shipping_id), ("sale", self.contact_a))

    def test_14_a_private_basket_is_closed_to_colleagues_by_rpc_too(self):
        basket = self._begin("Mine")
        self._fill()
        orders = self.env["sale.order"].with_user(self.buyer_c)
        lines = self.env["sale.order.line"].with_user(self.buyer_c)
        self.assertFalse(orders.search([("id", "=", basket.id)]))
        self.assertFalse(lines.search([("order_id", "=", basket.id)]))
        self.assertEqual(
            self.env["sale.order"].with_user(self.buyer_a).search([("id", "=", basket.id)]), basket
        )
        self.authenticate("buyer_c", "buyer_c")
        self.assertEqual(self._get(f"/my/orders/{basket.id}").status_code, 404)
        basket.portal_is_shared = True
        self.assertTrue(orders.search([("id", "=", basket.id)]))

    def test_14_baskets_of_another_company(self):
        foreign = self.env["sale.order"]._portal_new_basket(self.contact_b, "B's basket")
        foreign.portal_is_shared = True
        self.assertNotIn("B's basket", self._get("/my/baskets").text)
        for what in ("use", "copy", "rename", "share", "keep", "delete"):
            self.assertEqual(self._do(foreign, what, name="X").status_code, 404, what)
        self._post("/my/basket/save", {"token": foreign.portal_token, "do": "send", "reference": "X"})
        self.assertRecordValues(
            foreign, [{"state": "draft", "portal_name": "B's basket", "client_order_ref": False}]
        )

    def test_not_more_than_can_be_overlooked(self):
        for number in range(MOST_BASKETS):
            self._begin(f"Basket {number}")
        text = self._text(self._post("/my/baskets/new", {"name": "One more"}))
        self.assertIn(f"You have {MOST_BASKETS} baskets already.", text)
        self.assertEqual(len(self.env["sale.order"]._portal_baskets(self.contact_a)), MOST_BASKETS)

    def test_without_the_right_to_order(self):
        basket = self._begin("Mine")
        self.contact_a.may_order = False
        self.assertEqual(self._get("/my/baskets").status_code, 404)
        self.assertEqual(self._do(basket, "delete").status_code, 404)
        self.assertTrue(basket.exists())
