import io

import openpyxl
from odoo.tests import HttpCase, tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestImportTour(ObligoCommon, HttpCase):
    """The wizard as a sales manager sees it, and the sheet to fill in."""

    def test_bad_file_then_good_file(self):
        """Both customers come in, once, with the file that has no bad row."""
        self.start_tour("/odoo/action-crm_base.crm_import_action", "crm_base_import", login="manager_a")
        customers = self.env["res.partner"].search([("ref", "in", ("TOUR1", "TOUR2"))], order="ref")
        self.assertEqual(customers.mapped("name"), ["Zimbral Antunes", "Quebrada Sousa"])
        runs = self.env["crm.import.run"].search([("user_id", "=", self.manager.id)], order="id")
        self.assertEqual(runs.mapped("state"), ["refused", "checked", "imported"])

    def test_template(self):
        """A sheet with headers and an example; only of kinds that the user may import."""
        self.authenticate("manager_a", "manager_a")
        response = self.url_open("/crm_base/import/template/customer")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        self.assertEqual([sheet["A1"].value, sheet["B1"].value, sheet["A2"].value], ["Code", "Name", "C0001"])
        self.assertEqual(self.url_open("/crm_base/import/template/supplier").status_code, 404)
        self.assertEqual(self.url_open("/crm_base/import/template/nothing").status_code, 404)
