from odoo import fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

CODE_WORDS = (
    "customer code",
    "own code",
    "their code",
    "código do cliente",
    "codigo do cliente",
    "código del cliente",
    "קוד לקוח",
)
CUSTOMER_WORDS = ("client", "cliente", "לקוח")


class CrmImport(models.TransientModel):
    """What customers call our products. A row is known by its customer and the customer's code."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("customer_code", "Customers' product codes")], ondelete={"customer_code": "cascade"}
    )

    def _import_customer_code_columns(self):
        _ = self.env._
        return [
            ColumnSpec(
                "customer",
                _("Customer"),
                required=True,
                key=True,
                aliases=CUSTOMER_WORDS,
                example="C0001",
                note=_("Code or name"),
            ),
            ColumnSpec(
                "code", _("Customer's code"), required=True, key=True, aliases=CODE_WORDS, example="100-234"
            ),
            ColumnSpec("product", _("Product"), required=True, example="P0001"),
            ColumnSpec("name", _("Customer's name for it")),
        ]

    def _import_customer_code_rows(self, rows):
        codes = list({row["product"] for row in rows})
        products = self._import_found("product", "product.product", codes, "default_code")
        entries = []
        for row in rows:
            customer = self._import_link(
                rows, row, "customer", "res.partner", ("ref", "name"), [("parent_id", "=", False)], "customer"
            )
            if row["product"] not in products:
                row.refuse(
                    "product",
                    self.env._("There is no product with the code “%(code)s”.", code=row["product"]),
                )
            if not row.is_refused:
                values = {"partner_id": customer, "code": row["code"], "product_id": products[row["product"]]}
                if row["name"]:
                    values["name"] = row["name"]
                entries.append((row, (customer, row["code"].casefold()), values))
        self._write_customer_codes(entries)

    def _write_customer_codes(self, entries):
        """Codes that a customer has are changed, whoever wrote them; the others are new."""
        owned = self.env["product.customer.code"].search(
            [("partner_id", "in", list({values["partner_id"] for _row, _key, values in entries}))]
        )
        found = {(code.partner_id.id, code.code.casefold()): code for code in owned}
        new = []
        for row, key, values in entries:
            code = found.get(key)
            changes = self._import_changes(code, values) if code else values
            row.outcome = "created" if not code else "updated" if changes else "unchanged"
            if code and changes:
                code.write(changes)
            elif not code:
                new.append(values)
        self.env["product.customer.code"].create(new)
