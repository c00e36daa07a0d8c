"""What the tests of the import start from."""

import base64
import io
from unittest.mock import patch

import openpyxl
from odoo.addons.crm_base.wizard.crm_import_progress import CrmImportProgress

from .common import ObligoCommon


class ImportCommon(ObligoCommon):
    """Imports by the administrator of a company without taxes on sales, each line rounded by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The progress is written in a transaction of its own, which would outlive the test.
        cls.progress = []
        told = patch.object(
            CrmImportProgress, "_tell", lambda _self, _id, done, total: cls.progress.append((done, total))
        )
        cls.startClassPatcher(told)
        cls.env.ref("base.group_user").implied_ids |= cls.env.ref("product.group_product_pricelist")
        cls.env.company.write(
            {"account_sale_tax_id": False, "tax_calculation_rounding_method": "round_per_line"}
        )

    @classmethod
    def _wizard(cls, kind, data, filename="file", user=None, **values):
        return cls.env(user=user or cls.admin_user)["crm.import"].create(
            {"kind": kind, "file": base64.b64encode(data), "filename": filename, "dry_run": False, **values}
        )

    @classmethod
    def _import(cls, kind, data, **values):
        """Run an import; returns its entry in the log."""
        wizard = cls._wizard(kind, data, **values)
        wizard.action_run()
        return wizard.run_id

    def _assert_counts(self, run, **counts):
        """The run has exactly these counts; those not named are zero."""
        names = ("created", "updated", "unchanged", "error")
        found = {name: run[f"{name}_count"] for name in names if run[f"{name}_count"]}
        self.assertEqual(found, counts, self._findings(run))

    def _findings(self, run):
        """(row, column, reason) of what was found, in the order of the screen."""
        wizard = self.env["crm.import"].search([("run_id", "=", run.id)])
        return [(finding.number, finding.column or "", finding.reason) for finding in wizard.finding_ids]

    def _customers(self, *codes):
        return self.env["res.partner"].search([("ref", "in", codes), ("parent_id", "=", False)])

    @staticmethod
    def _read_workbook(data):
        """All values of a workbook's first sheet, row by row."""
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(data)))
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
