from odoo import models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Open items: one posted entry per document, against the result of earlier years."""

    _inherit = "crm.import"

    def _import_opening_balance_columns(self):
        _ = self.env._
        return [
            self._customer_column(),
            ColumnSpec(
                "document",
                _("Document"),
                required=True,
                key=True,
                aliases=("invoice", "documento", "fatura", "factura", "מסמך", "חשבונית"),
                example="FT 2026/118",
            ),
            ColumnSpec(
                "date",
                _("Date"),
                "date",
                required=True,
                aliases=("data", "fecha", "תאריך"),
                example="2026-01-31",
            ),
            ColumnSpec(
                "due",
                _("Due Date"),
                "date",
                aliases=("due", "vencimento", "vencimiento", "תאריך פירעון"),
                example="2026-03-02",
            ),
            ColumnSpec(
                "amount",
                _("Open Amount"),
                "decimal",
                required=True,
                aliases=("amount", "balance", "valor", "saldo", "importe", "סכום", "יתרה"),
                example="1250.40",
                note=_("In the company's currency; negative for a credit of the customer"),
            ),
        ]

    def _import_opening_balance_rows(self, rows):
        customers = self._customers_of(rows)
        keys = {row.number: self._document_key(row["customer"], row["document"]) for row in rows}
        found = self._import_find("opening_balance", "account.move", list(keys.values()))
        moves = {}
        for row in rows:
            if row.is_refused:
                continue
            known = self.env["account.move"].browse(found.get(keys[row.number]))
            if known:
                self._compare_opening(row, known)
            elif not row["amount"]:
                row.outcome = "unchanged"
            else:
                move = self._opening_entry(
                    customers[row["customer"]],
                    float(row["amount"]),
                    row["date"],
                    row["due"] or row["date"],
                    row["document"],
                )
                moves[keys[row.number]] = move.id
                row.outcome = "created"
        self._import_remember("opening_balance", "account.move", moves)

    def _compare_opening(self, row, move):
        """A posted entry is not written over: the same amount is no change, another one is refused."""
        booked = sum(
            move.line_ids.filtered(lambda line: line.account_type == "asset_receivable").mapped("balance")
        )
        if move.company_currency_id.compare_amounts(booked, float(row["amount"])):
            row.refuse(
                "amount",
                self.env._(
                    "%(document)s is already booked with %(amount)s.",
                    document=row["document"],
                    amount=move.company_currency_id.format(booked),
                ),
            )
        else:
            row.outcome = "unchanged"
