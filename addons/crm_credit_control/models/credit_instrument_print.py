from odoo import models


class CreditInstrument(models.Model):
    """What the printed papers say."""

    _inherit = "credit.instrument"

    def _amount_in_words(self, lang=None):
        """The amount as a bill spells it, in `lang` or the customer's language: "Ten euros, 50/100"."""
        self.ensure_one()
        lang = lang or self.partner_id.lang or self.env.lang
        currency = self.currency_id.with_context(lang=lang)
        whole, _point, part = f"{self.amount:.{currency.decimal_places}f}".partition(".")
        # Odoo begins every word with a capital, and says the second part in English in most languages.
        words = currency.amount_to_text(int(whole)).capitalize()
        return f"{words}, {part}/{10 ** len(part)}" if part.strip("0") else words

    def _receipts(self):
        """Instruments that were taken in together, for the receipts: lists of one customer, company and day each."""
        received = self.filtered(lambda instrument: instrument.state != "draft")
        return list(received.grouped(lambda one: (one.partner_id, one.company_id, one.issue_date)).values())

    def _place_of_issue(self):
        """Where a bill was issued: the town of our company."""
        return self.company_id.partner_id.city or self.company_id.partner_id.country_id.name or ""
