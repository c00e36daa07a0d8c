import base64
import io

import openpyxl
from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import xlsx_file
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_targets import TargetsCommon

HEADERS = (
    "Seller",
    "Year",
    "Customer",
    "Family",
    "Brand",
    "Measure",
    "Jan",
    "Feb",
    "Dec",
    "Year's Total",
    "Season",
)


@tagged("post_install", "-at_install")
class TestTargetWorkbook(TargetsCommon, ImportCommon):
    """A year in a row: out as a workbook, in again as it is, and with what was typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref = "007"

    def _export(self, user=None, **values):
        wizard = (
            self.env["agent.target.sheet"].with_user(user or self.admin_user).create({"year": 2026, **values})
        )
        wizard.action_export()
        return base64.b64decode(wizard.workbook)

    def _import_rows(self, *rows, **values):
        data = xlsx_file(HEADERS, *rows)
        return self._import("agent_target_year", data, filename="targets.xlsx", **values)

    def _figures(self, **criteria):
        targets = self.env["agent.target"].search([(name, "=", value) for name, value in criteria.items()])
        return {
            f"{target.month:%Y-%m}": (target.amount, target.quantity, target.margin)
            for target in targets
            if target.amount or target.quantity or target.margin
        }

    def test_out_and_in_again(self):
        """Nothing changes; then one cell, and a row of last year that was empty."""
        self._target(1200.5, quantity=7, partner_id=self.customer_a.id, categ_id=self.chairs.id)
        self._target(300, month="2026-12-01", brand_id=self.brand.id, margin=50)
        self._target(90, agent=self.colleague, month="2025-03-01")
        self._target(80, agent=self.agent_b, month="2025-03-01")
        self._target(0, agent=self.agent_b)
        before = self._figures()
        data = self._export()
        book = openpyxl.load_workbook(io.BytesIO(data))
        rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
        self.assertEqual(rows[0][:7], ["Seller", "Year", "Customer", "Family", "Brand", "Measure", "Jan"])
        named = {tuple(row[place] or "" for place in (0, 2, 3, 4, 5)): row for row in rows[1:]}
        chairs = named["seller_a", "007", "Furniture / Chairs", "", "Amount"]
        self.assertEqual(
            (chairs[11], chairs[12], chairs[18]),
            (1200.5, 0, "=SUM(G3:R3)" if rows[2] == chairs else chairs[18]),
        )
        self.assertIsNone(named["seller_b", "", "", "", "Amount"][6])
        self._assert_counts(
            self._import("agent_target_year", data, filename="targets.xlsx"), unchanged=len(rows) - 1
        )
        self.assertEqual(self._figures(), before)
        for row in book.active.iter_rows(min_row=2):
            if row[0].value == "seller_b":
                row[8].value = 95
            elif row[5].value == "Quantity":
                row[11].value = 9
        stream = io.BytesIO()
        book.save(stream)
        run = self._import("agent_target_year", stream.getvalue(), filename="targets.xlsx")
        self._assert_counts(run, created=1, updated=1, unchanged=len(rows) - 3)
        self.assertEqual(
            self._figures(agent_id=self.colleague.id, month="2026-03-01"), {"2026-03": (95, 0, 0)}
        )
        self.assertEqual(self._figures(categ_id=self.chairs.id), {"2026-06": (1200.5, 9, 0)})

    def test_months_total_and_season(self):
        """A month given counts, an empty one stays, 0 empties; a total alone is laid over the year."""
        self._target(10, month="2026-02-01")
        self._target(20, month="2026-12-01")
        rows = (
            ("seller_a", 2026, "", "", "", "", 100, "", 0, 999, ""),
            ("seller_b", 2026, "", "", "", "Quantity", "", "", "", 120, ""),
            ("Outside Agent", 2026, "007", "Chairs", "Norte", "", "", "", "", 1100, "Closed in August"),
        )
        self._assert_counts(self._import_rows(*rows), created=2, updated=1)
        self.assertEqual(
            self._figures(agent_id=self.agent_a.id), {"2026-01": (100, 0, 0), "2026-02": (10, 0, 0)}
        )
        pieces = self._figures(agent_id=self.colleague.id)
        self.assertEqual((len(pieces), set(pieces.values())), (12, {(0, 10, 0)}))
        chairs = self._figures(
            agent_id=self.agent_b.id, partner_id=self.customer_a.id, brand_id=self.brand.id
        )
        self.assertEqual((len(chairs), "2026-08" in chairs, set(chairs.values())), (11, False, {(100, 0, 0)}))

    def test_bad_rows_are_told_and_nothing_comes_in(self):
        good = ("seller_b", 2026, "", "", "", "", 1, "", "", "", "")
        for row, column, reason in (
            (("nobody", 2026, "", "", "", "", 1, "", "", "", ""), "Seller", "no seller"),
            (("seller_a", 26, "", "", "", "", 1, "", "", "", ""), "Year", "no year"),
            (("seller_a", 2026, "999", "", "", "", 1, "", "", "", ""), "Customer", "999"),
            (("seller_a", 2026, "", "", "", "Pieces", 1, "", "", "", ""), "Measure", "no measure"),
            (("seller_a", 2026, "", "", "", "", "", -1, "", "", ""), "Feb", "negative"),
            (("seller_a", 2026, "", "", "", "", "", "much", "", "", ""), "Feb", "much"),
            (good, "", "in row 2"),
        ):
            run = self._import_rows(good, row)
            [(number, found, why)] = self._findings(run)
            self.assertEqual((number, column in found, reason in why), (3, True, True), (found, why))
            self.assertFalse(self._figures())

    def test_of_his_team_only(self):
        self._target(10)
        self._target(20, agent=self.colleague)
        book = openpyxl.load_workbook(io.BytesIO(self._export(self.manager)))
        self.assertEqual([row[0] for row in book.active.iter_rows(min_row=2, values_only=True)], ["seller_a"])
        run = self._import_rows(("seller_b", 2026, "", "", "", "", 1, "", "", "", ""), user=self.manager)
        self._assert_counts(run, error=1)
        with self.assertRaises(AccessError):
            self._export(self.seller_a)
        with self.assertRaisesRegex(UserError, "Nobody has targets in 2020"):
            self._export(year=2020)
        wizard = self.env["agent.target.sheet"].with_user(self.manager).create({})
        self.assertEqual(wizard.action_template()["url"], "/crm_base/import/template/agent_target_year")
        self.assertEqual(wizard.action_import()["context"]["default_kind"], "agent_target_year")
