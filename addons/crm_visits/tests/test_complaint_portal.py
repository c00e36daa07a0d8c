from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import ComplaintPortalCase

NEW = "/my/complaints/new"


@tagged("post_install", "-at_install")
class TestComplaintPortal(ComplaintPortalCase):
    """A customer complains in the portal, follows it, answers, and says how content he is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = cls._create_goods("Blue cup")
        cls.order, cls.delivery, cls.invoice = cls._sell(cls.contact_a, cls.cup)
        cls.order_b, cls.delivery_b, _invoice = cls._sell(cls.contact_b, cls.cup)

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _send(self, files=(), **values):
        values = {
            "subject": "One is broken",
            "description": "The handle came off.",
            "order": self.order.id,
            "line": self.order.order_line.id,
            "delivery": self.delivery.id,
            "category": self.category.id,
            **values,
        }
        return self._post(NEW, values, files)

    def _found(self):
        return self.env["crm.complaint"].search([("commercial_partner_id", "=", self.customer_a.id)])

    def test_13_from_the_order_page_to_the_answer(self):
        links = self._page(f"/my/orders/{self.order.id}").xpath(
            "//a[contains(@href, '/my/complaints/new')]/@href"
        )
        self.assertIn(f"{NEW}?order={self.order.id}", links)
        self.assertIn(f"{NEW}?order={self.order.id}&delivery={self.delivery.id}", links)
        form = self._page(f"{NEW}?order={self.order.id}&delivery={self.delivery.id}")
        self.assertTrue(
            form.xpath(f"//select[@name='delivery']/option[@value='{self.delivery.id}'][@selected]")
        )
        response = self._send(files=[self._photo()], token=form.xpath("//input[@name='token']/@value")[0])
        self.assertIn("Thank you", response.text)
        complaint = self._found()
        self.assertRecordValues(
            complaint,
            [
                {
                    "partner_id": self.contact_a.id,
                    "origin": "portal",
                    "order_id": self.order.id,
                    "order_line_id": self.order.order_line.id,
                    "picking_id": self.delivery.id,
                    "product_id": self.cup.id,
                    "category_id": self.category.id,
                    "seller_id": self.seller_a.id,
                    "description": "The handle came off.",
                }
            ],
        )
        photo = complaint.message_ids.attachment_ids
        self.assertEqual((photo.name, photo.mimetype), ("box.jpg", "image/jpeg"))
        self.assertIn(f"/my/complaints/{complaint.id}/file/{photo.id}", response.text)
        self.assertIn("One is broken", self._text("/my/complaints"))

    def test_each_page_has_its_own_name(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        pages = ("/my/complaints", NEW, f"/my/complaints/{complaint.id}")
        names = [self._page(page).findtext(".//title") for page in pages]
        own = f"{complaint.number} {complaint.name}"
        self.assertEqual(names, ["Complaints", "New complaint", own])

    def test_the_seller_answers_where_no_category_says_who_does(self):
        self.category.user_id = False
        self._send(subject="Nobody's?", category=self.category.id)
        complaint = self.env["crm.complaint"].search([("name", "=", "Nobody's?")])
        self.assertEqual(complaint.user_id, self.seller_a)
        self.assertIn(self.seller_a.partner_id, complaint.message_partner_ids)

    def test_home_counts_what_is_open(self):
        card = self._page("/my").xpath("//a[@href='/my/complaints']")[0]
        self.assertNotIn("1", card.text_content())
        self._create_complaint(partner_id=self.contact_b.id)
        self._create_complaint(partner_id=self.contact_a.id)
        card = self._page("/my").xpath("//a[@href='/my/complaints']")[0]
        self.assertEqual(card.text_content().split()[:2], ["1", "Complaints"], "only one's own")

    def test_13_only_the_public_answer_is_seen(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id, cost_amount=77.25)
        self.env["crm.complaint.step"].create(
            {"complaint_id": complaint.id, "name": "Shout at the carrier", "user_id": self.seller_a.id}
        )
        complaint.with_user(self.seller_a).write(
            {
                "resolution": "Our own fault",
                "public_answer": "We send a new one",
                "cause_id": self.env.ref("crm_visits.cause_picking").id,
            }
        )
        complaint.with_user(self.seller_a).message_post(body="He always complains", message_type="comment")
        complaint.with_user(self.seller_a).message_post(
            body="Between us colleagues", subtype_xmlid="mail.mt_comment", message_type="comment"
        )
        complaint.with_user(self.seller_a).message_post(
            body="We are looking into it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.contact_a.ids,
        )
        page = f"/my/complaints/{complaint.id}"
        text = self._text(page)
        self.assertIn("We are looking into it", text)
        secrets = ("Our own fault", "always complains", "us colleagues", "Shout at", "Wrong goods", "77.25")
        for secret in (*secrets, "We send a new one"):
            self.assertNotIn(secret, text)
        complaint.with_user(self.seller_a).action_submit_solution()
        self.assertNotIn("We send a new one", self._text(page))
        complaint.with_user(self.manager).action_approve_solution()
        text = self._text(page)
        self.assertIn("We send a new one", text)
        for secret in (*secrets, self.manager.name):
            self.assertNotIn(secret, text)

    def test_answers_go_into_the_thread(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        self._post(f"/my/complaints/{complaint.id}/answer", {"text": "And <b>one</b> more"}, [self._photo()])
        message = complaint._portal_messages()
        self.assertEqual((message.author_id, len(message.attachment_ids)), (self.contact_a, 1))
        self.assertIn("And &lt;b&gt;one&lt;/b&gt; more", message.body)
        count = len(complaint.message_ids)
        self._post(f"/my/complaints/{complaint.id}/answer", {"text": "  "})
        self.assertEqual(len(complaint.message_ids), count)

    def test_sent_twice_is_one(self):
        token = self._page(NEW).xpath("//input[@name='token']/@value")[0]
        for _press in range(2):
            self.assertIn("Thank you", self._send(token=token).text)
        self.assertEqual(len(self._found()), 1)
        self._send(token="not-a-token")
        self.assertEqual(len(self._found()), 2)

    def test_what_is_not_taken_is_said_and_nothing_is_lost(self):
        svg = ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/jpeg")
        page = ("photo.png", b"<html><script>alert(1)</script></html>", "image/png")
        half = ("photo.png", b"\x89PNG\r\n\x1a\nand no picture", "image/png")
        large = ("photo.jpg", b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024), "image/jpeg")
        empty = ("photo.jpg", b"", "image/jpeg")
        for files, text in (
            ([svg], "cannot be taken"),
            ([page], "cannot be taken"),
            ([half], "cannot be taken"),
            ([large], "too large"),
            ([empty], "is empty"),
            ([self._photo()] * 6, "At most 5 files"),
        ):
            with self.subTest(text=text, name=files[0][0]):
                response = self._send(files=files)
                self.assertIn(text, response.text)
                self.assertIn("The handle came off.", response.text)
        self.assertIn("in a few words", self._send(description=" ").text)
        self.assertFalse(self._found())
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        response = self._post(f"/my/complaints/{complaint.id}/answer", {"text": "See there"}, [svg])
        self.assertIn("cannot be taken", response.text)
        self.assertIn("See there", response.text)
        self.assertFalse(complaint._portal_messages())

    def test_an_svg_that_came_by_mail_is_saved_not_shown(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        message = complaint.message_post(
            body="See", author_id=self.contact_a.id, message_type="email", subtype_xmlid="mail.mt_comment",
            attachments=[("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.html", b"<html/>")],
        )  # fmt: skip
        for file in message.attachment_ids:
            response = self.url_open(f"/my/complaints/{complaint.id}/file/{file.id}")
            self.assertEqual(response.headers["Content-Type"], "application/octet-stream")
            self.assertIn("attachment", response.headers["Content-Disposition"])
            self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertFalse(self._page(f"/my/complaints/{complaint.id}").xpath("//section[@id='thread']//img"))

    def test_satisfaction_is_asked_at_the_end(self):
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        page = f"/my/complaints/{complaint.id}"
        self.assertNotIn("/rate/", self.url_open(page).text)
        self._solve(complaint)
        mails = self.env["mail.mail"].sudo().search([])
        complaint.with_user(self.seller_a).action_close()
        mail = self.env["mail.mail"].sudo().search([]) - mails
        self.assertEqual(mail.recipient_ids, self.contact_a)
        self.assertIn("It comes tomorrow.", mail.body_html)
        self.assertNotIn("Carrier changed", mail.body_html)
        token = complaint._rating_get_access_token()
        self.assertIn(f"/rate/{token}/5", mail.body_html)
        self.assertNotIn(token, "".join(complaint.message_ids.mapped("body")))
        self.assertIn(f"/rate/{token}/1", self.url_open(page).text)
        self._post(f"/rate/{token}/submit_feedback", {"rate": "5", "feedback": "Fast"})
        complaint.invalidate_recordset()
        self.assertEqual(complaint.rating_last_value, 5)
        self.assertNotIn("/rate/", self.url_open(page).text)

    def test_category_may_close_without_mail(self):
        self.category.answers_by_mail = False
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        self._solve(complaint)
        mails = self.env["mail.mail"].sudo().search_count([])
        complaint.with_user(self.seller_a).action_close()
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)

    def test_so_many_a_day(self):
        for number in range(20):
            self._create_complaint(partner_id=self.contact_a.id, origin="portal", name=str(number))
        self.assertIn("Please call us", self._send().text)
        self.assertEqual(len(self._found()), 20)

    @mute_logger("odoo.http")
    def test_odd_addresses_do_not_break(self):
        for page in (
            "/my/complaints/page/99999999999999999999",
            "/my/complaints?page=x&sortby=y",
            f"{NEW}?order=99999999999999999999&line=x&delivery=-1&category=%00",
            f"{NEW}?order={'1':0>12}{'9' * 5000}&line={'1':0>12}{'9' * 11}",
            f"{NEW}?order={self.order_b.id}&delivery={self.delivery_b.id}",
        ):
            response = self.url_open(page)
            self.assertLess(response.status_code, 500, page[:80])
            self.assertNotIn(self.order_b.name, response.text)
        for page in ("/my/complaints/99999999999999999999", "/my/complaints/0", "/my/complaints/x"):
            self._page(page, 404)
