from unittest.mock import patch

from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import credit_statement_mail
from .common_ledger import LedgerCommon


@tagged("post_install", "-at_install")
class TestStatementMail(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._book(1000, -40)
        cls._book(70, -30, customer=cls.customer_b)
        cls.mails = cls.env["credit.statement.mail"]

    def setUp(self):
        super().setUp()
        # The PDF tool is slow and reads styles from a running server; what is printed is tested as HTML.
        self.printed = self.startPatcher(
            patch.object(IrActionsReport, "_render_qweb_pdf", return_value=(b"%PDF-1.4 statement", "pdf"))
        )
        # Each statement is committed by itself; a test keeps its transaction.
        self.startPatcher(patch.object(credit_statement_mail, "retrying", lambda step, _env: step()))
        self.startPatcher(patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0))

    def _send(self, **values):
        wizard = self.env["credit.statement.wizard"].with_user(self.controller)
        wizard = wizard.create({"date_from": self._day(-60), **values})
        return wizard.action_send()["params"]["message"]

    def _outgoing(self):
        return self.env["mail.mail"].search([("model", "=", "credit.statement.mail")])

    def test_many_customers_at_once_each_his_own(self):
        self.assertIn("2 statements", self._send())
        self.mails._cron_send()
        self.assertEqual(self.mails.search([]).mapped("state"), ["sent", "sent"])
        recipients = self._outgoing().recipient_ids
        self.assertEqual(recipients, self.customer_a | self.customer_b)
        self.assertEqual(len(self._outgoing().attachment_ids), 2)
        self.assertEqual(self._outgoing().attachment_ids.mapped("mimetype"), ["application/pdf"] * 2)

    def test_no_statement_goes_out_twice(self):
        self._send(partner_ids=[(6, 0, self.customer_a.ids)])
        self.mails._cron_send()
        self.assertIn("1 statements are on their way; 1 were", self._send())
        self.mails._cron_send()
        self.mails._cron_send()
        self.mails.search([])[0]._send()
        self.assertEqual(len(self._outgoing()), 2)
        self.assertEqual(self.printed.call_count, 2)

    def test_another_period_is_another_statement(self):
        self._send()
        self._send(date_to=self._day(-1))
        self.mails._cron_send()
        self.assertEqual(len(self._outgoing()), 4)

    def test_without_address_it_waits_for_one(self):
        self.customer_a.email = False
        self._send()
        self.mails._cron_send()
        mail = self.mails.search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual((mail.state, len(self._outgoing())), ("no_address", 1))
        self.customer_a.email = "office@alfa.example.com"
        mail.with_user(self.controller).action_retry()
        self.mails._cron_send()
        self.assertEqual((mail.state, len(self._outgoing())), ("sent", 2))

    def test_invoice_contact_receives_it(self):
        clerk = self._create_contact(self.customer_a, "Clerk", type="invoice", email="clerk@alfa.example.com")
        self._send(partner_ids=[(6, 0, self.customer_a.ids)])
        self.mails._cron_send()
        self.assertEqual(self._outgoing().recipient_ids, clerk)

    def test_one_that_fails_does_not_keep_the_others(self):
        self._send()
        self.printed.side_effect = [ValueError("no printer"), (b"%PDF-1.4", "pdf")]
        with (
            mute_logger("odoo.addons.crm_credit_control.models.credit_statement_mail"),
            patch.object(self.env.cr, "rollback", lambda: None),
        ):
            self.mails._cron_send()
        self.assertEqual(sorted(self.mails.search([]).mapped("state")), ["failed", "sent"])
        self.assertEqual(len(self._outgoing()), 1)

    def test_customer_reads_his_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer_a.lang = "fr_FR"
        data = self.customer_a._credit_statement_data(self._day(-60))
        values = self.env["report.crm_credit_control.report_credit_statement"]._get_report_values([], data)
        self.assertEqual(values["statements"][0]["lang"], "fr_FR")

    def test_portal_gets_the_paper_of_one_customer(self):
        content, name = self.customer_a._credit_statement_pdf(self._day(-60), self.today, self.company)
        self.assertTrue(content.startswith(b"%PDF"))
        self.assertEqual(name, f"Statement of account {self.today}.pdf")
        self.assertEqual(self.printed.call_args.kwargs["data"]["partner_ids"], self.customer_a.ids)
