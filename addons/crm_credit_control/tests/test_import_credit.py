"""Open items, instruments in hand and ceilings come in from sheets, once."""

from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestImportCredit(CreditCommon, ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref = "A1"
        cls.customer_b.ref = "B1"

    def _open_items(self, *rows):
        return self._import(
            "opening_balance", csv_file(("Cliente", "Documento", "Data", "Vencimento", "Saldo"), *rows)
        )

    def test_open_items_become_balance_due(self):
        rows = [
            ("A1", "FT 1", "2026-01-31", "2026-03-02", "1250.40"),
            ("A1", "NC 2", "2026-02-01", "", "-250.40"),
        ]
        self._assert_counts(self._open_items(*rows), created=2)
        self.assertExposure(1000, 1000, receivable=1000)
        items = self.env["credit.exposure.item"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual({str(item.date_due) for item in items}, {"2026-03-02", "2026-02-01"})
        self._assert_counts(self._open_items(*rows), unchanged=2)
        self.assertExposure(1000, 1000, receivable=1000)

    def test_booked_item_is_not_written_over(self):
        self._open_items(("A1", "FT 1", "2026-01-31", "", "100"))
        self._assert_counts(self._open_items(("A1", "FT 1", "2026-01-31", "", "101")), error=1)
        self._assert_counts(self._open_items(("Z9", "FT 1", "2026-01-31", "", "101")), error=1)
        self.assertExposure(100, 100)

    def test_instruments_in_hand(self):
        self._open_items(("A1", "FT 1", "2026-01-31", "", "1000"))
        headers = ("Cliente", "Número", "Tipo", "Valor", "Data", "Vencimento", "Documento")
        rows = [
            ("A1", "77", "letra", "800", "2026-02-01", "2099-01-31", "FT 1"),
            ("A1", "78", "cheque", "300", "2026-02-01", "2099-01-31", ""),
        ]
        self._assert_counts(self._import("instrument", csv_file(headers, *rows)), created=2)
        self.assertExposure(200, 1300, receivable=200, instruments=1100)
        instruments = self.env["credit.instrument"].search(
            [("partner_id", "=", self.customer_a.id)], order="name"
        )
        self.assertRecordValues(
            instruments,
            [
                {"name": "77", "kind": "bill", "state": "in_hand"},
                {"name": "78", "kind": "cheque", "state": "in_hand"},
            ],
        )
        self._assert_counts(self._import("instrument", csv_file(headers, *rows)), unchanged=2)
        unknown = ("A1", "79", "", "300", "2026-02-01", "2099-01-31", "FT 9")
        self._assert_counts(self._import("instrument", csv_file(headers, unknown)), error=1)
        self.assertExposure(200, 1300)

    def test_ceilings(self):
        headers = ("Cliente", "Limite de crédito", "Obligo")
        run = self._import("ceiling", csv_file(headers, ("A1", "12000", ""), ("B1", "0", "500")))
        self._assert_counts(run, created=1, updated=1)
        self.assertRecordValues(
            self.ceiling, [{"credit_ceiling": 12000, "obligo_ceiling": 15000, "has_obligo_ceiling": True}]
        )
        self.customer_b.invalidate_recordset()
        self.assertEqual(
            (
                self.customer_b.has_credit_ceiling,
                self.customer_b.credit_ceiling,
                self.customer_b.obligo_ceiling,
            ),
            (True, 0, 500),
        )
        self._assert_counts(self._import("ceiling", csv_file(headers, ("A1", "12000", ""))), unchanged=1)
