from odoo import fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

CUSTOMER_HEADERS = ("CustomerID", "customer code", "cliente", "código de cliente", "לקוח", "קוד לקוח")


class CrmImport(models.TransientModel):
    """The money side of a takeover: open items, instruments in hand, and ceilings."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[
            ("opening_balance", "Open items of customers"),
            ("instrument", "Cheques and bills in hand"),
            ("ceiling", "Ceilings of customers"),
        ],
        ondelete={"opening_balance": "cascade", "instrument": "cascade", "ceiling": "cascade"},
    )

    def _customer_column(self, key=True):
        """The column that names the customer, the same in all kinds."""
        return ColumnSpec(
            "customer",
            self.env._("Customer"),
            required=True,
            key=key,
            aliases=CUSTOMER_HEADERS,
            example="C0001",
            note=self.env._("Code of the customer"),
        )

    def _customers_of(self, rows):
        """`{code: partner id}` of the rows' customers; rows of unknown ones are refused."""
        customers = self._import_found(
            "customer",
            "res.partner",
            list({row["customer"] for row in rows}),
            "ref",
            [("parent_id", "=", False)],
        )
        for row in rows:
            if row["customer"] not in customers:
                row.refuse(
                    "customer",
                    self.env._("There is no customer with the code “%(code)s”.", code=row["customer"]),
                )
        return customers

    def _document_key(self, customer, document):
        """The key under which a document of a customer is remembered."""
        return f"{customer}/{document}"

    def _opening_entry(self, customer, amount, date, due, reference):
        """Post what `customer` owed when we took over (negative: what we owed him); returns the entry."""
        company = self.env.company
        receivable = self.env["res.partner"].browse(customer).property_account_receivable_id
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": date,
                "ref": reference,
                "partner_id": customer,
                "line_ids": [
                    fields.Command.create(
                        {
                            "name": reference,
                            "partner_id": customer,
                            "account_id": account.id,
                            "balance": balance,
                            "date_maturity": due,
                        }
                    )
                    for account, balance in (
                        (receivable, amount),
                        (company.get_unaffected_earnings_account(), -amount),
                    )
                ],
            }
        )
        move.action_post()
        return move
