from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .portal_common import ComplaintPortalCase

OURS = (
    "crm.complaint",
    "crm.complaint.analysis",
    "crm.complaint.category",
    "crm.complaint.cause",
    "crm.complaint.report",
    "crm.complaint.return",
    "crm.complaint.stage",
    "crm.complaint.step",
    "crm.customer.overview",
    "crm.help.answer",
    "crm.service.record",
)
METHODS = (
    "action_submit_solution",
    "action_approve_solution",
    "action_close",
    "action_open_again",
    "action_create_credit_note",
    "action_create_return",
    "action_view_credit_notes",
    "action_view_returns",
    "message_post",
    "_portal_write",
    "_cron_escalate",
)


@tagged("post_install", "-at_install")
class TestComplaintRights(ComplaintPortalCase):
    """Nothing of a complaint is open to another customer, another seller, or past the pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint_a = cls._create_complaint(partner_id=cls.contact_a.id, name="A's secret")
        cls.complaint_b = cls._create_complaint(
            partner_id=cls.contact_b.id, name="B's secret", user_id=cls.seller_b.id
        )
        cls.file_b = cls.complaint_b.message_post(
            body="See",
            author_id=cls.contact_b.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("b.pdf", b"%PDF-1.4")],
        ).attachment_ids

    @mute_logger("odoo.http")
    def test_13_another_customer_finds_nothing(self):
        self.authenticate("buyer_a", "buyer_a")
        self.assertNotIn("B's secret", self._text("/my/complaints"))
        number = self.complaint_b.id
        self._page(f"/my/complaints/{number}", 404)
        self._page(f"/my/complaints/{number}/file/{self.file_b.id}", 404)
        self._page(f"/my/complaints/{self.complaint_a.id}/file/{self.file_b.id}", 404)
        self._page(f"/web/content/{self.file_b.id}", 404)
        response = self._post(f"/my/complaints/{number}/answer", {"text": "Forged"})
        self.assertEqual(response.status_code, 404)
        self.assertNotIn("Forged", "".join(self.complaint_b.message_ids.mapped("body")))

    def test_13_documents_of_another_customer_are_not_taken(self):
        order = self._create_order(self.contact_b, (self._create_goods(), 1))
        order.action_confirm()
        self.authenticate("buyer_a", "buyer_a")
        self._post(
            "/my/complaints/new",
            {
                "subject": "Forged",
                "description": "x",
                "order": order.id,
                "line": order.order_line.id,
                "delivery": order.picking_ids.id,
                "review_state": "approved",
                "partner_id": self.contact_b.id,
            },
        )
        complaint = self.env["crm.complaint"].search([("name", "=", "Forged")])
        self.assertRecordValues(
            complaint,
            [
                {
                    "partner_id": self.contact_a.id,
                    "order_id": False,
                    "order_line_id": False,
                    "picking_id": False,
                    "review_state": "draft",
                }
            ],
        )

    def test_13_call_kw_as_customer_finds_nothing(self):
        self.authenticate("buyer_a", "buyer_a")
        own = self.complaint_a.id
        for model in OURS:
            for method, args in (
                ("search_read", ([], ["id"])),
                ("search_count", ([],)),
                ("read", ([1], ["id"])),
                ("create", ({},)),
                ("name_search", ("",)),
                ("web_search_read", ([], {"id": {}})),
                ("formatted_read_group", ([], [], ["__count"])),
            ):
                self._assert_refused(model, method, *args)
        for method in METHODS:
            self._assert_refused("crm.complaint", method, [own])
        self._call("crm.complaint", "message_subscribe", [own], self.contact_a.ids)
        self.assertNotIn(self.contact_a, self.complaint_a.message_partner_ids)
        for model, name in (
            ("res.partner", "may_complain"),
            ("res.partner", "late_complaint_count"),
            ("sale.order", "complaint_count"),
            ("account.move", "complaint_id"),
            ("stock.picking", "complaint_id"),
        ):
            self._assert_refused(model, "search_read", [], [name])
        self._assert_refused("sale.order", "action_view_document_complaints", [own])
        self._assert_refused("rating.rating", "search_read", [], ["access_token"])
        self.assertFalse(self.complaint_a.message_ids.filtered(lambda m: m.author_id == self.contact_a))

    def test_right_of_each_contact(self):
        self.authenticate("buyer_a", "buyer_a")
        self.assertIn("A's secret", self._text("/my/complaints"))
        self.assertIn("/my/complaints", self.url_open("/my/home").text)
        self.contact_a.may_complain = False
        for page in ("/my/complaints", "/my/complaints/new", f"/my/complaints/{self.complaint_a.id}"):
            self._page(page, 404)
        self.assertNotIn("/my/complaints", self.url_open("/my/home").text)

    def test_colleagues_of_the_customer_see_the_companys(self):
        other = self._create_contact(self.customer_a, "Carla Costa")
        self._create_buyer("buyer_c", other)
        self.authenticate("buyer_c", "buyer_c")
        self.assertIn("A's secret", self._text("/my/complaints"))

    def test_staff_have_no_pages_of_customers(self):
        self.authenticate("seller_a", "seller_a")
        self._page("/my/complaints", 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/complaints").url)

    def test_another_seller_finds_nothing(self):
        self.env["crm.complaint.step"].create(
            {"complaint_id": self.complaint_b.id, "name": "Secret step", "user_id": self.seller_b.id}
        )
        seller = self.seller_a
        for model in ("crm.complaint", "crm.complaint.analysis"):
            found = self.env[model].with_user(seller).search([("partner_id", "child_of", self.customer_b.id)])
            self.assertFalse(found)
        self.assertFalse(
            self.env["crm.complaint.step"].with_user(seller).search([("name", "=", "Secret step")])
        )
        self.complaint_b._rating_get_access_token()
        ratings = self.env["rating.rating"].with_user(seller)
        self.assertFalse(ratings.search([("res_model", "=", "crm.complaint")]))
        own = self.complaint_b.with_user(seller)
        for method in METHODS[:8]:
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(own, method)()
        with self.assertRaises(AccessError):
            own.action_return_solution("No")
        with self.assertRaises(AccessError):
            self.env["crm.complaint.return"].with_user(seller).create(
                {"complaint_id": own.id, "note": "No"}
            ).action_return()
        self.assertEqual(self.complaint_b.review_state, "draft")

    def test_portal_user_without_company_sees_nothing_of_it(self):
        stray = new_test_user(self.env, "stray", groups="base.group_portal", password="stray")
        self.authenticate("stray", "stray")
        self.assertNotIn("secret", self._text("/my/complaints"))
        self.assertTrue(stray)
