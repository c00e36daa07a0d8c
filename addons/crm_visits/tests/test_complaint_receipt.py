"""Who complains by e-mail reads at once that we have it; machines and strangers are not answered."""

from ast import literal_eval

from odoo.addons.mail.tests.common import MailCommon
from odoo.tests import tagged
from odoo.tools import mute_logger

from .complaint_common import ComplaintCommon

MAIL = """Return-Path: <{sender}>
To: {to}
From: {sender}
Subject: {subject}
Message-Id: <{subject}@example.com>
Date: Mon, 02 Mar 2026 10:00:00 +0000
{more}Content-Type: text/plain; charset=utf-8

Where are the boxes?
"""


@tagged("post_install", "-at_install", "mail_gateway")
class TestComplaintReceipt(ComplaintCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.category.write({"alias_name": "late", "user_id": cls.manager.id})
        cls.contact_a.email = "ana@alfa.example.com"
        cls.env["res.lang"]._activate_lang("pt_PT")

    def _receive(self, subject, sender="ana@alfa.example.com", more=""):
        """What was mailed back (`mail.mail`), and the complaint that was made."""
        former = self.env["mail.mail"].search([])
        message = MAIL.format(sender=sender, to=f"late@{self.alias_domain}", subject=subject, more=more)
        with mute_logger("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail"):
            self.env["mail.thread"].message_process("crm.complaint", message)
        complaint = self.env["crm.complaint"].search([("name", "=", subject)])
        return self.env["mail.mail"].search([]) - former, complaint

    def test_customer_reads_the_number_in_his_language(self):
        self.contact_a.lang = "pt_PT"
        template = self.env.ref("crm_visits.mail_template_complaint_received")
        template.with_context(lang="pt_PT").body_html = "<p>Recebida: <t t-out='object.number'/></p>"
        mail, complaint = self._receive("Nothing came")
        self.assertEqual(mail.recipient_ids, self.contact_a)
        self.assertEqual(mail.subject, f"{complaint.number}: Nothing came")
        self.assertIn(f"Recebida: {complaint.number}", mail.body_html)
        headers = literal_eval(mail.headers)
        self.assertEqual(headers["Auto-Submitted"], "auto-replied")
        self.assertEqual((mail.model, mail.res_id), ("crm.complaint", complaint.id), "an answer finds it")

    def test_answers_are_not_acknowledged(self):
        sent, complaint = self._receive("First")
        more = f"In-Reply-To: {sent.message_id}\n"
        again, other = self._receive("Second", more=more)
        self.assertFalse(again or other)
        self.assertIn("Where are the boxes?", complaint.message_ids[0].body)

    def test_machines_get_no_answer(self):
        for number, more in enumerate(
            ("Auto-Submitted: auto-replied\n", "Precedence: bulk\n", "X-Autoreply: yes\n")
        ):
            with self.subTest(more=more):
                mail, complaint = self._receive(f"Machine {number}".replace(" ", ""), more=more)
                self.assertFalse(mail)
                self.assertEqual(complaint.partner_id, self.contact_a, "it is registered all the same")

    def test_bounces_are_no_complaints(self):
        mail, complaint = self._receive("Undelivered", sender="MAILER-DAEMON@alfa.example.com")
        self.assertFalse(mail or complaint)

    def test_strangers_colleagues_and_we_ourselves_get_no_answer(self):
        for number, sender in enumerate(("zoe@nowhere.example.com", self.seller_a.email)):
            with self.subTest(sender=sender):
                self.assertFalse(self._receive(f"Somebody{number}", sender=sender)[0])
        self.contact_a.email = f"late@{self.alias_domain}"
        self.env["crm.complaint"].create({"name": "Ours", "partner_id": self.contact_a.id})._acknowledge()
        self.assertFalse(self.env["mail.mail"].search([("subject", "ilike", "Ours")]))

    def test_a_loop_ends(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 2)
        for number in range(2):
            self.assertEqual(len(self._receive(f"Loop{number}")[0]), 1)
        mail, complaint = self._receive("Loop2")
        self.assertFalse(complaint)
        self.assertNotIn("Loop2", mail.mapped("body_html"))

    def test_only_where_the_category_wants_it(self):
        self.category.acknowledges_mail = False
        mail, complaint = self._receive("Quiet")
        self.assertFalse(mail)
        self.assertTrue(complaint)

    def test_nobody_sends_it_through_a_context(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        former = self.env["mail.mail"].search([])
        writing = complaint.with_user(self.seller_a).with_context(is_acknowledged=True)
        writing.message_post(body="Noted")
        self.assertFalse(self.env["mail.mail"].search([]) - former)
