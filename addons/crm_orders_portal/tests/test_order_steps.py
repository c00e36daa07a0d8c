from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestOrderSteps(PortalHttpCase):
    """Minimum, multiple and pack: kept to on every way into the basket, and every change is told."""

    def setUp(self):
        super().setUp()
        self.cup.write({"order_minimum": 10, "order_multiple": 6})
        self.authenticate("buyer_a", "buyer_a")

    def _line(self):
        return self._basket(self.buyer_a).order_line

    def test_catalogue_tells_and_offers_the_least(self):
        page = self._get("/my/catalogue?search=CUP-1")
        self.assertIn("Sold from 10 on, in steps of 6.", self._text(page))
        self.assertIn('value="12"', page.text)

    def test_catalogue_with_and_without_script(self):
        text = self._text(self._fill(quantity="5"))
        self.assertIn("Blue cup: 12 Units instead of 5. Sold from 10 on, in steps of 6.", text)
        self.assertEqual(self._line().product_uom_qty, 12)
        answer = self.make_jsonrpc_request("/my/basket/put", {"product_id": self.cup.id, "quantity": "1"})
        self.assertEqual(
            answer["corrections"],
            ["Blue cup: 18 Units instead of 13. Sold from 10 on, in steps of 6."],
        )
        self.assertEqual(self._line().product_uom_qty, 18)

    def test_basket_and_sending(self):
        self._fill(quantity="12")
        basket = self._basket(self.buyer_a)
        response = self._send(basket, **{f"quantity-{basket.order_line.id}": "13"})
        self.assertIn("18 Units instead of 13", self._text(response))
        self.assertEqual((basket.state, basket.order_line.product_uom_qty), ("draft", 18))
        self.cup.order_multiple = 5
        self.assertIn("20 Units instead of 18", self._text(self._send(basket)))
        self.assertEqual((basket.state, basket.order_line.product_uom_qty), ("draft", 20))
        self._send(basket)
        self.assertEqual(basket.state, "sale")

    def test_quick_order(self):
        response = self._post("/my/quick-order/check", {"paste": "CUP-1 4\n9910000000017 9"})
        self.assertIn("18 Units instead of 13", self._text(response))
        self.assertIn("180.00", self._text(response))
        response = self._post("/my/quick-order/check", {"paste": "CUP-1 4", "do": "add"})
        self.assertIn("12 Units instead of 4", self._text(response))
        self.assertEqual(self._line().product_uom_qty, 12)

    def test_reorder_and_list(self):
        order = self._create_order(self.customer_a, (self.cup, 5))
        order.action_confirm()
        text = self._text(self._post(f"/my/orders/{order.id}/again"))
        self.assertIn("12 Units instead of 5", text)
        kept = self.env["portal.order.list"]._portal_save(self.contact_a, "Weekly", False, {self.cup: 1})
        self.assertIn("18 Units instead of 13", self._text(self._post(f"/my/lists/{kept.id}/order")))
        self.assertEqual(self._line().product_uom_qty, 18)

    def test_15_packs_and_units_that_are_none(self):
        dozen, six = self.env.ref("uom.product_uom_dozen"), self.env.ref("uom.product_uom_pack_6")
        (dozen | six).active = True
        self.cup.product_tmpl_id.uom_ids = dozen
        self.assertIn(f"{dozen.name} = 12 Units", self._text(self._get("/my/catalogue?search=CUP-1")))
        data = {"product_id": self.cup.id, "quantity": "2"}
        self._post("/my/basket/add", {**data, "unit": dozen.id})
        self.assertEqual(self._line().product_uom_qty, 24)
        for unit in (six.id, self.env.ref("uom.product_uom_kgm").id, "x", "-1", 10**15):
            text = self._text(self._post("/my/basket/add", {**data, "unit": unit}))
            self.assertIn("not sold in that unit", text, unit)
        self.assertEqual(self._line().product_uom_qty, 24)

    def test_staff_are_only_warned(self):
        with (
            self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs,
            Form(self.env["sale.order"].with_user(self.seller_a)) as form,
        ):
            form.partner_id = self.customer_a
            with form.order_line.new() as line:
                line.product_id = self.cup
                line.product_uom_qty = 5
        self.assertIn("Sold from 10 on, in steps of 6.", logs.output[-1])
        self.assertEqual(form.record.order_line.product_uom_qty, 5)

    def test_no_quantity_below_nought(self):
        for name in ("order_minimum", "order_multiple"):
            with self.assertRaises(ValidationError):
                self.cup[name] = -1
