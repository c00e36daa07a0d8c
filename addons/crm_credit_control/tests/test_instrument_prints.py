"""The papers say what was received, deposited or drawn, in the language of whoever reads them."""

from odoo import Command
from odoo.tests import freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentPrints(InstrumentCommon):
    def _html(self, report, records):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(report, records.ids)
        return content.decode()

    def test_receipt_lists_what_was_taken_in_together(self):
        invoice = self._invoiced()
        cheques = self._register(400, days=30, invoices=invoice) | self._register(600, invoices=invoice)
        html = self._html("crm_credit_control.report_instrument_receipt", cheques)
        for text in (cheques[0].name, cheques[1].name, invoice.name, self.customer_a.name, "1,000.00"):
            self.assertIn(text, html)
        self.assertEqual(html.count("<h2>Receipt</h2>"), 1)
        other = self._register(50, customer=self.customer_b)
        html = self._html("crm_credit_control.report_instrument_receipt", cheques | other)
        self.assertEqual(html.count("<h2>Receipt</h2>"), 2)

    def test_bill_spells_its_amount_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("es_ES")
        bill = self._register(1025.5, kind="bill", name="L-77")
        html = self._html("crm_credit_control.report_instrument_bill", bill)
        words = "One thousand and twenty-five euros, 50/100"
        for text in ("L-77", words, "1,025.50", self.company.name, self.customer_a.name):
            self.assertIn(text, html)
        self.customer_a.lang = "es_ES"
        html = self._html("crm_credit_control.report_instrument_bill", bill)
        self.assertIn("Mil veinticinco euros, 50/100", html)
        self.assertNotIn(words, html)

    def test_cheques_are_forms_of_the_bank(self):
        html = self._html("crm_credit_control.report_instrument_bill", self._register(100))
        self.assertIn("Cheques are forms of the bank", html)

    def test_deposit_slip_numbers_and_totals(self):
        cheques = self._register(100, days=10) | self._register(250.5, days=20)
        slip = self.env["credit.deposit.slip"].create(
            {
                "bank_journal_id": self.bank.id,
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "instrument_ids": [Command.set(cheques.ids)],
            }
        )
        slip.action_confirm()
        html = self._html("crm_credit_control.report_deposit_slip", slip)
        for text in (slip.name, *cheques.mapped("name"), "350.50"):
            self.assertIn(text, html)
