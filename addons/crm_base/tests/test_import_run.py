from unittest.mock import patch

from odoo import api
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .import_common import ImportCommon
from .import_files import csv_file, xlsx_file

HEADERS = ("Code", "Name", "E-mail", "Country", "Class")
GOOD = [
    ("R1", "Mercearia Azul", "azul@azul.example", "Portugal", "A"),
    ("R2", "Talho Verde", "", "Espanha", ""),
]
BAD = [
    ("R3", "", "", "Portugal", ""),
    ("R4", "Bar Roxo", "", "Atlantis", "Z"),
    ("R1", "Mercearia Outra", "", "", ""),
]


@tagged("post_install", "-at_install")
class TestImportRun(ImportCommon):
    """All or nothing, each fault told with row and column, the same file twice changes nothing."""

    def test_same_file_twice(self):
        """The second time nothing is new and nothing is written."""
        data = csv_file(HEADERS, *GOOD)
        self._assert_counts(self._import("customer", data), created=2)
        customers = self._customers("R1", "R2")
        written = customers.mapped("write_date")
        self._assert_counts(self._import("customer", data), unchanged=2)
        self.assertEqual(self._customers("R1", "R2"), customers)
        self.assertEqual(customers.mapped("write_date"), written)
        self.assertEqual(customers.mapped("country_id.code"), ["PT", "ES"])
        self.assertEqual(customers.mapped("customer_class"), ["a", False])

    def test_changes_come_in(self):
        """A changed cell is written, a blank cell leaves what is there."""
        self._import("customer", csv_file(HEADERS, *GOOD))
        run = self._import(
            "customer", csv_file(("Code", "Name", "E-mail"), ("R1", "Mercearia Azul e Ouro", ""))
        )
        self._assert_counts(run, updated=1)
        customer = self._customers("R1")
        self.assertEqual((customer.name, customer.email), ("Mercearia Azul e Ouro", "azul@azul.example"))

    def test_customers_entered_by_hand_are_found_by_their_code(self):
        """The code is the customer's reference."""
        self.customer_a.ref = "A77"
        self._assert_counts(
            self._import("customer", csv_file(("Code", "Name"), ("A77", '"Alfa, Lda"'))), updated=1
        )
        self.assertEqual(self.customer_a.name, "Alfa, Lda")

    def test_nothing_comes_in_when_a_row_is_bad(self):
        """Every bad row is told with column and reason, good ones wait."""
        partners = self.env["res.partner"].search_count([])
        run = self._import("customer", csv_file(HEADERS, *GOOD, *BAD))
        self.assertEqual(run.state, "refused")
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(
            self.env["ir.model.data"].search(
                [("module", "=", "crm_import"), ("name", "like", "customer\\_R")]
            )
        )
        found = [(number, column) for number, column, _reason in self._findings(run)]
        self.assertEqual(found, [(4, "Name"), (5, "Country"), (5, "Class"), (6, "Code")])
        self.assertIn("row 2", self._findings(run)[-1][2])

    def test_check_only(self):
        """A dry run says what an import would do, and does nothing."""
        partners = self.env["res.partner"].search_count([])
        run = self._import("customer", csv_file(HEADERS, *GOOD), dry_run=True)
        self.assertEqual((run.state, run.dry_run), ("checked", True))
        self._assert_counts(run, created=2)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_bad_rows_come_back_to_mend(self):
        """The same columns, the reason, the row; mended, the file comes in."""
        run = self._import("customer", csv_file(HEADERS, *GOOD, *BAD))
        headers, *rows = self._read_workbook(run.error_file)
        self.assertEqual(headers, [*HEADERS, "What is wrong", "Row"])
        self.assertEqual([row[-1] for row in rows], [4, 5, 6])
        self.assertIn("Country: ", rows[1][-2])
        self.assertIn("Class: ", rows[1][-2])
        mended = [[*row[:5], *row[5:]] for row in rows[:2]]
        mended[0][1], mended[1][3], mended[1][4] = "Café Branco", "Brasil", "B"
        self._assert_counts(self._import("customer", xlsx_file(headers, *mended)), created=2)

    def test_text_given_back_is_no_formula(self):
        """What looks like a formula is given back as text, and reads as it was."""
        name = '=cmd|"/C calc"!A0'
        quoted = '"' + name.replace('"', '""') + '"'
        run = self._import(
            "customer", csv_file(("Code", "Name", "Class"), ("X1", quoted, "Z"), ("-2+3", "@x", "Z"))
        )
        rows = self._read_workbook(run.error_file)
        self.assertEqual([row[:2] for row in rows[1:]], [["X1", "'" + name], ["'-2+3", "'@x"]])
        mended = [[row[0], row[1], "A"] for row in rows[1:]]
        self._assert_counts(
            self._import("customer", xlsx_file(("Code", "Name", "Class"), *mended)), created=2
        )
        self.assertEqual(self._customers("X1").name, name)

    def test_what_the_orm_refuses_is_told_by_row(self):
        """A constraint deep in Odoo stops the row that breaks it, among hundreds, and no other is blamed."""
        self.env["product.product"].create({"name": "There already", "barcode": "4006381339999"})
        rows = [(f"P{number}", f"Product {number}", f"{4006381333900 + number}") for number in range(300)]
        rows[217] = ("P217", "Product 217", "4006381339999")
        run = self._import("product", csv_file(("Code", "Name", "Barcode"), *rows))
        self.assertEqual(run.state, "refused")
        self.assertEqual([number for number, _column, _reason in self._findings(run)], [219])
        self.assertFalse(self.env["product.product"].search([("default_code", "=like", "P2__")]))

    def test_columns_by_hand_and_kept(self):
        """Headers that nothing recognises are chosen once and known by name afterwards."""
        data = csv_file(("K-1", "K-2", "Name"), ("H7", "Quinta do Vale", "ignored"))
        wizard = self._wizard("customer", data)
        wizard.action_match()
        self.assertEqual(wizard.column_ids.mapped("target_id.column"), ["name"])
        targets = {
            target.column: target
            for target in self.env["crm.import.target"].search([("import_id", "=", wizard.id)])
        }
        first, second, third = wizard.column_ids
        first.target_id, second.target_id, third.target_id = targets["code"], targets["name"], False
        wizard.mapping_name = "Old program"
        wizard.action_import()
        self.assertEqual(self._customers("H7").name, "Quinta do Vale")
        mapping = self.env["crm.import.mapping"].search([("name", "=", "Old program")])
        self._assert_counts(self._import("customer", data, mapping_id=mapping.id), unchanged=1)

    def test_needed_columns_must_be_chosen(self):
        """Nothing starts before that."""
        with self.assertRaisesRegex(UserError, "Choose which column of the file holds: Code, Name"):
            self._import("customer", csv_file(("A", "B"), ("1", "2")))

    def test_duplicates_of_customers(self):
        """A new code for a company that is there is refused, unless somebody says why."""
        self.customer_a.vat = "PT501442600"
        data = csv_file(("Code", "Name", "Tax ID"), ("N1", "Alfa Comercial", "501442600"))
        run = self._import("customer", data)
        self._assert_counts(run, error=1)
        self.assertIn("Alfa Lda", self._findings(run)[0][2])
        self.assertFalse(self._customers("N1"))
        self._assert_counts(self._import("customer", data, duplicate_reason="Second shop"), created=1)

    def test_the_rows_of_a_wizard_are_closed_to_sellers(self):
        """Columns, findings and progress show what is in a file; the progress is written by the run alone."""
        for model, is_managers in (
            ("crm.import.column", True),
            ("crm.import.finding", True),
            ("crm.import.progress", False),
        ):
            records = self.env[model]
            self.assertEqual(records.with_user(self.manager).has_access("read"), is_managers, model)
            self.assertFalse(records.with_user(self.seller_a).has_access("read"), model)

    def test_who_may_import(self):
        """A manager imports customers, an administrator everything, a seller nothing; rights hold row by row."""
        data = csv_file(("Code", "Name"), ("W1", "Adega Nova"))
        with self.assertRaises(AccessError):
            self._import("customer", data, user=self.seller_a)
        with self.assertRaises(AccessError):
            self._import("supplier", data, user=self.manager)
        self._assert_counts(self._import("customer", data, user=self.manager), created=1)
        self.customer_b.ref = "B88"
        run = self._import("customer", csv_file(("Code", "Name"), ("B88", "Taken over")), user=self.manager)
        self.assertEqual(run.state, "refused")
        self.assertEqual(self.customer_b.name, "Beta Lda")

    def test_log_is_kept_and_cannot_be_written(self):
        """A refused run is in the log as well; nobody changes it, and a manager sees his own only."""
        run = self._import("customer", csv_file(HEADERS, *BAD), user=self.manager)
        self.assertEqual(run.with_user(self.manager).error_count, 2)
        with self.assertRaises(AccessError):
            run.with_user(self.admin_user).write({"state": "imported"})
        self.assertFalse(
            self.env["crm.import.run"].with_user(self.other_manager).search([("id", "=", run.id)])
        )

    def test_progress_is_told(self):
        """A file of more than one batch tells how far it is."""
        self.progress.clear()
        rows = [(f"Z{number}", f"Zona {number} Lda") for number in range(1500)]
        self._assert_counts(self._import("customer", csv_file(("Code", "Name"), *rows)), created=1500)
        self.assertEqual(self.progress, [(1001, 1501), (1501, 1501)])

    def test_bad_tax_numbers_are_told_without_trying_each_row(self):
        """A batch with bad tax numbers is written twice: as it came, and without the rows at fault."""
        partners, written = self.registry["res.partner"], []
        create = partners.create

        @api.model_create_multi
        def count(records, vals_list):
            if vals_list:
                written.append(len(vals_list))
            return create(records, vals_list)

        rows = [
            (
                f"V{number}",
                f"Vinha {number * 7919} Lda",
                "PT501964842" if number % 2 else "PT501964843",
                "Portugal",
            )
            for number in range(8)
        ]
        header = ("Code", "Name", "Tax ID", "Country")
        with patch.object(partners, "create", count):
            run = self._import("customer", csv_file(header, *rows), duplicate_reason="One group of companies")
        self._assert_counts(run, created=4, error=4)
        self.assertEqual(written, [8, 4])
        self.assertFalse(self._customers("V0"))

    def test_after_a_thousand_bad_rows_the_rest_is_left_alone(self):
        rows = [(f"W{number}", "", "") for number in range(2500)]
        run = self._import("customer", csv_file(("Code", "Name", "City"), *rows))
        self.assertRecordValues(
            run, [{"state": "refused", "row_count": 2500, "error_count": 1000, "unread_count": 1500}]
        )

    def test_templates_come_in_as_they_are(self):
        """Each kind's own template is recognised column by column, in every language in use."""
        self.env["res.lang"]._activate_lang("pt_PT")
        for kind in (
            "customer",
            "contact",
            "supplier",
            "product",
            "product_category",
            "stock",
            "pricelist",
            "seller",
            "order",
        ):
            for lang in ("en_US", "pt_PT"):
                columns = self.env["crm.import"].with_context(lang=lang)._columns(kind)
                wizard = self._wizard(kind, xlsx_file([column.label for column in columns]))
                wizard.action_match()
                self.assertEqual(
                    wizard.column_ids.mapped("target_id.column"), [column.name for column in columns], kind
                )

    def test_text_that_lost_its_quotes(self):
        """A comma in a name without quotes would cut the name; the row is refused."""
        run = self._import("customer", csv_file(("Code", "Name"), ("A78", "Beta, Lda")))
        self._assert_counts(run, error=1)
        self.assertFalse(self._customers("A78"))
