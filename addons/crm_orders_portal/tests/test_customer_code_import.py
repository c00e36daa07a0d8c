from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.tests import tagged

HEADERS = ("Customer", "Customer's code", "Product", "Customer's name for it")


@tagged("post_install", "-at_install")
class TestCustomerCodeImport(ImportCommon):
    """What customers call our products, brought in from a file."""

    def setUp(self):
        super().setUp()
        self.customer_a.ref = "A1"
        self.cup = self._create_goods("Blue cup", default_code="CUP-1")

    def _codes(self):
        return self.env["product.customer.code"].search([("partner_id", "=", self.customer_a.id)])

    def test_codes_come_in_once_and_are_changed_by_the_next_file(self):
        data = csv_file(HEADERS, ("A1", "77-A", "CUP-1", "Chávena"))
        self._assert_counts(self._import("customer_code", data), created=1)
        self.assertRecordValues(
            self._codes(), [{"code": "77-A", "product_id": self.cup.id, "name": "Chávena"}]
        )
        self._assert_counts(self._import("customer_code", data), unchanged=1)
        plate = self._create_goods("Plate", default_code="PLATE-1")
        self._assert_counts(
            self._import("customer_code", csv_file(HEADERS, ("A1", "77-a", "PLATE-1", "Prato"))), updated=1
        )
        self.assertRecordValues(self._codes(), [{"product_id": plate.id, "name": "Prato"}])

    def test_unknown_customer_and_product_are_faults_of_their_cells(self):
        run = self._import("customer_code", csv_file(HEADERS, ("Nobody", "1", "NOPE", "")))
        self.assertEqual(
            [(number, column) for number, column, _ in self._findings(run)], [(2, "Customer"), (2, "Product")]
        )
        self.assertFalse(self._codes())
