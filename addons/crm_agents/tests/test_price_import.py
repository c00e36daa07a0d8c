from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.tests import tagged

HEADERS = ("Customer", "Product", "Brand", "Category", "From quantity", "Price", "Discount %", "Valid until")


@tagged("post_install", "-at_install")
class TestPriceImport(ImportCommon):
    """Special prices of customers from a sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref, cls.customer_b.ref = "C1", "C2"
        cls.brand = cls.env["product.brand"].create({"name": "Forja"})
        cls.family = cls.env["product.category"].create({"name": "Furniture"})
        cls.desk = cls._create_goods("Desk", default_code="DESK", categ_id=cls.family.id)
        cls.saw = cls._create_goods("Saw", default_code="SAW", product_brand_id=cls.brand.id)

    def _prices(self, customer, *asked):
        pricelist = customer.property_product_pricelist
        return [pricelist._get_product_price(product, quantity) for product, quantity in asked]

    def test_conditions_come_in_once(self):
        rows = [
            ("C1", "DESK", "", "", "", "80", "", ""),
            ("C1", "DESK", "", "", "10", "75.50", "", "2099-12-31"),
            ("C1", "", "Forja", "", "", "", "20", ""),
            ("Beta Lda", "", "", "Furniture", "", "", "5", ""),
        ]
        self._assert_counts(self._import("special_price", csv_file(HEADERS, *rows)), created=4)
        asked = ((self.desk, 1), (self.desk, 10), (self.saw, 1))
        self.assertEqual(self._prices(self.customer_a, *asked), [80, 75.5, 80])
        self.assertEqual(self._prices(self.customer_b, *asked), [95, 95, 100])
        self._assert_counts(self._import("special_price", csv_file(HEADERS, *rows)), unchanged=4)
        rows[0] = ("C1", "DESK", "", "", "", "79", "", "")
        self._assert_counts(self._import("special_price", csv_file(HEADERS, *rows)), updated=1, unchanged=3)
        self.assertEqual(self._prices(self.customer_a, *asked), [79, 75.5, 80])

    def test_bad_rows_are_named_and_nothing_comes_in(self):
        self.customer_b.price_head_id = self.customer_a
        bad = [
            ("C9", "DESK", "", "", "", "80", "", ""),
            ("C1", "NONE", "", "", "", "80", "", ""),
            ("C1", "", "Nobody", "", "", "", "5", ""),
            ("C1", "DESK", "", "", "", "80", "5", ""),
            ("C2", "DESK", "", "", "", "80", "", ""),
            ("C1", "SAW", "", "", "", "80", "", ""),
            ("C1", "SAW", "", "", "", "", "-5", ""),
            ("C1", "", "", "Furniture", "", "", "1000", ""),
        ]
        run = self._import("special_price", csv_file(HEADERS, *bad))
        self.assertEqual(run.error_count, 7)
        self.assertFalse(self.customer_a.price_list_ids)

    def test_manager_brings_in_his_customers_only(self):
        rows = [("C1", "DESK", "", "", "", "80", "", "")]
        self._assert_counts(
            self._import("special_price", csv_file(HEADERS, *rows), user=self.manager), created=1
        )
        rows = [("C2", "DESK", "", "", "", "80", "", "")]
        self._assert_counts(
            self._import("special_price", csv_file(HEADERS, *rows), user=self.manager), error=1
        )
        self.assertFalse(self.customer_b.price_list_ids)
