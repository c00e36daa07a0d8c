from odoo import models


class ResPartner(models.Model):
    """What a customer may read of himself."""

    _inherit = "res.partner"

    def _portal_account_figures(self):
        """Figures of this customer that he may be shown on his account page, as (label, amount) in company currency.

        A slot: the account page asks only where the company shows credit to customers, a module that knows credit
        limits answers. It is called as superuser on one customer and must return nothing of any other.
        """
        self.ensure_one()
        return []

    def _portal_instruments(self):
        """The cheques and bills of this customer that are not cleared yet, as (number, maturity, amount), by maturity.

        A slot like `_portal_account_figures`: called as superuser on one customer, after his right to see the account.
        Amounts are in company currency.
        """
        self.ensure_one()
        return []

    def _portal_prints_statement(self):
        """Whether `_portal_statement_pdf` prints: the account page then offers it."""
        return False

    def _portal_statement_pdf(self, date_from, date_to):
        """This customer's statement of account for him to keep, in the language of the page: (bytes, file name).

        False when nothing prints it. A slot like `_portal_account_figures`: called as superuser on one customer, after
        his right to see the account.
        """
        self.ensure_one()
        return False
