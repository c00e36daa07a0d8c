from odoo import models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Permanent ceilings of customers; a blank cell leaves that ceiling as it is."""

    _inherit = "crm.import"

    def _import_ceiling_columns(self):
        _ = self.env._
        return [
            self._customer_column(),
            ColumnSpec(
                "credit",
                _("Credit Ceiling"),
                "decimal",
                aliases=("credit limit", "limite de crédito", "plafond", "límite de crédito", "מסגרת אשראי"),
                example="10000",
                note=_("0 means nothing on account"),
            ),
            ColumnSpec(
                "obligo",
                _("Obligo Ceiling"),
                "decimal",
                aliases=("obligo", "limite de obligo", "límite de obligo", "מסגרת אובליגו"),
                example="15000",
            ),
            ColumnSpec(
                "note", _("Note"), aliases=("notes", "observações", "notas", "observaciones", "הערות")
            ),
        ]

    def _import_ceiling_rows(self, rows):
        self._import_ceilings("customer", "partner_id", self._customers_of(rows), rows)

    def _import_ceilings(self, column, field, owners, rows):
        """Create or update the permanent ceilings of `owners` (`{text of the column: id}`), found in `field`."""
        ceilings = self.env["credit.ceiling"].search(
            [
                (field, "in", list(owners.values())),
                ("company_id", "=", self.env.company.id),
                ("valid_until", "=", False),
            ]
        )
        text_of = {owner: text for text, owner in owners.items()}
        found = {text_of[ceiling[field].id]: ceiling.id for ceiling in ceilings}
        entries = []
        for row in rows:
            if any((row[name] or 0) < 0 for name in ("credit", "obligo")):
                row.refuse("credit", self.env._("A ceiling cannot be negative."))
            if row.is_refused:
                continue
            values = {field: owners[row[column]], "company_id": self.env.company.id}
            for name in ("credit", "obligo"):
                if row[name] is not None:
                    values |= {f"has_{name}_ceiling": True, f"{name}_ceiling": float(row[name])}
            if row["note"]:
                values["note"] = row["note"]
            if row[column] not in found:
                values.setdefault("has_credit_ceiling", False)
            entries.append((row, row[column], values))
        self._import_upsert(
            "credit.ceiling", "ceiling" if column == "customer" else "group_ceiling", entries, found
        )
