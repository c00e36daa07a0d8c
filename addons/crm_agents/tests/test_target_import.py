from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file, xlsx_file
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_targets import TargetsCommon

HEADERS = ("Vendedor", "Period", "Cliente", "Family", "Brand", "Amount", "Quantity", "Season")


@tagged("post_install", "-at_install")
class TestTargetImport(TargetsCommon, ImportCommon):
    """Targets from a sheet: months, quarters and years, whole or not at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref = "A1"

    def _import_rows(self, *rows, **values):
        return self._import("agent_target", csv_file(HEADERS, *rows), **values)

    def _targets(self):
        targets = self.env["agent.target"].search([], order="agent_id, month, id")
        return [(str(target.month)[:7], target.amount, target.quantity) for target in targets]

    def test_month_quarter_and_year(self):
        rows = [
            ("seller_a", "2026-03", "A1", "Furniture / Chairs", "Norte", "1200.50", "7", ""),
            ("seller_a", "2026-Q2", "", "", "", "1000", "", ""),
            ("seller_b", "2027", "", "", "", "1100", "", "Closed in August"),
        ]
        self._assert_counts(self._import_rows(*rows), created=3)
        self.assertEqual(
            self._targets()[:4],
            [("2026-03", 1200.5, 7), ("2026-04", 333.33, 0), ("2026-05", 333.33, 0), ("2026-06", 333.34, 0)],
        )
        year = self.env["agent.target"].search([("agent_id", "=", self.colleague.id)], order="month")
        self.assertEqual(year.mapped("amount"), [100] * 11)
        self.assertNotIn(8, [target.month.month for target in year])
        [chairs] = self.env["agent.target"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual((chairs.categ_id, chairs.brand_id), (self.chairs, self.brand))
        self._assert_counts(self._import_rows(*rows), unchanged=3)
        changed = ("seller_a", "2026-03", "Alfa Lda", "Chairs", "Norte", "1300", "", "")
        self._assert_counts(self._import_rows(changed), updated=1)
        self.assertEqual((chairs.amount, chairs.quantity), (1300, 7))

    def test_workbook_with_dates_and_outside_agent(self):
        data = xlsx_file(("Seller", "Month", "Amount"), ("Outside Agent", "2026-05-01", 500))
        self._assert_counts(self._import("agent_target", data, filename="targets.xlsx"), created=1)
        self.assertEqual(self._targets(), [("2026-05", 500, 0)])

    def test_refused_rows_leave_nothing(self):
        for row in (
            ("nobody", "2026-03", "", "", "", "1", "", ""),
            ("Alfa Lda", "2026-03", "", "", "", "1", "", ""),
            ("seller_a", "March", "", "", "", "1", "", ""),
            ("seller_a", "2026-03", "unknown", "", "", "1", "", ""),
            ("seller_a", "2026-03", "", "", "", "", "", ""),
            ("seller_a", "2026-03", "", "", "", "-1", "", ""),
            ("seller_a", "2026-03", "", "", "", "1", "", "unknown"),
        ):
            run = self._import_rows(row, ("seller_b", "2026-03", "", "", "", "1", "", ""))
            self.assertEqual(run.error_count, 1, row)
            self.assertFalse(self._targets())

    def test_month_inside_its_year_is_told_twice(self):
        run = self._import_rows(
            ("seller_a", "2026", "", "", "", "1200", "", ""),
            ("seller_a", "2026-03", "", "", "", "500", "", ""),
        )
        [(number, _column, reason)] = self._findings(run)
        self.assertEqual((number, "Row 2" in reason), (3, True))
        self.assertFalse(self._targets())

    def test_check_only(self):
        row = ("seller_a", "2026", "", "", "", "1200", "", "")
        self._assert_counts(self._import_rows(row, dry_run=True), created=1)
        self.assertFalse(self._targets())

    def test_manager_brings_in_those_of_his_team(self):
        mine = ("seller_a", "2026-03", "", "", "", "1", "", "")
        self._assert_counts(self._import_rows(mine, user=self.manager), created=1)
        other = ("seller_b", "2026-03", "", "", "", "1", "", "")
        self._assert_counts(self._import_rows(other, user=self.manager), error=1)
        self.assertEqual(self._targets(), [("2026-03", 1, 0)])
        with self.assertRaises(AccessError):
            self._import_rows(mine, user=self.seller_a)
