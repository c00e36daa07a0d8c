from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestBasket(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _order(self):
        return self.env["sale.order"].search([("portal_contact_id", "=", self.contact_a.id)])

    def test_from_catalogue_to_order(self):
        self._fill(quantity="2")
        self._fill(quantity="3")
        basket = self._basket(self.buyer_a)
        self.assertRecordValues(
            basket.order_line, [{"product_id": self.cup.id, "product_uom_qty": 5, "price_unit": 10}]
        )
        self.assertRecordValues(
            basket,
            [
                {
                    "partner_id": self.contact_a.id,
                    "user_id": self.seller_a.id,
                    "order_status": "open",
                    "state": "draft",
                }
            ],
        )
        address = self._create_contact(self.customer_a, "Warehouse", type="delivery")
        wanted = fields.Date.today() + timedelta(days=9)
        response = self._send(
            basket, reference="PO 77", note="Ring twice", wanted_date=wanted.isoformat(), address=address.id
        )
        self.assertIn(f"/my/orders/{basket.id}", response.url)
        self.assertIn("has arrived", self._text(response))
        self.assertRecordValues(
            basket,
            [
                {
                    "state": "sale",
                    "order_status": "received",
                    "client_order_ref": "PO 77",
                    "portal_note": "Ring twice",
                    "partner_shipping_id": address.id,
                    "amount_untaxed": 50.0,
                }
            ],
        )
        self.assertEqual(basket.commitment_date.date(), wanted)
        self.assertEqual(basket.milestone_ids.mapped("stage"), ["open", "sent", "received"])
        self.assertFalse(self._basket(self.buyer_a), "the next order starts empty")

    def test_16_sent_once_however_often_pressed(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        for _press in range(3):
            response = self._send(basket)
            self.assertIn(f"/my/orders/{basket.id}", response.url)
        self.assertEqual(self._order(), basket)
        self.assertEqual(len(basket.picking_ids), 1)
        self.assertEqual(basket.milestone_ids.mapped("stage"), ["open", "sent", "received"])

    def test_16_a_page_left_open_does_not_touch_the_next_basket(self):
        self._fill()
        first = self._basket(self.buyer_a)
        token = first.portal_token
        self._send(first)
        self._fill(self.plate)
        second = self._basket(self.buyer_a)
        response = self._post("/my/basket/save", {"token": token, "do": "send"})
        self.assertIn(f"/my/orders/{first.id}", response.url)
        self.assertEqual((second.state, len(self._order())), ("draft", 2))

    def test_16_token_is_unique_per_contact(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self._create_order(self.contact_a, portal_token=basket.portal_token)
        self.assertEqual(self._order(), basket)

    def test_15_quantities_that_are_none(self):
        self._fill(quantity="2")
        basket = self._basket(self.buyer_a)
        for typed in ("0", "-1", "1e12", "NaN", "9999999", "", "one", "1.234", "١"):
            response = self._fill(quantity=typed)
            self.assertEqual(response.status_code, 200, typed)
            self.assertEqual(basket.order_line.product_uom_qty, 2, typed)
            self.assertIn("alert-danger", response.text, typed)
        self._fill(quantity="1,5")
        self.assertEqual(basket.order_line.product_uom_qty, 3.5)

    def test_15_quantity_in_his_language(self):
        language = self.env["res.lang"]._activate_lang("pt_PT")
        self.contact_a.lang = language.code
        self._fill(quantity="1,5")
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 1.5)
        self.assertIn('value="1,5"', self._get(f"/{language.url_code}/my/basket").text)

    def test_15_bad_quantity_in_the_basket_loses_nothing(self):
        self._fill(quantity="2")
        basket = self._basket(self.buyer_a)
        line = basket.order_line
        response = self._send(basket, **{f"quantity-{line.id}": "two", "reference": "PO 9"})
        self.assertIn('value="two"', response.text)
        self.assertIn('value="PO 9"', response.text)
        self.assertEqual((basket.state, line.product_uom_qty, basket.client_order_ref), ("draft", 2, "PO 9"))

    def test_15_price_discount_and_the_like_are_not_read(self):
        self._post(
            "/my/basket/add",
            {
                "product_id": self.cup.id,
                "quantity": "2",
                "price_unit": "0.01",
                "discount": "99",
                "pricelist_id": "1",
            },
        )
        basket = self._basket(self.buyer_a)
        line = basket.order_line
        self._send(
            basket,
            **{
                f"quantity-{line.id}": "2",
                f"price-{line.id}": "0.01",
                "price_unit": "0.01",
                "partner_id": str(self.contact_b.id),
                "currency_id": "2",
                "product_uom_id": "2",
            },
        )
        self.assertRecordValues(line, [{"price_unit": 10.0, "discount": 0.0, "price_subtotal": 20.0}])
        self.assertRecordValues(
            basket, [{"state": "sale", "partner_id": self.contact_a.id, "amount_untaxed": 20.0}]
        )

    def test_15_address_of_another_company_is_refused(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        own = basket.partner_shipping_id
        for foreign in (self.customer_b.id, self.contact_b.id, 10**15, "x", "-1"):
            response = self._send(basket, address=foreign)
            self.assertIn("one of your own addresses", self._text(response))
            self.assertEqual((basket.partner_shipping_id, basket.state), (own, "draft"))

    def test_15_product_not_offered_is_refused(self):
        response = self._fill(self.secret)
        self.assertIn("can no longer be ordered", self._text(response))
        self.assertFalse(self._order())
        self._fill()
        self.cup.product_tmpl_id.portal_published = False
        basket = self._basket(self.buyer_a)
        self.assertIn("take them out", self._text(self._send(basket)))
        self.assertEqual(basket.state, "draft")

    def test_price_that_changed_is_told_before_sending(self):
        self._fill(quantity="2")
        basket = self._basket(self.buyer_a)
        self.cup.list_price = 12
        response = self._send(basket)
        self.assertIn("changed", self._text(response))
        self.assertEqual((basket.state, basket.amount_untaxed), ("draft", 24))
        self._send(basket)
        self.assertEqual(basket.state, "sale")

    def test_line_out_by_button_and_by_nought(self):
        self._fill()
        self._fill(self.plate)
        basket = self._basket(self.buyer_a)
        cup, plate = basket.order_line
        self._post("/my/basket/save", {"token": basket.portal_token, "do": f"remove-{cup.id}"})
        self.assertEqual(basket.order_line, plate)
        self._post("/my/basket/save", {"token": basket.portal_token, f"quantity-{plate.id}": "0"})
        self.assertFalse(basket.order_line)
        self.assertIn("nothing in the basket", self._text(self._send(basket)))

    def test_put_with_script(self):
        response = self.make_jsonrpc_request("/my/basket/put", {"product_id": self.cup.id, "quantity": "3"})
        self.assertEqual((response["count"], response["problem"]), (1, ""))
        response = self.make_jsonrpc_request("/my/basket/put", {"product_id": self.cup.id, "quantity": "NaN"})
        self.assertIn("not a quantity", response["problem"])
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 3)

    def test_what_we_cannot_confirm_stays_sent_and_the_salesperson_knows(self):
        self._fill()
        basket = self._basket(self.buyer_a)

        def refuse(order):
            return "secret reason" if order.id == basket.id else False

        self.patch(self.registry["sale.order"], "_confirmation_error_message", refuse)
        response = self._send(basket)
        self.assertIn("has arrived", self._text(response))
        self.assertNotIn("secret reason", response.text)
        self.assertEqual((basket.state, basket.order_status), ("sent", "sent"))
        self.assertEqual(basket.activity_ids.user_id, self.seller_a)

    def test_confirmed_later_he_hears_of_it_by_mail(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        basket.write({"state": "sent", "portal_sent_on": fields.Datetime.now()})
        before = basket.message_ids
        basket.action_confirm()
        self._send_mails()
        mail = (basket.message_ids - before).filtered(lambda message: basket.name in (message.subject or ""))
        self.assertEqual(mail.partner_ids, self.contact_a)
        self.assertEqual(len(mail.attachment_ids), 1)

    def test_a_held_order_reads_being_checked(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        self.patch(self.registry["sale.order"], "action_confirm", lambda _orders: True)
        self.patch(self.registry["sale.order"], "_is_awaiting_check", lambda order: order.state == "sent")
        response = self._send(basket)
        self.assertIn("being checked", self._text(response))
        self.assertNotIn("Accept", self._text(response))
        self.assertEqual((basket.state, basket.order_status), ("sent", "received"))
        self.assertIn(basket.name, self._text(self._get("/my/orders")))
        self.assertNotIn(basket.name, self._text(self._get("/my/quotes")))
