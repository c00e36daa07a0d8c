from decimal import Decimal

from odoo import models
from odoo.fields import Domain

from ..logic.statement import debt, running


class ResPartner(models.Model):
    """The customer's account as he sees it."""

    _inherit = "res.partner"

    def _ledger_domain(self):
        """The booked receivable lines of this customer (its commercial entity) in the current company.

        The caller is superuser: customers may not read payments. So this domain alone keeps accounts apart.
        """
        self.ensure_one()
        return Domain(
            [
                ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("account_id.non_trade", "=", False),
            ]
        )

    def _portal_open_items(self):
        """What is open on the account, by due date, as `logic.statement.Entry`; and the sums of it."""
        lines = self.env["account.move.line"].search(
            self._ledger_domain() & Domain("reconciled", "=", False), order="date_maturity, date, id"
        )
        return [line._statement_entry() for line in lines if line.amount_residual]

    def _portal_debt(self, today):
        """Balance and overdue amount in company currency."""
        return debt(self._portal_open_items(), today)

    def _portal_statement(self, date_from, date_to):
        """The statement of the ledger from `date_from` to `date_to`: (opening balance, rows with running balance)."""
        ledger = self.env["account.move.line"]
        domain = self._ledger_domain()
        [(before,)] = ledger._read_group(domain & Domain("date", "<", date_from), aggregates=["balance:sum"])
        opening = self.env.company.currency_id.round(before or 0.0)
        lines = ledger.search(
            domain & Domain("date", ">=", date_from) & Domain("date", "<=", date_to), order="date, id"
        )
        opening = Decimal(str(opening))
        return opening, running(opening, [line._statement_entry() for line in lines])
