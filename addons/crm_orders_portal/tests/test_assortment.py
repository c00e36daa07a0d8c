import base64
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import PortalHttpCase

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestAssortment(PortalHttpCase):
    """What a group of customers may order and reads about stock, on every way there is."""

    def setUp(self):
        super().setUp()
        self.top = self._create_customer_group("Hotels")
        self.group = self._create_customer_group("Small hotels", self.top, customers=[self.customer_a])
        self.family = self.env["product.category"].create({"name": "Crockery"})
        self.cups = self.env["product.category"].create({"name": "Cups", "parent_id": self.family.id})
        self.brand = self.env["product.brand"].create({"name": "Vista"})
        self.cup.categ_id = self.cups
        self.plate.product_brand_id = self.brand
        self.authenticate("buyer_a", "buyer_a")

    def _line(self, decision="allowed", **values):
        return self.env["portal.assortment"].create({"decision": decision, **values})

    def _offered(self, contact=None):
        products = self.env["product.product"]
        ours = ("id", "in", (self.cup | self.plate | self.secret).ids)
        return products.search([*products._portal_domain(contact or self.contact_a), ours])

    def test_everything_is_offered_where_nothing_is_said(self):
        self.assertEqual(self._offered(), self.cup | self.plate)

    def test_only_what_is_allowed_to_a_group_above(self):
        self._line(customer_group_id=self.top.id, categ_id=self.family.id)
        self.assertEqual(self._offered(), self.cup)
        self.assertEqual(self._offered(self.contact_b), self.cup | self.plate)
        line = self._line(partner_id=self.customer_a.id, product_brand_id=self.brand.id)
        self.assertEqual(line.display_name, "Vista")
        self.assertEqual(self._offered(), self.cup | self.plate)

    def test_what_is_excluded_stays_excluded(self):
        self._line(partner_id=self.customer_a.id, product_tmpl_id=self.cup.product_tmpl_id.id)
        self._line("excluded", categ_id=self.cups.id)
        self.assertFalse(self._offered())
        self.assertEqual(self._offered(self.contact_b), self.plate)

    def test_pictures_come_by_the_catalogues_address_alone(self):
        both = self.cup | self.secret
        for product in both:
            product.image_1920 = PIXEL
            picture = base64.b64decode(product.image_1920)
            stored = self.env["ir.attachment"].search(
                [
                    ("res_model", "=", "product.template"),
                    ("res_id", "=", product.product_tmpl_id.id),
                    ("res_field", "=", "image_1920"),
                ]
            )
            self.assertTrue(stored)
            for url in (
                f"/web/image/product.product/{product.id}/image_512",
                f"/web/image/product.template/{product.product_tmpl_id.id}/image_1920",
                f"/web/image?model=product.product&id={product.id}&field=image_128",
                f"/web/image/{stored.id}",
                f"/web/content/{stored.id}",
            ):
                self.assertNotEqual(self._get(url).content, picture, url)
        ours = self._get(f"/my/catalogue/picture/{self.cup.id}")
        self.assertEqual(ours.content, base64.b64decode(self.cup.image_1920))
        self.assertEqual(self._get(f"/my/catalogue/picture/{self.secret.id}").status_code, 404)

    def test_lines_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._line("excluded", categ_id=self.cups.id, company_id=other.id)
        self.assertEqual(self._offered(), self.cup | self.plate)

    def test_a_line_names_one_thing_and_one_customer(self):
        for values in (
            {},
            {"categ_id": self.cups.id, "product_brand_id": self.brand.id},
            {
                "categ_id": self.cups.id,
                "customer_group_id": self.group.id,
                "partner_id": self.customer_a.id,
            },
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self._line(**values)

    def test_15_not_offered_on_no_way(self):
        kept = self.env["portal.order.list"]._portal_save(self.contact_a, "Weekly", False, {self.cup: 1})
        order = self._create_order(self.customer_a, (self.cup, 5))
        order.action_confirm()
        self._fill()
        basket = self._basket(self.buyer_a)
        self.cup.image_1920 = PIXEL
        self._line("excluded", customer_group_id=self.group.id, categ_id=self.cups.id)
        for url in (f"/my/catalogue/{self.cup.id}", f"/my/catalogue/picture/{self.cup.id}"):
            self.assertEqual(self._get(url).status_code, 404, url)
        for page in ("/my/catalogue?search=CUP-1", "/my/catalogue?search=blue+cpu", "/my/bought"):
            self.assertNotIn("Blue cup", self._text(self._get(page)), page)
        self.assertNotIn("Crockery", self._text(self._get("/my/catalogue")))
        self.assertEqual(self.make_jsonrpc_request("/my/catalogue/suggest", {"text": "CUP-1"}), [])
        before = basket.order_line.product_uom_qty
        self.assertIn("no longer be ordered", self._text(self._fill()))
        for url in (f"/my/orders/{order.id}/again", f"/my/lists/{kept.id}/order"):
            self.assertIn("left out", self._text(self._post(url)), url)
        text = self._text(self._post("/my/quick-order/check", {"paste": "CUP-1 2", "do": "add"}))
        self.assertIn("We do not know this code.", text)
        self._post("/my/bought/add", {f"quantity-{self.cup.id}": "6"})
        self.assertEqual(basket.order_line.product_uom_qty, before)
        self.assertIn("take them out", self._text(self._send(basket)))
        self.assertEqual(basket.state, "draft")

    def _document(self, record, **values):
        return self.env["product.document"].create(
            {
                "name": "sheet.html",
                "datas": base64.b64encode(b"<script>alert(1)</script>"),
                "res_model": record._name,
                "res_id": record.id,
                "is_for_customers": True,
                **values,
            }
        )

    def test_documents_of_what_he_may_order_alone(self):
        sheet = self._document(self.cup.product_tmpl_id)
        own = self._document(self.cup, name="variant.pdf")
        internal = self._document(self.cup, name="internal.pdf", is_for_customers=False)
        foreign = self._document(self.secret, name="foreign.pdf")
        text = self._text(self._get(f"/my/catalogue/{self.cup.id}"))
        self.assertIn("sheet.html", text)
        self.assertIn("variant.pdf", text)
        self.assertNotIn("internal.pdf", text)
        response = self._get(f"/my/catalogue/document/{sheet.id}")
        self.assertEqual((response.status_code, response.content), (200, b"<script>alert(1)</script>"))
        self.assertIn("attachment", response.headers["Content-Disposition"])
        for document in (internal, foreign):
            self.assertEqual(self._get(f"/my/catalogue/document/{document.id}").status_code, 404)
        self._line("excluded", customer_group_id=self.group.id, categ_id=self.cups.id)
        for document in (sheet, own):
            self.assertEqual(self._get(f"/my/catalogue/document/{document.id}").status_code, 404)
            self.assertNotEqual(self._get(f"/web/content/{document.ir_attachment_id.id}").status_code, 200)

    def test_stock_as_the_most_careful_of_his_groups_says(self):
        self.env.company.portal_stock_display = "band"
        self.top.portal_stock_display = "figure"
        self.assertIn("100 Units", self._text(self._get("/my/catalogue?search=CUP-1")))
        careful = self._create_customer_group("Careful", customers=[self.customer_a])
        careful.portal_stock_display = "hidden"
        text = self._text(self._get("/my/catalogue?search=CUP-1"))
        self.assertNotIn("100 Units", text)
        self.assertNotIn("In stock", text)
        text = self._text(self._post("/my/quick-order/check", {"paste": "CUP-1 5000"}))
        self.assertNotIn("Not all of it is in stock", text)
        self.authenticate("buyer_b", "buyer_b")
        self.assertIn("In stock", self._text(self._get("/my/catalogue?search=CUP-1")))

    def _buy(self, product, days, quantity=10):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        order = self.env["purchase.order"].create(
            {
                "partner_id": supplier.id,
                "order_line": [Command.create({"product_id": product.id, "product_qty": quantity})],
            }
        )
        order.order_line.date_planned = fields.Datetime.now() + timedelta(days=days)
        order.button_confirm()

    def test_next_arrival_where_nothing_is_in_stock(self):
        self._buy(self.plate, 9)
        self._buy(self.plate, 5)
        self._buy(self.cup, 5)
        arrival = fields.Date.today() + timedelta(days=5)
        figures = (self.cup | self.plate)._portal_availability(self.contact_a)
        self.assertEqual((figures[self.plate.id].band, figures[self.plate.id].arrival), ("coming", arrival))
        self.assertIsNone(figures[self.cup.id].arrival, "there is stock")
        self.assertIn("Expected on", self._text(self._get("/my/catalogue?search=PLATE-1")))
        self.env.company.portal_show_arrival = False
        self.assertIn("On its way to us", self._text(self._get("/my/catalogue?search=PLATE-1")))

    def test_often_bought_with_it(self):
        self.env.company.portal_show_together = True
        for customer in (self.customer_b, self._create_customer("Gama Lda")):
            self._create_order(customer, (self.cup, 1), (self.plate, 1), (self.secret, 1)).action_confirm()
        self.assertEqual(self.cup._portal_together(self.contact_a), self.plate)
        self.assertIn("Often bought with it", self._text(self._get(f"/my/catalogue/{self.cup.id}")))
        self.env.company.portal_show_together = False
        self.assertNotIn("Often bought", self._text(self._get(f"/my/catalogue/{self.cup.id}")))

    def test_what_one_other_customer_buys_is_not_told(self):
        together = self.cup._portal_together
        for _time in range(3):
            self._create_order(self.customer_b, (self.cup, 1), (self.plate, 1)).action_confirm()
        self.assertFalse(together(self.contact_a))
        self.assertEqual(together(self.contact_b), self.plate, "he knows his own orders")
        self._create_order(self.customer_a, (self.cup, 1), (self.plate, 1)).action_confirm()
        self.assertFalse(together(self.contact_a))
