from odoo import Command, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

KIND_WORDS = {
    "cheque": ("cheque", "check", "cheque pré-datado", "talón", "שיק"),
    "bill": ("bill", "bill of exchange", "letra", "letra de câmbio", "שטר חליפין"),
    "promissory_note": ("promissory note", "livrança", "nota promissória", "pagaré", "שטר חוב"),
}


class CrmImport(models.TransientModel):
    """Titled debt taken over: received at once, against the open item it settles or one opened for it."""

    _inherit = "crm.import"

    def _import_instrument_columns(self):
        _ = self.env._
        return [
            self._customer_column(),
            ColumnSpec(
                "number",
                _("Number"),
                required=True,
                key=True,
                aliases=("cheque number", "número", "nº", "מספר שיק", "מספר"),
                example="4470012",
            ),
            ColumnSpec("kind", _("Kind"), aliases=("type", "tipo", "סוג"), example="cheque"),
            ColumnSpec(
                "amount",
                _("Amount"),
                "decimal",
                required=True,
                aliases=("valor", "importe", "סכום"),
                example="800",
                note=_("In the company's currency"),
            ),
            *self._instrument_date_columns(),
            ColumnSpec(
                "document",
                _("Settles"),
                aliases=("invoice", "documento", "fatura", "factura", "חשבונית"),
                note=_("Document of an open item imported before; empty when the balance leaves it out"),
            ),
            ColumnSpec("drawer", _("Drawer"), aliases=("sacador", "emitente", "librador", "מושך")),
        ]

    def _instrument_date_columns(self):
        _ = self.env._
        return [
            ColumnSpec(
                "received",
                _("Received on"),
                "date",
                required=True,
                aliases=("date", "data", "fecha", "תאריך"),
            ),
            ColumnSpec(
                "maturity",
                _("Maturity Date"),
                "date",
                required=True,
                aliases=("due", "due date", "vencimento", "vencimiento", "פירעון"),
            ),
        ]

    def _import_instrument_rows(self, rows):
        customers = self._customers_of(rows)
        keys = {row.number: self._document_key(row["customer"], row["number"]) for row in rows}
        found = self._import_find("instrument", "credit.instrument", list(keys.values()))
        created = {}
        for row in rows:
            values = self._instrument_values(row, customers.get(row["customer"]))
            if row.is_refused:
                continue
            if known := found.get(keys[row.number]):
                self._compare_instrument(row, self.env["credit.instrument"].browse(known))
                continue
            settled = self._settled_by(row, customers)
            if row.is_refused:
                continue
            instrument = self.env["credit.instrument"].create(
                {**values, "invoice_ids": [Command.set(settled.ids)]}
            )
            instrument.action_receive()
            created[keys[row.number]] = instrument.id
            row.outcome = "created"
        self._import_remember("instrument", "credit.instrument", created)

    def _instrument_values(self, row, customer):
        if row["amount"] is not None and row["amount"] <= 0:
            row.refuse("amount", self.env._("The amount of an instrument must be positive."))
        if row["received"] and row["maturity"] and row["maturity"] < row["received"]:
            row.refuse("maturity", self.env._("An instrument cannot mature before it was received."))
        return {
            "kind": self._import_choice(row, "kind", KIND_WORDS) or "cheque",
            "name": row["number"],
            "partner_id": customer,
            "company_id": self.env.company.id,
            "currency_id": self.env.company.currency_id.id,
            "amount": float(row["amount"] or 0),
            "issue_date": row["received"],
            "maturity_date": row["maturity"],
            "drawer": row["drawer"] or False,
        }

    def _settled_by(self, row, customers):
        """The entry that the instrument settles: the one named, else one opened for it."""
        if not row["document"]:
            return self._opening_entry(
                customers[row["customer"]],
                float(row["amount"]),
                row["received"],
                row["received"],
                row["number"],
            )
        key = self._document_key(row["customer"], row["document"])
        found = self._import_find("opening_balance", "account.move", [key])
        if key not in found:
            row.refuse(
                "document",
                self.env._(
                    "There is no open item “%(document)s” of this customer.", document=row["document"]
                ),
            )
        return self.env["account.move"].browse(found.get(key))

    def _compare_instrument(self, row, instrument):
        if instrument.currency_id.compare_amounts(instrument.amount, float(row["amount"])):
            row.refuse(
                "amount",
                self.env._(
                    "%(instrument)s is already booked with %(amount)s.",
                    instrument=instrument.display_name,
                    amount=instrument.currency_id.format(instrument.amount),
                ),
            )
        else:
            row.outcome = "unchanged"
