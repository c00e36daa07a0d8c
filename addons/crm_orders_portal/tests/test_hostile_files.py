import io
import tracemalloc
import zipfile

import openpyxl
import xlwt
from odoo import http
from odoo.tests import tagged

from .common import PortalHttpCase

ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "&#65;"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet>&b;</worksheet>"""


def workbook(*rows):
    """An .xlsx with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data, **members):
    """The same archive with these members replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestHostileFiles(PortalHttpCase):
    """Scenario 17: real files that mean no good, or come from another decade, sent to the quick order."""

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _upload(self, data, name="order.xlsx", status=200):
        response = self.url_open(
            "/my/quick-order/check",
            data={"csrf_token": http.Request.csrf_token(self)},
            files={"file": (name, data)},
            timeout=60,
        )
        self.assertEqual(response.status_code, status)
        return self._text(response)

    def _assert_refused(self, data, message, **kwargs):
        self.assertIn(message, self._upload(data, **kwargs))
        self.assertFalse(self._basket(self.buyer_a))

    def test_17_a_large_body_is_refused_unread(self):
        for megabytes in (20, 200):
            self._assert_refused(bytes(megabytes * 2**20), "This page takes at most 4 MB", status=413)

    def test_17_it_is_refused_on_a_page_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("he_IL")
        response = self.url_open(
            "/he/my/quick-order/check", data={"x": "y"}, files={"file": ("a", bytes(5 * 2**20))}, timeout=60
        )
        self.assertEqual(response.status_code, 413)
        self.assertIn("o_rtl", response.text)

    def test_17_more_than_a_file_may_have(self):
        self._assert_refused(b"x" * (1024 * 1024 + 1), "too large; at most 1 MB")

    def test_17_a_hundred_thousand_rows(self):
        self._assert_refused(b"A;1\n" * 100_000, "At most 2000 lines", name="order.csv")
        rows = b"".join(
            b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>' % (row, row, row)
            for row in range(1, 100_001)
        )
        sheet = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + rows
            + b"</sheetData></worksheet>"
        )
        data = repacked(workbook(["Code"]), **{"xl/worksheets/sheet1.xml": sheet})
        self.assertLess(len(data), 1024 * 1024, "small enough to be opened at all")
        self._assert_refused(data, "At most 2000 lines")

    def test_17_zip_bomb(self):
        bomb = bytes(64 * 1024 * 1024)
        data = repacked(workbook(["Code"]), **{"xl/worksheets/sheet1.xml": bomb})
        self.assertLess(len(data), 1024 * 1024)
        tracemalloc.start()
        try:
            self._assert_refused(data, "cannot be read")
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertLess(peak, 32 * 1024 * 1024, "it was not unpacked")

    def test_17_macros_and_entities(self):
        good = workbook(["Code", "Quantity"], ["CUP-1", 1])
        self._assert_refused(repacked(good, **{"xl/vbaProject.bin": b"macro"}), "cannot be read")
        self._assert_refused(repacked(good, **{"xl/worksheets/sheet1.xml": ENTITIES}), "cannot be read")

    def test_17_formulas_are_text(self):
        data = workbook(["Code", "Quantity"], ["CUP-1", "=1+1"], ['=HYPERLINK("http://x","CUP-1")', 1])
        text = self._upload(data)
        self.assertIn("Please give a quantity.", text, "a formula without a stored value has none")
        text = self._upload(b"=cmd|' /C calc'!A0;1\nCUP-1;2\n", name="order.csv")
        self.assertIn("We do not know this code.", text)
        self.assertIn("Put 1 line into the basket", text)

    def test_17_files_of_every_encoding(self):
        self.cup.default_code = "CHÁV-1"
        line = "Código;Quantidade\nCHÁV-1;12\n"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
            data = line.encode(encoding)
            if encoding == "utf-16-le":
                data = b"\xff\xfe" + data
            text = self._upload(data, name="order.csv")
            self.assertIn("Put 1 line into the basket", text, encoding)
            self.assertIn("120.00", text, encoding)

    def test_17_quotes_and_separators(self):
        for line in ('"CUP-1";"12"', "CUP-1,12", "CUP-1\t12", '"CUP-1","12"\r', "CUP-1|12"):
            text = self._upload(f"{line}\n".encode(), name="order.csv")
            self.assertIn("Put 1 line into the basket", text, line)

    def test_17_old_workbook(self):
        book = xlwt.Workbook()
        sheet = book.add_sheet("Order")
        for row, cells in enumerate((("Code", "Quantity"), ("CUP-1", 12), ("PLATE-1", 3))):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
        stream = io.BytesIO()
        book.save(stream)
        self.assertIn("Put 2 lines into the basket", self._upload(stream.getvalue(), name="order.xls"))
        self._assert_refused(stream.getvalue()[:900], "cannot be read", name="order.xls")

    def test_2000_lines_in_a_file(self):
        products = self.env["product.product"].create(
            [{"name": f"Thing {number}", "default_code": f"T-{number}"} for number in range(2000)]
        )
        data = "".join(f"{product.default_code};1\n" for product in products).encode()
        self.assertIn("Put 2000 lines into the basket", self._upload(data, name="order.csv"))

    def test_what_is_exported_comes_in_again(self):
        self._fill(quantity="3")
        self._fill(self.plate, quantity="1,5")
        basket = self._basket(self.buyer_a)
        response = self._get("/my/basket/export")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        text = self._upload(response.content)
        self.assertIn("Put 2 lines into the basket", text)
        self.assertIn("36.00", text)
        kept = self.env["portal.order.list"]._portal_save(
            self.contact_a, "=Weekly", False, basket._portal_quantities()
        )
        text = self._upload(self._get(f"/my/lists/{kept.id}/export").content)
        self.assertIn("Put 2 lines into the basket", text)
        foreign = self.env["portal.order.list"]._portal_save(self.contact_b, "B's", True, {self.cup: 1})
        self.assertEqual(self._get(f"/my/lists/{foreign.id}/export").status_code, 404)
