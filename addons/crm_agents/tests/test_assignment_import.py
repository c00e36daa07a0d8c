from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AgentsCommon

HEADERS = ("Cliente", "Agent", "Share", "From", "Until")


@tagged("post_install", "-at_install")
class TestAssignmentImport(AgentsCommon, ImportCommon):
    """Agents of customers from a sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref = "A1"
        cls.agent_b.email = "outside@example.com"

    def _import_rows(self, *rows, **values):
        return self._import("agent_assignment", csv_file(HEADERS, *rows), **values)

    def _assignments(self):
        rows = self.env["agent.assignment"].search([], order="partner_id, agent_id, date_from")
        return [
            (row.partner_id, row.agent_id, row.share, str(row.date_from or ""), str(row.date_to or ""))
            for row in rows
        ]

    def test_shares_and_dates(self):
        rows = [
            ("A1", self.agent_a.email, "60", "2026-01-01", "2026-06-30"),
            ("A1", "outside@example.com", "40", "2026-01-01", ""),
            ("A1", "outside@example.com", "", "", "2025-12-31"),
            ("Beta Lda", "Outside Agent", "", "", ""),
        ]
        self._assert_counts(self._import_rows(*rows), created=4)
        self.assertEqual(
            sorted(self._assignments(), key=lambda row: (row[0].id, row[1].id, row[3])),
            sorted(
                [
                    (self.customer_a, self.agent_a, 60.0, "2026-01-01", "2026-06-30"),
                    (self.customer_a, self.agent_b, 40.0, "2026-01-01", ""),
                    (self.customer_a, self.agent_b, 100.0, "", "2025-12-31"),
                    (self.customer_b, self.agent_b, 100.0, "", ""),
                ],
                key=lambda row: (row[0].id, row[1].id, row[3]),
            ),
        )
        self.assertIn(self.seller_a, self.customer_a.allowed_user_ids)
        self._assert_counts(self._import_rows(*rows), unchanged=4)
        changed = ("A1", "outside@example.com", "30", "2026-01-01", "")
        self._assert_counts(self._import_rows(changed), updated=1)

    def test_refused_rows_leave_nothing(self):
        for row in (
            ("nobody", "Outside Agent", "", "", ""),
            ("A1", "Beta Lda", "", "", ""),
            ("A1", "Outside Agent", "0", "", ""),
            ("A1", "Outside Agent", "101", "", ""),
            ("A1", "Outside Agent", "", "2026-02-01", "2026-01-01"),
        ):
            with self.subTest(row=row):
                self._assert_counts(self._import_rows(row), error=1)
        self._assign(self.customer_a, self.agent_a, 70)
        self._assert_counts(self._import_rows(("A1", "Outside Agent", "40", "", "")), error=1)
        self.assertEqual(len(self._assignments()), 1)

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self._import_rows(("A1", "Outside Agent", "", "", ""), user=self.seller_a)
        self.assertEqual(self._assignments(), [])
