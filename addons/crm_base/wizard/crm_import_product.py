from odoo import models
from odoo.fields import Command

from ..logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Products, their categories, suppliers and opening stock."""

    _inherit = "crm.import"

    def _import_product_category_columns(self):
        _ = self.env._
        return [
            ColumnSpec("code", _("Code"), required=True, key=True, example="10"),
            ColumnSpec("name", _("Name"), required=True, example="Beverages"),
            ColumnSpec("parent", _("Above it")),
        ]

    def _import_product_category_rows(self, rows):
        entries = []
        for row in rows:
            parent = self._import_link(
                rows, row, "parent", "product.category", ("complete_name", "name"), kind="product_category"
            )
            values = {"name": row["name"], **({"parent_id": parent} if parent else {})}
            if not row.is_refused:
                entries.append((row, row["code"], values))
        found = self._import_find(
            "product_category", "product.category", [key for _row, key, _values in entries]
        )
        self._import_upsert("product.category", "product_category", entries, found)

    def _import_product_columns(self):
        _ = self.env._
        return [
            ColumnSpec("code", _("Code"), required=True, key=True, example="P0001"),
            ColumnSpec("name", _("Name"), required=True, example="Olive oil 1 l"),
            ColumnSpec("barcode", _("Barcode"), unique=True),
            ColumnSpec("category", _("Category")),
            ColumnSpec("price", _("Sales price"), "decimal"),
            ColumnSpec("cost", _("Cost"), "decimal"),
            ColumnSpec("packing", _("Sales description")),
            ColumnSpec("supplier", _("Supplier")),
            ColumnSpec("supplier_price", _("Supplier's price"), "decimal"),
            ColumnSpec(
                "quantity",
                _("Opening stock"),
                "decimal",
                note=_("Taken for new products only; later counts come in as stock on hand"),
            ),
            ColumnSpec(
                "discontinued", _("Discontinued"), "boolean", note=_("The product can no longer be sold")
            ),
            ColumnSpec("weight", _("Weight (kg)"), "decimal"),
        ]

    def _import_product_rows(self, rows):
        entries = [(row, row["code"], self._product_values(rows, row)) for row in rows]
        entries = [entry for entry in entries if not entry[0].is_refused]
        found = self._import_found(
            "product", "product.product", [key for _row, key, _values in entries], "default_code"
        )
        products = self._import_upsert("product.product", "product", entries, found)
        self._import_vendors(rows, entries, products)
        counts = [
            (products[key], row["quantity"], self._stock_location(rows, row))
            for row, key, _values in entries
            if key not in found and row["quantity"]
        ]
        self._count_stock(counts)

    def _product_values(self, rows, row):
        values = {
            "name": row["name"],
            "default_code": row["code"],
            "barcode": row["barcode"],
            "description_sale": row["packing"],
            "list_price": self._amount(row, "price"),
            "standard_price": self._amount(row, "cost"),
            "weight": self._amount(row, "weight"),
            "sale_ok": None if row["discontinued"] is None else not row["discontinued"],
            "type": "consu",
            "is_storable": True,
            "categ_id": self._import_link(
                rows, row, "category", "product.category", ("complete_name", "name"), kind="product_category"
            ),
        }
        return {name: value for name, value in values.items() if value is not None}

    def _amount(self, row, column):
        """A figure that may not be negative, as Odoo stores it."""
        value = row[column]
        if value is not None and value < 0:
            row.refuse(column, self.env._("A negative figure makes no sense here."))
        return None if value is None else float(value)

    def _import_vendors(self, rows, entries, products):
        """The supplier of each product, with his price if the row gives one."""
        new = []
        for row, key, _values in entries:
            supplier = self._import_link(
                rows, row, "supplier", "res.partner", ("ref", "name"), kind="supplier"
            )
            if not supplier:
                continue
            vendors = products[key].seller_ids
            vendor = vendors.filtered_domain([("partner_id", "=", supplier)])[:1]
            price = {"price": float(row["supplier_price"])} if row["supplier_price"] is not None else {}
            changes = self._import_changes(vendor, price) if vendor else {}
            if changes:
                vendor.write(changes)
            if changes or not vendor:
                row.outcome = "updated" if row.outcome == "unchanged" else row.outcome
            if not vendor:
                new.append((products[key], {"partner_id": supplier, **price}))
        for product, values in new:
            product.write({"seller_ids": [Command.create(values)]})
