import io

import openpyxl
from odoo import Command, http
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestQuickOrder(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _check(self, paste="", do="check", **data):
        return self._post("/my/quick-order/check", {"paste": paste, "do": do, **data})

    def _upload(self, name, data):
        return self.url_open(
            "/my/quick-order/check",
            data={"csrf_token": http.Request.csrf_token(self)},
            files={"file": (name, data)},
        )

    def test_paste_is_looked_at_before_anything_is_added(self):
        response = self._check("CUP-1\t2\nplate-1;3\nNOPE 4\nSECRET-1,1\nCUP-1 x")
        text = self._text(response)
        self.assertIn("Blue cup", text)
        self.assertIn("White plate", text)
        self.assertIn("Put 2 lines into the basket", text)
        self.assertIn("32.00", text)
        self.assertEqual(
            text.count("We do not know this code."), 2, "what is not offered is not known either"
        )
        self.assertIn("Please give a quantity.", text)
        self.assertFalse(self._basket(self.buyer_a))

    def test_good_lines_are_added_and_the_others_stay(self):
        response = self._check("CUP-1\t2\nNOPE\t4\n9910000000017\t1", do="add")
        basket = self._basket(self.buyer_a)
        self.assertEqual(basket.order_line.product_uom_qty, 3, "code and bar code of one product add up")
        self.assertIn('value="NOPE"', response.text)
        self.assertIn("2 lines are in the basket", self._text(response))

    def test_one_line_is_one_line(self):
        text = self._text(self._check("CUP-1;2\nNOPE;1"))
        self.assertIn("Put 1 line into the basket", text)
        self.assertIn("Total without tax, 1 line", text)
        text = self._text(self._check("CUP-1;2\nNOPE;1", do="add"))
        self.assertIn("1 line is in the basket. See the basket The other is left below, to be mended.", text)
        self.assertIn("1 product ·", self._text(self._get("/my/baskets")))
        self.assertIn("1 product. Prices without tax.", self._text(self._get("/my/catalogue?search=CUP-1")))

    def test_rows_without_script(self):
        response = self._check(do="add", code=["CUP-1", "", "PLATE-1"], quantity=["2", "", "5"])
        self.assertTrue(response.url.endswith("/my/basket"))
        self.assertEqual(self._basket(self.buyer_a).order_line.mapped("product_uom_qty"), [2, 5])

    def test_same_code_twice_adds_up(self):
        self._check("CUP-1 2\ncup-1 3", do="add")
        self.assertEqual(self._basket(self.buyer_a).order_line.product_uom_qty, 5)

    def test_ambiguous_code_is_not_guessed(self):
        self._create_goods("Other cup", default_code="CUP-1")
        self.assertIn("more than one product", self._text(self._check("CUP-1 2")))

    def test_price_of_the_quantity_asked(self):
        rules = [
            {"compute_price": "fixed", "fixed_price": price, "min_quantity": quantity}
            for quantity, price in ((1, 10), (10, 9), (100, 8))
        ]
        self.customer_a.property_product_pricelist = self.env["product.pricelist"].create(
            {"name": "Steps", "item_ids": [Command.create(rule) for rule in rules]}
        )
        for quantity, amount in ((9, "90.00"), (10, "90.00"), (100, "800.00")):
            self.assertIn(amount, self._text(self._check(f"CUP-1 {quantity}")))

    def test_files(self):
        book = openpyxl.Workbook()
        book.active.append(["Code", "Quantity"])
        book.active.append(["CUP-1", 12])
        book.active.append(["PLATE-1", 2.5])
        stream = io.BytesIO()
        book.save(stream)
        csv_file = "Referência;Quantidade\nCUP-1;12\nPLATE-1;2,5\n"
        for name, data in (("order.xlsx", stream.getvalue()), ("order.csv", csv_file.encode("cp1252"))):
            text = self._text(self._upload(name, data))
            self.assertIn("Put 2 lines into the basket", text, name)
            self.assertIn("130.00", text, name)

    def test_17_files_that_are_refused(self):
        many = "CUP-1;1\n" * 2001
        for data, message in (
            (b"x" * (1024 * 1024 + 1), "too large"),
            (many.encode(), "At most 2000 lines"),
            (b"PK\x03\x04not a workbook", "cannot be read"),
            (b"%PDF-1.4", "cannot be read"),
            (b"", "cannot be read"),
        ):
            response = self._upload("order.xlsx", data)
            self.assertEqual(response.status_code, 200)
            self.assertIn(message, self._text(response))

    def test_17_too_many_lines_are_refused_as_a_whole(self):
        response = self._check("CUP-1 1\n" * 2001, do="add")
        self.assertIn("At most 2000 lines", self._text(response))
        self.assertFalse(self._basket(self.buyer_a))

    def test_500_lines_are_checked_in_under_100_queries(self):
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Thing {number}",
                    "default_code": f"T-{number}",
                    "is_storable": True,
                    "list_price": 3,
                }
                for number in range(500)
            ]
        )
        paste = "\n".join(f"{product.default_code};{index + 1}" for index, product in enumerate(products))
        self._check(paste)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        response = self._check(paste)
        self.assertLess(self.env.cr.sql_log_count - before, 100)
        self.assertIn("Put 500 lines into the basket", self._text(response))

    def test_errors_come_back_as_a_file_that_can_be_mended(self):
        response = self._check("CUP-1 2\nNOPE;4\n=cmd();1\nPLATE-1;x", do="errors")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
        self.assertEqual(rows[0][:3], ("Code", "Quantity", "Problem"))
        self.assertEqual([row[0] for row in rows[1:]], ["NOPE", "'=cmd()", "PLATE-1"])
        text = self._text(self._upload("again.xlsx", response.content))
        self.assertEqual(text.count("We do not know this code."), 2)
        self.assertIn("This is not a quantity.", text)
