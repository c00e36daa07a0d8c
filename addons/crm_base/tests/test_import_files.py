from datetime import date
from unittest.mock import patch

from odoo.addons.crm_base.sheets.sheet import Limits
from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import ImportCommon
from .import_files import bomb, csv_file, rewritten, with_entities, xls_file, xlsx_file

ROWS = [("Code", "Name", "City"), ("H1", "Ação & Irmãos", "Évora"), ("H2", "Peña", "León")]
HEBREW_ROWS = [("קוד לקוח", "שם", "עיר"), ("H1", "מכולת השכונה", "חיפה"), ("H2", "דוד ובניו", "יפו")]


@tagged("post_install", "-at_install")
class TestImportFiles(ImportCommon):
    """Files of every kind and encoding come in as they read; hostile ones are refused, and nothing happens."""

    def _assert_refused(self, data, text, **limits):
        before = self.env["res.partner"].search_count([])
        with (
            patch.object(type(self.env["crm.import"]), "_limits", lambda _self: Limits(**limits)),
            self.assertRaisesRegex(UserError, text),
        ):
            self._import("customer", data)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_encodings_and_separators(self):
        """The same two customers, in every encoding and with every separator."""
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            for separator in (",", ";", "\t", "|"):
                with self.subTest(encoding=encoding, separator=separator):
                    run = self._import("customer", csv_file(*ROWS, separator=separator, encoding=encoding))
                    self.assertEqual((run.state, run.row_count), ("imported", 2))
        self.assertEqual(self._customers("H1", "H2").mapped("name"), ["Ação & Irmãos", "Peña"])
        self.assertEqual(self._customers("H1").city, "Évora")

    def test_hebrew_of_old_windows(self):
        """Headers and text in the Hebrew code page."""
        self._assert_counts(self._import("customer", csv_file(*HEBREW_ROWS, encoding="cp1255")), created=2)
        self.assertEqual(self._customers("H1").name, "מכולת השכונה")

    def test_workbooks(self):
        """.xlsx and .xls, whatever the name says; numbers as codes have no decimals."""
        rows = [("Code", "Name", "Postal code"), (4711, "Padaria Sol", 4000), (4712, "Padaria Lua", "0042")]
        self._assert_counts(self._import("customer", xlsx_file(*rows), filename="list.csv"), created=2)
        self._assert_counts(self._import("customer", xls_file(*rows), filename="list.xlsx"), unchanged=2)
        self.assertEqual(self._customers("4711").zip, "4000")
        self.assertEqual(self._customers("4712").zip, "0042")

    def test_dates_of_workbooks(self):
        """Date cells are dates in both formats."""
        self.product = self._create_goods(default_code="W1")
        rows = [("Price list", "Product", "Price", "Valid from"), ("Export", "W1", 12.5, date(2026, 3, 4))]
        for number, build in enumerate((xlsx_file, xls_file)):
            run = self._import("pricelist", build(*rows))
            self._assert_counts(run, **({"unchanged": 1} if number else {"created": 1}))
        item = self.env["product.pricelist"].search([("name", "=", "Export")]).item_ids
        self.assertEqual((item.fixed_price, item.date_start.date()), (12.5, date(2026, 3, 4)))

    def test_formulas_are_never_computed(self):
        """A formula without a stored value is an empty cell; one in a .csv is text."""
        formula = '=HYPERLINK("http://x.example")'
        run = self._import("customer", xlsx_file(("Code", "Name"), ("F1", formula)))
        self._assert_counts(run, error=1)
        quoted = '"' + formula.replace('"', '""') + '"'
        self._assert_counts(self._import("customer", csv_file(("Code", "Name"), ("F2", quoted))), created=1)
        self.assertEqual(self._customers("F2").name, formula)

    def test_errors_of_a_spreadsheet(self):
        """#N/A is no name."""
        run = self._import("customer", xlsx_file(("Code", "Name"), ("F1", "#N/A")))
        self._assert_counts(run, error=1)
        self.assertIn("#N/A", self._findings(run)[0][2])

    def test_too_large(self):
        """Bytes as sent, bytes unpacked, rows, columns: each limit is told."""
        self._assert_refused(b"Code,Name\n" + b"x" * (2 << 20), "larger than 1 MB", packed_bytes=1 << 20)
        self._assert_refused(bomb(ROWS, 3), "larger than 2 MB", unpacked_bytes=2 << 20)
        self._assert_refused(csv_file(*ROWS), "more than 1 rows", rows=1)
        self._assert_refused(csv_file(*ROWS), "more than 2 columns", columns=2)

    def test_bomb_of_two_hundred_megabytes(self):
        """The standing limits refuse it from the archive's directory, without unpacking."""
        data = bomb(ROWS, 201)
        self.assertLess(len(data), 1 << 20)
        self._assert_refused(data, "larger than 200 MB")

    def test_entities_and_macros(self):
        """Neither is looked at any further."""
        self._assert_refused(with_entities(ROWS), "XML entities")
        self._assert_refused(rewritten(xlsx_file(*ROWS), {}, [("xl/vbaProject.bin", b"macro")]), "macros")

    def test_no_sheets(self):
        """What is no sheet at all."""
        self._assert_refused(b"", "Choose a file")
        self._assert_refused(b"\n\n", "empty")
        self._assert_refused(b"%PDF-1.4 text", "no sheet")
        self._assert_refused(b"<html><table>", "no sheet")
        self._assert_refused(b"PK\x03\x04" + b"\0" * 50, "damaged")
        self._assert_refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged")
        self._assert_refused(b"Code,Name\nA\0B,C\0\0\0", "not text")
        self._assert_refused(xlsx_file(*ROWS)[:-400], "damaged")
        self._assert_refused(
            rewritten(xlsx_file(*ROWS), {"xl/worksheets/sheet1.xml": lambda content: content[:200]}),
            "damaged",
        )

    def test_sheet_that_claims_to_be_huge(self):
        """A claimed size of a million rows costs nothing."""

        def claim(content):
            return content.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"')

        data = rewritten(xlsx_file(*ROWS), {"xl/worksheets/sheet1.xml": claim})
        self._assert_counts(self._import("customer", data), created=2)

    def test_broken_quotes(self):
        """A quote that never closes would swallow the rest of the file into one cell."""
        self._assert_refused(csv_file(("Code", "Name"), ("Q1", '"open'), ("Q2", "Next")), "not closed")
