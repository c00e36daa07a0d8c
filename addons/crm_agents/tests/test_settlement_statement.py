import io
from unittest.mock import patch

import openpyxl
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..report.agent_settlement_workbook import settlement_workbook
from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementStatement(SettlementCommon):
    """The statement by e-mail and as a workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("pt_PT")
        cls.agent_b.write({"email": "agent@example.com", "lang": "pt_PT"})
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 2000), (cls.chair, 600), day="2026-01-10")
        cls.settlements = cls.env["agent.settlement"]._settle(
            cls.agent_a + cls.agent_b, cls.env.company, "2026-01-31"
        )
        cls.outside = cls.settlements.filtered(lambda row: row.agent_id == cls.agent_b)

    def _send(self, settlements, user=None):
        settlements.with_user(user or self.admin_user).action_mail()
        reports = type(self.env["ir.actions.report"])
        with (
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0),
            patch.object(self.env.cr, "commit"),
            patch.object(reports, "_render_qweb_pdf", return_value=(b"%PDF", "pdf")) as rendered,
        ):
            self.env["agent.settlement"]._cron_mail()
        return rendered.call_args_list

    def _mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "agent.settlement"), ("res_id", "in", self.settlements.ids)]
        )

    def test_many_at_once_each_to_his_agent(self):
        self.agent_a.email = False
        self._send(self.settlements)
        self.assertEqual(
            {row.agent_id: row.mail_state for row in self.settlements},
            {self.agent_a: "no_address", self.agent_b: "sent"},
        )
        mail = self._mails()
        self.assertEqual(mail.recipient_ids, self.agent_b)
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertEqual(mail.attachment_ids.mimetype, "application/pdf")

    def test_sent_once_for_each_time_asked(self):
        self._send(self.outside)
        self.assertFalse(self._send(self.settlements.browse()))
        self.assertEqual(len(self._mails()), 1)
        self._send(self.outside)
        self.assertEqual(len(self._mails()), 2)

    def test_who_may_send(self):
        with self.assertRaises(AccessError):
            self.outside.with_user(self.seller_a).action_mail()
        with self.assertRaises(AccessError):
            self.outside.with_user(self.manager).action_mail()
        self.assertFalse(self.outside.mail_state)

    def test_grouped_by_customer_and_document(self):
        [(customer, total, documents)] = self.outside._statement_customers()
        self.assertEqual((customer, total), ("Beta Lda", 130.00))
        [(reference, amount, entries)] = documents
        self.assertEqual((reference, amount, len(entries)), (self.outside.entry_ids[0].reference, 130.00, 2))

    def test_workbook_adds_up(self):
        book = openpyxl.load_workbook(io.BytesIO(settlement_workbook(self.settlements)))
        heads, entries = book.worksheets
        self.assertEqual(sorted(row[5].value for row in heads.iter_rows(min_row=2)), [50.00, 130.00])
        amounts = [row[11].value for row in entries.iter_rows(min_row=2)]
        self.assertEqual(sorted(amounts), [30.00, 50.00, 100.00])
