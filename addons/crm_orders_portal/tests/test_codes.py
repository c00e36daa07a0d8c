from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestCodes(PortalHttpCase):
    """Every code of a product finds it; the customer's own goes first."""

    def setUp(self):
        super().setUp()
        self.codes = self.env["product.customer.code"]
        self.own = self.codes.create(
            {"partner_id": self.contact_a.id, "product_id": self.cup.id, "code": "77-A", "name": "Chávena"}
        )
        self.authenticate("buyer_a", "buyer_a")

    def _check(self, paste, do="check"):
        return self._post("/my/quick-order/check", {"paste": paste, "do": do})

    def _found(self, code, contact=None):
        return self.env["product.product"]._portal_find([code], contact or self.contact_a)[code]

    def test_a_code_given_to_a_contact_is_his_company_s(self):
        self.assertEqual(self.own.partner_id, self.customer_a)
        colleague = self._create_contact(self.customer_a, "Carla Costa")
        self.assertEqual(self._found("77-a", colleague), {self.cup: 1})

    def test_own_code_in_the_catalogue_the_sheet_and_the_basket(self):
        self.assertIn("Your code: 77-A Chávena", self._text(self._get("/my/catalogue?search=77-a")))
        self.assertIn("Blue cup", self._text(self._get("/my/catalogue?search=chavena")))
        self._check("77-a 3", do="add")
        self.assertRecordValues(
            self._basket(self.buyer_a).order_line, [{"product_id": self.cup.id, "product_uom_qty": 3}]
        )
        self.assertIn("your code 77-A", self._text(self._get("/my/basket")))

    def test_14_another_s_code_finds_nothing(self):
        self.assertEqual(self._found("77-A", self.contact_b), {})
        self.authenticate("buyer_b", "buyer_b")
        text = self._text(self._get("/my/catalogue?search=77-A"))
        self.assertNotIn("Blue cup", text)
        self.assertNotIn("77-A", self._text(self._get("/my/catalogue")))
        self.assertEqual(self._suggest("77-A"), [])

    def _suggest(self, text):
        return self.make_jsonrpc_request("/my/catalogue/suggest", {"text": text})

    def test_own_code_goes_before_ours(self):
        self.own.code = "PLATE-1"
        self.assertEqual(self._found("PLATE-1"), {self.cup: 1})
        self.assertEqual(self._found("PLATE-1", self.contact_b), {self.plate: 1})
        self.cup.product_tmpl_id.portal_published = False
        self.assertEqual(self._found("PLATE-1"), {}, "never something else than what he means by it")

    def test_every_bar_code_and_the_bar_code_of_a_pack(self):
        self.env["product.barcode"].create({"product_id": self.cup.id, "name": "9910000000024"})
        dozen = self.env.ref("uom.product_uom_dozen")
        self.env["product.uom"].create(
            {"product_id": self.cup.id, "uom_id": dozen.id, "barcode": "9910000000031"}
        )
        for code, units in (("9910000000017", 1), ("9910000000024", 1), ("9910000000031", 12)):
            self.assertEqual(self._found(code), {self.cup: units}, code)
            page = self._text(self._get(f"/my/catalogue?search={code}"))
            self.assertIn("Blue cup", page, code)
        response = self._check("9910000000031 2")
        self.assertIn("240.00", self._text(response))
        self.assertIn('value="2"', response.text)
        self._check("9910000000031 2\n9910000000024 1", do="add")
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 25)

    def test_once_per_customer_whatever_the_letter_case(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.codes.create({"partner_id": self.customer_a.id, "product_id": self.plate.id, "code": "77-a"})
        self.codes.create({"partner_id": self.customer_b.id, "product_id": self.plate.id, "code": "77-a"})
        self.assertEqual(self._found("77-A"), {self.cup: 1})
        self.assertEqual(self._found("77-A", self.contact_b), {self.plate: 1})

    def test_sellers_keep_the_codes_of_their_customers_alone(self):
        self.codes.with_user(self.seller_a).create(
            {"partner_id": self.customer_a.id, "product_id": self.plate.id, "code": "78"}
        )
        self.assertFalse(self.codes.with_user(self.seller_b).search([("id", "=", self.own.id)]))
        with self.assertRaises(AccessError):
            self.codes.with_user(self.seller_b).create(
                {"partner_id": self.customer_a.id, "product_id": self.plate.id, "code": "79"}
            )
        with self.assertRaises(AccessError):
            self.own.with_user(self.buyer_a).read(["code"])

    def test_lists_open_on_product_and_customer(self):
        for record in (self.cup, self.cup.product_tmpl_id, self.customer_a):
            action = record.action_open_customer_codes()
            self.assertEqual(self.codes.search(action["domain"]), self.own)
            defaults = self.codes.with_context(**action["context"]).default_get(["product_id", "partner_id"])
            self.assertIn(
                defaults, [{"product_id": self.cup.id}, {"partner_id": self.customer_a.id}], record._name
            )

    def test_ambiguous_stays_ambiguous(self):
        other = self._create_goods("Other cup", default_code="CUP-1")
        self.assertEqual(self._found("cup-1"), {self.cup: 1, other: 1})

    def test_product_page_tells_all_codes_and_prices(self):
        self.env["product.barcode"].create({"product_id": self.cup.id, "name": "9910000000024"})
        rules = [
            {"compute_price": "fixed", "fixed_price": price, "min_quantity": quantity}
            for quantity, price in ((1, 9.5), (12, 8.25))
        ]
        self.customer_a.property_product_pricelist = self.env["product.pricelist"].create(
            {"name": "Steps", "item_ids": [Command.create(rule) for rule in rules]}
        )
        text = self._text(self._get(f"/my/catalogue/{self.cup.id}"))
        for part in ("77-A", "CUP-1", "9910000000017, 9910000000024", "9.50", "8.25"):
            self.assertIn(part, text)
        self.assertEqual(self._get(f"/my/catalogue/{self.secret.id}").status_code, 404)
