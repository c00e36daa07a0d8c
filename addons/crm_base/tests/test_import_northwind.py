import csv
import os
import unittest
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from odoo.tests import tagged

from .import_common import ImportCommon

FOLDER = os.environ.get("OBLIGO_NORTHWIND", "")
CENT = Decimal("0.01")
FILES = [
    ("seller", "employees.csv", 9),
    ("supplier", "suppliers.csv", 29),
    ("customer", "customers.csv", 91),
    ("product_category", "categories.csv", 8),
    ("product", "products.csv", 77),
    ("order", "orders.csv", 2155),
]


@tagged("post_install", "-at_install")
@unittest.skipUnless(FOLDER, "OBLIGO_NORTHWIND names no folder with the six files of Northwind")
class TestImportNorthwind(ImportCommon):
    """The books of Northwind come in as the files are, and add up to what is computed from the files themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = {kind: cls._import(kind, cls._bytes(name), filename=name) for kind, name, _rows in FILES}
        cls.orders = cls.env["sale.order"].search([("origin", "in", cls._rows_of("orders.csv", "OrderID"))])

    @classmethod
    def _bytes(cls, name):
        return (Path(FOLDER) / name).read_bytes()

    @classmethod
    def _rows(cls, name):
        with (Path(FOLDER) / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    @classmethod
    def _rows_of(cls, name, column):
        return list({row[column] for row in cls._rows(name)})

    def test_all_rows_came_in(self):
        """Each row of each file is a record; five regions that Odoo does not know are noted and left out."""
        for kind, _name, rows in FILES:
            run = self.runs[kind]
            self.assertEqual((run.state, run.row_count, run.created_count), ("imported", rows, rows), kind)
        self.assertEqual(self.runs["customer"].note_count, 5)
        self.assertEqual(len(self._customers(*self._rows_of("customers.csv", "CustomerID"))), 91)

    def test_orders_are_confirmed(self):
        """All 830, each with its lines, its date and its seller."""
        self.assertEqual((len(self.orders), set(self.orders.mapped("state"))), (830, {"sale"}))
        self.assertEqual(len(self.orders.order_line), 2155)
        first = self.orders.filtered(lambda order: order.origin == "10248")
        self.assertEqual(
            (str(first.date_order.date()), first.user_id.name), ("1996-07-04", "Steven Buchanan")
        )

    def test_sales_of_each_customer(self):
        """To the cent, each line rounded by itself."""
        expected, found = defaultdict(Decimal), defaultdict(Decimal)
        for row in self._rows("orders.csv"):
            amount = Decimal(row["UnitPrice"]) * Decimal(row["Quantity"]) * (1 - Decimal(row["Discount"]))
            expected[row["CustomerID"]] += amount.quantize(CENT, ROUND_HALF_UP)
        for order in self.orders:
            found[order.partner_id.ref] += Decimal(str(order.amount_untaxed)).quantize(CENT)
        self.assertEqual(found, expected)
        self.assertEqual((len(found), sum(found.values())), (89, Decimal("1265793.29")))

    def test_credit_of_each_customer(self):
        """Nothing is delivered or invoiced yet: credit and obligo are the open orders."""
        if "obligo_amount" not in self.env["res.partner"]._fields:
            self.skipTest("crm_credit_control is not installed")
        for customer, orders in self.orders.grouped("partner_id").items():
            total = sum(Decimal(str(order.amount_total)).quantize(CENT) for order in orders)
            for name in ("open_orders_amount", "credit_amount", "obligo_amount"):
                self.assertEqual(Decimal(str(customer[name])).quantize(CENT), total, (customer.ref, name))

    def test_managers_lead_teams(self):
        """Who is reported to leads a team of those who report to him."""
        teams = {
            team.user_id.name: set(team.member_ids.mapped("name")) for team in self.env["crm.team"].search([])
        }
        names = {
            row["EmployeeID"]: f"{row['FirstName']} {row['LastName']}" for row in self._rows("employees.csv")
        }
        expected = defaultdict(set)
        for row in self._rows("employees.csv"):
            if row["ReportsTo"]:
                expected[names[row["ReportsTo"]]].add(names[row["EmployeeID"]])
        self.assertEqual({leader: teams.get(leader) for leader in expected}, dict(expected))

    def test_stock_on_hand(self):
        """The units in stock, product by product."""
        codes = {row["ProductID"]: float(row["UnitsInStock"]) for row in self._rows("products.csv")}
        products = self.env["product.product"].search([("default_code", "in", list(codes))])
        self.assertEqual({product.default_code: product.qty_available for product in products}, codes)

    def test_second_time_changes_nothing(self):
        """All files once more."""
        for kind, name, rows in FILES:
            self._assert_counts(self._import(kind, self._bytes(name), filename=name), unchanged=rows)
