from odoo import models

from ..logic.import_columns import ColumnSpec

TYPE_WORDS = {
    "contact": ("contact", "contacto", "contato", "pessoa", "persona", "איש קשר"),
    "invoice": ("invoice", "billing", "faturação", "fatura", "facturación", "חשבונית"),
    "delivery": ("delivery", "shipping", "entrega", "envío", "משלוח"),
    "other": ("other", "outro", "otro", "אחר"),
}


class CrmImport(models.TransientModel):
    """Contact persons and further addresses of customers."""

    _inherit = "crm.import"

    def _import_contact_columns(self):
        _ = self.env._
        return [
            ColumnSpec(
                "customer",
                _("Customer"),
                required=True,
                key=True,
                example="C0001",
                note=_("Code of the customer"),
            ),
            ColumnSpec("name", _("Name"), required=True, key=True, example="Ana Lopes"),
            ColumnSpec("type", _("Kind of address"), example="contact"),
            ColumnSpec("function", _("Position")),
            *(column for column in self._address_columns() if column.name not in ("vat", "website")),
            ColumnSpec("comment", _("Notes")),
        ]

    def _import_contact_rows(self, rows):
        customers = self._import_found(
            "customer",
            "res.partner",
            list({row["customer"] for row in rows}),
            "ref",
            [("parent_id", "=", False)],
        )
        entries = []
        for row in rows:
            customer = customers.get(row["customer"])
            if not customer:
                row.refuse(
                    "customer",
                    self.env._("There is no customer with the code “%(code)s”.", code=row["customer"]),
                )
            values = {"parent_id": customer, **self._contact_values(rows, row)}
            if not row.is_refused:
                entries.append((row, f"{row['customer']}/{row['name']}", values))
        keys = [key for _row, key, _values in entries]
        self._import_upsert(
            "res.partner", "contact", entries, self._import_find("contact", "res.partner", keys)
        )

    def _contact_values(self, rows, row):
        values = {"name": row["name"], "type": self._import_choice(row, "type", TYPE_WORDS) or "contact"}
        values.update({name: row[name] for name in ("function", "comment") if row[name]})
        return {**values, **self._address_values(rows, row)}
