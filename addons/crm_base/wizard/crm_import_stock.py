from odoo import models
from odoo.exceptions import UserError

from ..logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Stock on hand: a count per product and warehouse, entered as a stocktake."""

    _inherit = "crm.import"

    def _import_stock_columns(self):
        _ = self.env._
        return [
            ColumnSpec("product", _("Product"), required=True, key=True, example="P0001"),
            ColumnSpec(
                "warehouse",
                _("Warehouse"),
                key=True,
                note=_("Name or short code; the company's first warehouse when empty"),
            ),
            ColumnSpec("quantity", _("Quantity"), "decimal", required=True, example="120"),
        ]

    def _import_stock_rows(self, rows):
        codes = list({row["product"] for row in rows})
        products = self._import_found("product", "product.product", codes, "default_code")
        counts = []
        for row in rows:
            product = self.env["product.product"].browse(products.get(row["product"]))
            location = self._stock_location(rows, row)
            if not product:
                row.refuse(
                    "product",
                    self.env._("There is no product with the code “%(code)s”.", code=row["product"]),
                )
            elif not product.is_storable or product.tracking != "none":
                row.refuse(
                    "product", self.env._("Its stock cannot be counted without lot or serial numbers.")
                )
            if row.is_refused:
                continue
            on_hand = product.with_context(location=location, strict=True).qty_available
            row.outcome = "unchanged" if abs(on_hand - float(row["quantity"])) < 1e-6 else "updated"
            if row.outcome == "updated":
                counts.append((product, row["quantity"], location))
        self._count_stock(counts)

    def _stock_location(self, rows, row):
        """Id of the location that a row counts: where its warehouse keeps its stock."""
        warehouse = self._import_link(rows, row, "warehouse", "stock.warehouse", ("code", "name"))
        known = rows.memory.setdefault("locations", {})
        if warehouse not in known:
            domain = [("id", "=", warehouse)] if warehouse else [("company_id", "=", self.env.company.id)]
            known[warehouse] = self.env["stock.warehouse"].search(domain, limit=1).lot_stock_id.id
        return known[warehouse]

    def _count_stock(self, counts):
        """Enter (product, quantity, location id) as counted; Odoo books the differences."""
        stock_quants = self.env["stock.quant"].with_context(inventory_mode=True)
        if counts and not stock_quants._is_inventory_mode():
            raise UserError(self.env._("Only a user of the inventory app may import stock."))
        quants = stock_quants.create(
            [
                {"product_id": product.id, "location_id": location, "inventory_quantity": float(quantity)}
                for product, quantity, location in counts
            ]
        )
        quants.action_apply_inventory()
