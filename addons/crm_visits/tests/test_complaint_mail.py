import base64

from odoo.addons.mail.tests.common import MailCommon
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .complaint_common import ComplaintCommon

MAIL = """Return-Path: <{sender}>
To: {to}
From: {sender}
Subject: {subject}
Message-Id: <{message_id}>
In-Reply-To: {reply}
Date: Mon, 02 Mar 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

{body}
--part
Content-Type: image/svg+xml; name="photo.svg"
Content-Disposition: attachment; filename="photo.svg"
Content-Transfer-Encoding: base64

{svg}
--part--
"""
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@tagged("post_install", "-at_install", "mail_gateway")
class TestComplaintMail(ComplaintCommon, MailCommon):
    """Complaints by e-mail: from customers, from people nobody knows, and what they answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.category.write({"alias_name": "late", "user_id": cls.manager.id})
        cls.address = f"late@{cls.alias_domain}"

    def _receive(self, sender, subject="Nothing came", body="Where are the boxes?", reply="", number=1):
        message = MAIL.format(
            sender=sender,
            to=self.address,
            subject=subject,
            body=body,
            reply=reply,
            message_id=f"{number}.{subject.replace(' ', '')}@example.com",
            svg=base64.b64encode(SVG).decode(),
        )
        with mute_logger("odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail"):
            self.env["mail.thread"].message_process("crm.complaint", message)
        return self.env["crm.complaint"].search([("name", "=", subject)])

    def test_mail_of_a_customer(self):
        self.contact_a.email = "ana@alfa.example.com"
        complaint = self._receive("Ana <ana@alfa.example.com>")
        self.assertRecordValues(
            complaint,
            [
                {
                    "partner_id": self.contact_a.id,
                    "category_id": self.category.id,
                    "user_id": self.manager.id,
                    "seller_id": self.seller_a.id,
                    "origin": "mail",
                    "review_state": "draft",
                }
            ],
        )
        self.assertIn("Where are the boxes?", complaint.description)
        message = complaint._portal_messages()
        self.assertEqual(message.author_id, self.contact_a)
        self.assertEqual(message.attachment_ids.name, "photo.svg")
        self.assertEqual(complaint.with_user(self.seller_a).name, "Nothing came")

    def test_mail_of_a_stranger_waits_for_its_customer(self):
        complaint = self._receive("Zoe <zoe@nowhere.example.com>")
        self.assertEqual((complaint.partner_id.id, complaint.user_id), (False, self.manager))
        self.assertIn("zoe@nowhere.example.com", complaint.email_from)
        seen = self.env["crm.complaint"]
        for user, found in ((self.manager, complaint), (self.seller_a, seen), (self.controller, complaint)):
            own = seen.with_user(user).search([("id", "=", complaint.id)])
            self.assertEqual(own.ids, found.ids, user.login)
        complaint.with_user(self.manager).partner_id = self.customer_a
        self.assertEqual(complaint.seller_id, self.seller_a)
        self.assertEqual(complaint.with_user(self.seller_a).name, "Nothing came")
        self.assertTrue(complaint._portal_messages())

    def test_answers_join_the_thread(self):
        self.contact_a.email = "ana@alfa.example.com"
        complaint = self._receive("Ana <ana@alfa.example.com>")
        sent = complaint.with_user(self.manager).message_post(
            body="We are looking.",
            message_type="comment",
            partner_ids=self.contact_a.ids,
            subtype_xmlid="mail.mt_comment",
        )
        self._receive(
            "Ana <ana@alfa.example.com>", subject="Re: Nothing came", reply=sent.message_id, number=2
        )
        self.assertEqual(len(complaint._portal_messages()), 3)
        self.assertFalse(self.env["crm.complaint"].search([("name", "=", "Re: Nothing came")]))
        self.assertNotIn(self.contact_a, complaint.message_partner_ids)

    def test_a_colleague_who_forwards_is_not_the_customer(self):
        complaint = self._receive(f"Seller <{self.seller_a.email}>")
        self.assertFalse(complaint.partner_id)
        self.assertEqual(complaint.origin, "mail")

    def test_writing_about_a_closed_one_calls_the_responsible(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        self._solve(complaint)
        complaint.action_close()
        complaint.message_post(body="Noted", author_id=self.manager.partner_id.id)
        self.assertFalse(complaint.activity_ids)
        complaint.message_post(body="Still nothing", author_id=self.contact_a.id, message_type="email")
        self.assertEqual(complaint.activity_ids.user_id, self.seller_a)

    def test_a_rating_with_words_is_no_new_letter(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        self._solve(complaint)
        complaint.action_close()
        complaint.rating_apply(5, token=complaint._rating_get_access_token(), feedback="Fast, thank you")
        self.assertRecordValues(complaint, [{"rating_last_value": 5.0, "is_closed": True}])
        self.assertIn("Fast, thank you", complaint.message_ids[0].body)
        self.assertFalse(complaint.activity_ids)
        complaint._portal_write(self.contact_a, "And now it is broken again", [])
        self.assertEqual(complaint.activity_ids.summary, "The customer has written again")

    def test_a_mail_of_the_night_has_the_day_of_the_company(self):
        self.env.company.resource_calendar_id.tz = "Asia/Jerusalem"
        self.env.user.tz = False
        with freeze_time("2026-03-02 22:30:00"):
            complaint = self._receive("Zoe <zoe@nowhere.example.com>")
        self.assertEqual(str(complaint.date), "2026-03-03")
