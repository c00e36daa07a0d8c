from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestSharedLimits(PortalHttpCase):
    """`buyer_a` may spend 150 a month and invites `dora`: together they may spend 150, and not twice as much."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact_a.write(
            {
                "spending_rule": "limited",
                "month_limit": 150.0,
                "may_manage_contacts": True,
                "may_approve": True,
            }
        )
        cls.chief_contact = cls._create_contact(
            cls.customer_a, "Clara Chefe", may_approve=True, may_manage_contacts=True
        )
        cls.chief = cls._create_buyer("chief_a", cls.chief_contact)
        # As an invitation leaves her, with a password of her own.
        cls.dora_contact = cls._create_contact(cls.customer_a, "Dora Dias")
        cls.contact_a._portal_share_limits(cls.dora_contact)
        cls.dora = cls._create_buyer("dora", cls.dora_contact)

    def _sent_by(self, login, quantity):
        self.authenticate(login, login)
        self._fill(quantity=str(quantity))
        user = self.env["res.users"].search([("login", "=", login)])
        basket = self._basket(user)
        self._send(basket)
        return basket

    def test_what_both_order_counts_together(self):
        self.assertEqual(self._sent_by("buyer_a", 10).state, "sale")
        self.assertEqual(self._sent_by("dora", 5).state, "sale", "exactly up to the limit")
        for login in ("dora", "buyer_a"):
            order = self._sent_by(login, 1)
            self.assertEqual((order.state, order.portal_approval_ids.reasons), ("draft", "month"), login)

    def test_neither_approves_for_the_other(self):
        order = self._sent_by("dora", 16)
        approval = order.portal_approval_ids
        self.assertEqual(self.dora_contact._portal_approvers(), self.chief_contact)
        self.authenticate("buyer_a", "buyer_a")
        self._post(f"/my/approvals/{approval.id}/approve", {"amount": "160.000000"})
        self.assertEqual((approval.state, order.state), ("waiting", "draft"))
        self.authenticate("chief_a", "chief_a")
        self._post(f"/my/approvals/{approval.id}/approve", {"amount": "160.000000"})
        self.assertEqual((approval.state, order.state), ("approved", "sale"))

    def test_what_she_spent_stays_spent_when_she_is_archived(self):
        self._sent_by("dora", 10)
        self.contact_a._portal_archive(self.dora_contact)
        self.assertEqual(self._sent_by("buyer_a", 6).portal_approval_ids.reasons, "month")

    def test_her_own_invitation_shares_the_same_limits(self):
        self.dora_contact.may_manage_contacts = True
        self.authenticate("dora", "dora")
        self.assertIn("within your own limits", self._text(self._get("/my/contacts")))
        self._post("/my/contacts/invite", {"name": "Eva", "email": "eva@example.com", "may_order": "1"})
        eva = self.env["res.partner"].search([("email", "=", "eva@example.com")])
        self.assertRecordValues(eva, [{"spending_rule": "shared", "limits_of_id": self.contact_a.id}])

    def test_who_has_none_gives_her_limits_of_her_own(self):
        self._sent_by("buyer_a", 15)
        self.authenticate("chief_a", "chief_a")
        rights = {"may_order": "1", "order_limit": "0", "month_limit": "0"}
        page = self._get("/my/contacts")
        self.assertIn("Within a colleague's limits: Ana Alves", self._text(page))
        self._post(f"/my/contacts/{self.dora_contact.id}/rights", {**rights, "spending_rule": "shared"})
        self.assertEqual(self.dora_contact.limits_of_id, self.contact_a, "saved as it was")
        self._post(f"/my/contacts/{self.dora_contact.id}/rights", {**rights, "spending_rule": "free"})
        self.assertRecordValues(self.dora_contact, [{"spending_rule": "free", "limits_of_id": False}])
        self.assertEqual(self._sent_by("dora", 20).state, "sale")
        self.authenticate("chief_a", "chief_a")
        self._post(f"/my/contacts/{self.dora_contact.id}/rights", {**rights, "spending_rule": "shared"})
        self.assertEqual(self.dora_contact.spending_rule, "free", "shared with nobody")

    def test_whose_limits_she_shared_is_gone(self):
        self.dora_contact.limits_of_id = False
        self.assertEqual(self.dora_contact._spending().rule, "always")

    def test_an_invitation_loosens_nothing(self):
        waiting = self._create_contact(self.customer_a, "Always", spending_rule="always")
        self.contact_a._portal_share_limits(waiting)
        self.assertRecordValues(waiting, [{"spending_rule": "always", "limits_of_id": False}])

    def test_limits_are_shared_inside_one_company_and_not_in_a_chain(self):
        for owner in (self.contact_b, self.dora_contact):
            with self.assertRaises(ValidationError):
                self.chief_contact.write({"spending_rule": "shared", "limits_of_id": owner.id})
        with self.assertRaises(ValidationError):
            self.contact_a.write({"spending_rule": "shared", "limits_of_id": self.chief_contact.id})
