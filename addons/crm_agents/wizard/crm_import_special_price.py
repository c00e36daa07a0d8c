from odoo import api, fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

from ..models.product_pricelist_item_brand import BRAND


class CrmImport(models.TransientModel):
    """Special prices: a customer's own price or discount, per product, brand or family, by quantity and date."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("special_price", "Special prices of customers")],
        ondelete={"special_price": "cascade"},
    )

    @api.model
    def _allowed_kinds(self):
        """A sales manager brings in conditions too: those of his customers, as the rules of prices say."""
        kinds = super()._allowed_kinds()
        if self.env.user.has_group("crm_base.group_sales_manager"):
            kinds |= {"special_price"}
        return kinds

    def _import_special_price_columns(self):
        _ = self.env._
        words = {
            "product": ("sku", "product code", "artigo", "producto", "מוצר"),
            "category": ("family", "família", "familia", "משפחה"),
            "min_quantity": ("quantity", "quantidade mínima", "cantidad mínima", "מכמות"),
            "price": ("special price", "preço", "precio", "מחיר"),
            "discount": ("desconto", "descuento", "הנחה"),
            "date_start": ("from", "desde", "מתאריך"),
            "date_end": ("until", "até", "hasta", "עד תאריך"),
        }
        customer = ColumnSpec(
            "customer",
            _("Customer"),
            required=True,
            key=True,
            aliases=("customer code", "cliente", "לקוח"),
            example="C0001",
            note=_("Code or name"),
        )
        brand = ColumnSpec("brand", _("Brand"), key=True, aliases=("marca", "מותג"))
        prices = [
            ColumnSpec(**{**vars(column), "aliases": words.get(column.name, ())})
            for column in self._import_pricelist_columns()
            if column.name in words
        ]
        return [customer, prices[0], brand, *prices[1:]]

    def _import_special_price_rows(self, rows):
        codes = list({row["product"] for row in rows if row["product"]})
        products = self._import_found("product", "product.product", codes, "default_code")
        entries = []
        for row in rows:
            self._check_pricelists_are_used_by(row)
            if row["discount"] is not None and not 0 <= row["discount"] <= 100:
                row.refuse("discount", self.env._("A discount is between 0 and 100 %."))
            values = self._price_values(rows, row, products)
            values["customer_id"] = self._priced_customer(rows, row)
            if row["brand"] and not (row["product"] or row["category"]):
                brand = self._import_link(rows, row, "brand", "product.brand")
                values |= {"applied_on": BRAND, "product_brand_id": brand}
            if not row.is_refused:
                names = ("customer", "product", "brand", "category", "min_quantity", "date_start")
                key = "/".join("" if row[name] is None else str(row[name]) for name in names)
                entries.append((row, key, values))
        found = self._import_find(
            "special_price", "product.pricelist.item", [key for _row, key, _v in entries]
        )
        self._import_upsert("product.pricelist.item", "special_price", entries, found)

    def _check_pricelists_are_used_by(self, row):
        if not self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist"):
            row.refuse(
                "customer", self.env._("Price lists are switched off. Switch them on in the sales settings.")
            )

    def _priced_customer(self, rows, row):
        """Id of the customer whose condition it is; one who has another's prices would not get it."""
        customer_id = self._import_link(
            rows, row, "customer", "res.partner", ("ref", "name"), [("parent_id", "=", False)], "customer"
        )
        customer = self.env["res.partner"].browse(customer_id)
        if customer and not customer.may_price:
            row.refuse("customer", self.env._("You may not set the prices of this customer."))
        elif customer.price_head_id:
            row.refuse(
                "customer",
                self.env._(
                    "This customer has the prices of %(head)s.",
                    # With sudo(): the head's name stands on the form of a customer whom the user sees.
                    head=customer.sudo().price_head_id.display_name,
                ),
            )
        return customer_id
