"""Ceilings of customer groups come in from a sheet, and count for the customers without one of their own."""

from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.tests import tagged

from .common import CreditCommon

HEADERS = ("Grupo", "Limite de crédito", "Obligo")


@tagged("post_install", "-at_install")
class TestCeilingsImport(CreditCommon, ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._create_customer_group("Chains of Lisbon", customers=[cls.customer_b])

    def _limits(self):
        self.customer_b.invalidate_recordset()
        return (self.customer_b.credit_ceiling, self.customer_b.obligo_ceiling)

    def test_group_gets_its_ceiling_once(self):
        rows = csv_file(HEADERS, ("Chains of Lisbon", "8000", ""))
        self._assert_counts(self._import("group_ceiling", rows), created=1)
        self.assertEqual(self._limits(), (8000, 0))
        self._assert_counts(self._import("group_ceiling", rows), unchanged=1)
        rows = csv_file(HEADERS, ("Chains of Lisbon", "0", "500"))
        self._assert_counts(self._import("group_ceiling", rows), updated=1)
        ceiling = self.env["credit.ceiling"].search([("group_id", "=", self.group.id)])
        self.assertRecordValues(
            ceiling, [{"credit_policy": "nothing", "obligo_policy": "limited", "obligo_ceiling": 500}]
        )
        self.assertEqual(self._limits(), (0, 500))

    def test_unknown_group_and_negative_ceiling_are_refused(self):
        rows = csv_file(HEADERS, ("Nobody", "100", ""), ("Chains of Lisbon", "-1", ""))
        self._assert_counts(self._import("group_ceiling", rows), error=2)
        self.assertFalse(self.env["credit.ceiling"].search_count([("group_id", "=", self.group.id)]))
