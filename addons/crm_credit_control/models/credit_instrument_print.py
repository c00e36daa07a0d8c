from odoo import models


class CreditInstrument(models.Model):
    """What the printed papers say."""

    _inherit = "credit.instrument"

    def _amount_in_words(self, lang=None):
        """The amount as a bill spells it, in `lang` or the customer's language."""
        self.ensure_one()
        lang = lang or self.partner_id.lang or self.env.lang
        # Odoo begins every word with a capital, "and" and "e" included.
        return self.currency_id.with_context(lang=lang).amount_to_text(self.amount).capitalize()

    def _receipts(self):
        """Instruments that were taken in together, for the receipts: lists of one customer, company and day each."""
        received = self.filtered(lambda instrument: instrument.state != "draft")
        return list(received.grouped(lambda one: (one.partner_id, one.company_id, one.issue_date)).values())

    def _place_of_issue(self):
        """Where a bill was issued: the town of our company."""
        return self.company_id.partner_id.city or self.company_id.partner_id.country_id.name or ""
