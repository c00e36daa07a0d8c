from decimal import Decimal

from odoo import models

from ..logic.statement import Entry


class AccountMoveLine(models.Model):
    """Receivable lines as entries of a statement."""

    _inherit = "account.move.line"

    def _statement_entry(self):
        """This ledger line as an `Entry`, exact to the company currency's smallest coin."""
        self.ensure_one()
        currency = self.company_currency_id
        return Entry(
            date=self.date,
            name=self.move_id.name or "",
            amount=Decimal(str(currency.round(self.balance))),
            due=self.date_maturity or None,
            residual=Decimal(str(currency.round(self.amount_residual))),
        )
