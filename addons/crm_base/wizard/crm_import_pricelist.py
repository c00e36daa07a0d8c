from datetime import datetime, time

from odoo import models

from ..logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Price lists: a fixed price or a discount per product or category, by quantity and date."""

    _inherit = "crm.import"

    def _import_pricelist_columns(self):
        _ = self.env._
        return [
            ColumnSpec("pricelist", _("Price list"), required=True, key=True, example="Retailers"),
            ColumnSpec("currency", _("Currency"), example="EUR"),
            ColumnSpec("product", _("Product"), key=True, example="P0001"),
            ColumnSpec("category", _("Category"), key=True),
            ColumnSpec("min_quantity", _("From quantity"), "decimal", key=True),
            ColumnSpec("price", _("Price"), "decimal", example="9.50"),
            ColumnSpec("discount", _("Discount %"), "percent"),
            ColumnSpec("date_start", _("Valid from"), "date", key=True),
            ColumnSpec("date_end", _("Valid until"), "date"),
        ]

    def _import_pricelist_rows(self, rows):
        codes = list({row["product"] for row in rows if row["product"]})
        products = self._import_found("product", "product.product", codes, "default_code")
        entries = []
        for row in rows:
            values = self._price_values(rows, row, products)
            if not row.is_refused:
                values["pricelist_id"] = self._pricelist(rows, row)
            if not row.is_refused:
                parts = (
                    row[name] for name in ("pricelist", "product", "category", "min_quantity", "date_start")
                )
                entries.append((row, "/".join("" if part is None else str(part) for part in parts), values))
        found = self._import_find("price", "product.pricelist.item", [key for _row, key, _values in entries])
        self._import_upsert("product.pricelist.item", "price", entries, found)

    def _price_values(self, rows, row, products):
        if (row["price"] is None) == (row["discount"] is None):
            row.refuse("price", self.env._("Give either a price or a discount."))
        values = {
            "compute_price": "fixed" if row["price"] is not None else "percentage",
            "fixed_price": self._amount(row, "price"),
            "percent_price": None if row["discount"] is None else float(row["discount"]),
            "min_quantity": self._amount(row, "min_quantity"),
            "date_start": row["date_start"] and datetime.combine(row["date_start"], time.min),
            "date_end": row["date_end"] and datetime.combine(row["date_end"], time(23, 59, 59)),
            **self._price_scope(rows, row, products),
        }
        return {name: value for name, value in values.items() if value is not None}

    def _price_scope(self, rows, row, products):
        """What a price holds for: a product, a category or everything."""
        if row["product"]:
            product = self.env["product.product"].browse(products.get(row["product"]))
            if not product:
                row.refuse(
                    "product",
                    self.env._("There is no product with the code “%(code)s”.", code=row["product"]),
                )
            return {
                "applied_on": "0_product_variant",
                "product_id": product.id,
                "product_tmpl_id": product.product_tmpl_id.id,
            }
        if row["category"]:
            category = self._import_link(
                rows, row, "category", "product.category", ("complete_name", "name"), kind="product_category"
            )
            return {"applied_on": "2_product_category", "categ_id": category}
        return {"applied_on": "3_global"}

    def _pricelist(self, rows, row):
        """The id of the row's price list, created when no list has that name."""
        self._check_pricelists_are_used(row)
        known = rows.memory.setdefault("pricelists", {})
        name = row["pricelist"]
        if name not in known:
            known[name] = self._import_find("pricelist", "product.pricelist", [name]).get(name)
        if not known[name]:
            found = self._find_named("product.pricelist", name, ("name",), (), None)
            known[name] = found if isinstance(found, int) else self._create_pricelist(rows, row)
        return known[name]

    def _check_pricelists_are_used(self, row):
        """Refuse a price list where the company does not work with them: it would come in and change no price."""
        if not self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist"):
            row.refuse(
                "pricelist", self.env._("Price lists are switched off. Switch them on in the sales settings.")
            )

    def _create_pricelist(self, rows, row):
        currency = self._import_link(rows, row, "currency", "res.currency") or self.env.company.currency_id.id
        if row.is_refused:
            return None
        pricelist = self.env["product.pricelist"].create({"name": row["pricelist"], "currency_id": currency})
        self._import_remember("pricelist", "product.pricelist", {row["pricelist"]: pricelist.id})
        return pricelist.id
