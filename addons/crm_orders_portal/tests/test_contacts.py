from odoo.tests import new_test_user, tagged

from .common import PortalHttpCase

ALL = {"may_order": "1", "may_see_account": "1", "may_approve": "1", "may_manage_contacts": "1"}


@tagged("post_install", "-at_install")
class TestContacts(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.write({"may_manage_contacts": True, "may_approve": True})
        self.colleague = self._create_contact(self.customer_a, "Carla Costa")
        self._create_buyer("buyer_c", self.colleague)
        self.authenticate("buyer_a", "buyer_a")

    def _change(self, contact, what="rights", **values):
        return self._post(f"/my/contacts/{contact.id}/{what}", values)

    def test_only_with_the_right(self):
        self.contact_a.may_manage_contacts = False
        self.assertEqual(self._get("/my/contacts").status_code, 404)
        self.assertEqual(self._change(self.colleague, may_approve="1").status_code, 404)
        self.assertEqual(
            self._post("/my/contacts/invite", {"name": "X", "email": "x@example.com"}).status_code, 404
        )
        self.assertFalse(self.colleague.may_approve)

    def test_rights_and_limits_are_set_and_logged(self):
        self._change(
            self.colleague, may_approve="1", spending_rule="limited", order_limit="250", month_limit="1 000"
        )
        self.assertRecordValues(
            self.colleague,
            [
                {
                    "may_order": False,
                    "may_approve": True,
                    "spending_rule": "limited",
                    "order_limit": 250.0,
                    "month_limit": 1000.0,
                }
            ],
        )
        log = self.customer_a.message_ids[:1]
        self.assertEqual(log.author_id, self.contact_a)
        self.assertIn("Carla Costa", log.body)

    def test_nobody_gives_what_he_does_not_have(self):
        self._change(self.colleague, **ALL)
        self.assertRecordValues(
            self.colleague,
            [{"may_see_account": False, "may_approve": True, "may_order": True, "may_manage_contacts": True}],
        )
        self._post("/my/contacts/invite", {"name": "Dora", "email": "dora@example.com", **ALL})
        dora = self.env["res.partner"].search([("email", "=", "dora@example.com")])
        self.assertEqual((dora.may_see_account, dora.may_approve), (False, True))

    def test_nobody_gets_round_his_limits_under_a_second_name(self):
        self.contact_a.write({"spending_rule": "limited", "order_limit": 10.0})
        self._post("/my/contacts/invite", {"name": "Dora", "email": "dora@example.com", **ALL})
        dora = self.env["res.partner"].search([("email", "=", "dora@example.com")])
        for _after in ("the invitation", "a try to change it"):
            self.assertRecordValues(dora, [{"spending_rule": "shared", "limits_of_id": self.contact_a.id}])
            self.assertEqual((dora._spending().rule, float(dora._spending().order_limit)), ("limited", 10.0))
            self._change(dora, may_order="1", spending_rule="free", order_limit="999")

    def test_who_has_limits_lets_no_second_name_approve(self):
        self.contact_a.spending_rule = "always"
        self._post("/my/contacts/invite", {"name": "Dora", "email": "dora@example.com", **ALL})
        dora = self.env["res.partner"].search([("email", "=", "dora@example.com")])
        self.assertTrue(dora.may_order)
        for colleague in (dora, self.colleague):
            self.assertEqual(self._change(colleague, **ALL).status_code, 200)
            self.assertFalse(colleague.may_approve)
        self.colleague.may_approve = True
        self._change(self.colleague, may_order="1")
        self.assertTrue(self.colleague.may_approve, "what he may not give, he does not take")

    def test_invited_by_mail_into_his_own_company(self):
        self._post(
            "/my/contacts/invite", {"name": "Dora Dias", "email": "Dora@Example.com", "may_order": "1"}
        )
        dora = self.env["res.partner"].search([("email", "=", "dora@example.com")])
        self.assertRecordValues(
            dora,
            [{"parent_id": self.customer_a.id, "type": "contact", "may_order": True, "may_approve": False}],
        )
        self.assertTrue(dora.user_ids._is_portal())
        self.assertFalse(dora.user_ids._is_internal())
        self.assertEqual(dora.signup_type, "signup", "he got a link to set his password")
        self.assertIn("invited", self._text(self._get("/my/contacts")))
        self._change(dora, "remind")

    def test_addresses_that_are_known_are_not_given_away(self):
        new_test_user(self.env, "staff@example.com", groups="base.group_user")
        for email in ("buyer_b", "buyer_b@example.com", "staff@example.com", "nonsense", "a@b@c", ""):
            if email == "buyer_b@example.com":
                self.buyer_b.login = email
            before = self.env["res.users"].with_context(active_test=False).search_count([])
            response = self._post("/my/contacts/invite", {"name": "Somebody", "email": email, **ALL})
            self.assertIn("alert-danger", response.text, email)
            self.assertNotIn("Beta", response.text)
            self.assertEqual(self.env["res.users"].with_context(active_test=False).search_count([]), before)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Somebody")]))

    def test_archived_with_his_log_in(self):
        user = self.colleague.user_ids
        self._change(self.colleague, "archive")
        self.assertEqual((self.colleague.active, user.active), (False, False))
        self.assertNotIn("Carla", self._text(self._get("/my/contacts")))

    def test_never_oneself_anothers_or_our_own_people(self):
        employee = self._create_contact(self.customer_a, "Ernst Employee")
        new_test_user(self.env, "ernst", groups="base.group_user", partner_id=employee.id)
        subsidiary = self._create_customer("Alfa Sul", parent_id=self.customer_a.id)
        inside = self._create_contact(subsidiary, "Sul")
        strangers = self.contact_a | self.contact_b | self.customer_a | self.customer_b | employee | inside
        self.assertNotIn("Ernst", self._text(self._get("/my/contacts")))
        for stranger in strangers:
            for what in ("rights", "remind", "archive"):
                response = self._change(stranger, what, **ALL, spending_rule="always")
                self.assertEqual(response.status_code, 404, f"{stranger.name} {what}")
        self.assertEqual(set(strangers.mapped("active")), {True})
        self.assertEqual(set(strangers.mapped("spending_rule")), {"free"})
        self.assertFalse((strangers - self.contact_a).filtered("may_approve"))

    def test_amounts_that_are_none(self):
        for typed in ("-1", "NaN", "1e9", "x", "9" * 12):
            response = self._change(self.colleague, may_order="1", spending_rule="limited", order_limit=typed)
            self.assertIn("not an amount", self._text(response), typed)
        self.assertEqual((self.colleague.spending_rule, self.colleague.order_limit), ("free", 0.0))
