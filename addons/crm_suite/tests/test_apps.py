"""What the apps of OCA bring, walked through once: codes, direct debit, backups, cost methods, labels."""

import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestApps(TransactionCase):
    def test_a_product_is_found_by_each_of_its_codes(self):
        product = self.env["product.product"].create({"name": "Pump", "default_code": "PUMP-1"})
        product.barcode_ids = [Command.create({"name": code}) for code in ("5601000009991", "HV-9991")]
        for code in ("PUMP-1", "5601000009991", "HV-9991"):
            found = self.env["product.product"].name_search(code)
            self.assertEqual([record_id for record_id, _name in found], product.ids, code)

    def test_average_cost_moves_with_receipts_and_standard_cost_stays(self):
        for method, cost in (("average", 12.0), ("standard", 10.0)):
            family = self.env["product.category"].create({"name": method, "property_cost_method": method})
            product = self.env["product.product"].create(
                {"name": method, "is_storable": True, "categ_id": family.id, "standard_price": 10.0}
            )
            self._receive(product, 5, 10.0)
            self._receive(product, 5, 14.0)
            self.assertAlmostEqual(product.standard_price, cost, 2, method)

    def _receive(self, product, quantity, price):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        line = {"product_id": product.id, "product_qty": quantity, "price_unit": price, "tax_ids": False}
        order = self.env["purchase.order"].create(
            {"partner_id": supplier.id, "order_line": [Command.create(line)]}
        )
        order.button_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()

    def test_a_mandate_belongs_to_the_customer(self):
        customer = self.env["res.partner"].create({"name": "Customer", "is_company": True})
        account = self.env["res.partner.bank"].create(
            {"acc_number": "PT50003506510000000000061", "partner_id": customer.id}
        )
        mandate = self.env["account.banking.mandate"].create(
            {
                "partner_id": customer.id,
                "partner_bank_id": account.id,
                "format": "sepa_core",
                "type": "recurrent",
                "signature_date": date(2025, 1, 2),
            }
        )
        mandate.validate()
        self.assertEqual(mandate.state, "valid")
        self.assertEqual(customer.bank_ids.mandate_ids, mandate)

    def test_backups_are_scheduled_and_write_a_whole_archive(self):
        job = self.env.ref("auto_backup.ir_cron_backup_scheduler_0")
        self.assertEqual((job.interval_number, job.interval_type), (1, "days"))
        with TemporaryDirectory() as folder:
            backup = self.env["db.backup"].create({"folder": folder, "backup_format": "zip"})
            with patch(
                "odoo.addons.auto_backup.models.db_backup.db.dump_db", side_effect=self._write_archive
            ):
                backup.action_backup()
            (archive,) = Path(folder).iterdir()
            self.assertEqual(zipfile.ZipFile(archive).namelist(), ["dump.sql"])

    def _write_archive(self, _name, stream, *_args, **_options):
        # The dump itself needs its own connection, which does not see this test's transaction.
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("dump.sql", "-- dump")
        return stream

    def test_labels_can_be_printed_from_customers(self):
        report = self.env.ref("partner_label.report_res_partner_label")
        self.assertEqual(report.binding_model_id.model, "res.partner")

    def test_prices_follow_the_suppliers_list(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        product = self.env["product.product"].create({"name": "Tap", "list_price": 99.0})
        product.seller_ids = [Command.create({"partner_id": supplier.id, "price": 40.0})]
        rule = {"compute_price": "formula", "base": "supplierinfo", "price_discount": -25.0}
        prices = self.env["product.pricelist"].create(
            {"name": "Supplier + 25 %", "item_ids": [Command.create(rule)]}
        )
        self.assertAlmostEqual(prices._get_product_price(product, 1.0), 50.0)
