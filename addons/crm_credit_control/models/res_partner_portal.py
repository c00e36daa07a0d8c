from odoo import models


class ResPartner(models.Model):
    """What the account page of the portal may tell a customer about his credit."""

    _inherit = "res.partner"

    def _portal_account_figures(self):
        """His figures by their labels, and what is left of his ceilings where he has any."""
        shown = [
            "open_orders_amount",
            "delivered_uninvoiced_amount",
            "receivable_amount",
            "instruments_amount",
            *(["credit_available"] if self.has_credit_ceiling else []),
            *(["obligo_available"] if self.has_obligo_ceiling else []),
        ]
        labels = {name: self._fields[name]._description_string(self.env) for name in shown}
        return [*super()._portal_account_figures(), *((labels[name], self[name]) for name in shown)]

    def _portal_instruments(self):
        """Those that could still fail today, as on the statement."""
        rows = self.env["credit.statement"].search(
            [
                ("partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.env.company.id),
                ("kind", "=", "instrument"),
            ],
            order="date_due, id",
        )
        own = [(row.name, row.date_due, row.instruments_amount) for row in rows]
        return [*super()._portal_instruments(), *own]

    def _portal_prints_statement(self):
        return True

    def _portal_statement_pdf(self, date_from, date_to):
        # For the reader of the page, who may be a colleague abroad; what we send by ourselves is in the customer's.
        return self._credit_statement_pdf(date_from, date_to, lang=self.env.lang)
