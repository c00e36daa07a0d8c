from odoo import Command
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

# A picture of one point, as the pad for signatures sends it.
SIGNATURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestAcceptance(PortalHttpCase):
    """`buyer_a` may order up to 100 by himself; offers of ours are no way around that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact_a.write({"spending_rule": "limited", "order_limit": 100.0, "month_limit": 150.0})
        cls.chief_contact = cls._create_contact(cls.customer_a, "Clara Chefe", may_approve=True)
        cls.chief = cls._create_buyer("chief_a", cls.chief_contact)

    def setUp(self):
        super().setUp()
        # What it looks like on paper is core's affair, and takes seconds each time.
        self.patch(
            type(self.env["ir.actions.report"]),
            "_render_qweb_pdf",
            lambda *_args, **_kwargs: (b"%PDF-", "pdf"),
        )
        self.authenticate("buyer_a", "buyer_a")

    def _offer(self, quantity, partner=None, **values):
        values = {"require_signature": True, "require_payment": False, **values}
        offer = self._create_order(partner or self.contact_a, (self.cup, quantity), **values)
        offer.action_quotation_sent()
        return offer

    def _accept(self, offer, **values):
        values = {"name": "Ana Alves", "signature": SIGNATURE, **values}
        return self.make_jsonrpc_request(f"/my/orders/{offer.id}/accept", values)

    def _decide(self, approval, what, **values):
        amount = f"{approval.order_id.amount_total:.6f}"
        return self._post(f"/my/approvals/{approval.id}/{what}", {"amount": amount, **values})

    def test_within_his_limits_he_accepts_by_himself(self):
        offer = self._offer(10)
        self._accept(offer)
        self.assertRecordValues(
            offer,
            [{"state": "sale", "portal_accepted_by_id": self.contact_a.id, "portal_approval_state": False}],
        )

    def test_beyond_them_it_waits_for_his_company(self):
        offer = self._offer(11)
        page = self._text(self._get(f"/my/orders/{offer.id}"))
        self.assertIn("above the buyer's limit per order", page)
        self.assertIn("waits for a colleague who may approve it", page)
        self._accept(offer)
        approval = offer.portal_approval_ids
        self.assertRecordValues(
            approval,
            [{"state": "waiting", "contact_id": self.contact_a.id, "amount": 110.0, "reasons": "order"}],
        )
        self.assertRecordValues(
            offer, [{"state": "sent", "signed_by": "Ana Alves", "portal_accepted_on": False}]
        )
        self.assertIn("/my/approvals/", self._get(f"/my/orders/{offer.id}").url)
        self.assertIn("error", self._accept(offer), "signed already")
        self.authenticate("chief_a", "chief_a")
        page = self._text(self._get("/my/approvals"))
        self.assertIn(offer.name, page)
        page = self._text(self._get(f"/my/approvals/{approval.id}"))
        self.assertIn("Approve and accept the offer", page)
        self.assertNotIn("Purchase", page)
        self._decide(approval, "approve")
        self.assertRecordValues(
            offer,
            [
                {
                    "state": "sale",
                    "portal_accepted_by_id": self.contact_a.id,
                    "portal_approval_state": "approved",
                }
            ],
        )

    def test_declined_or_taken_back_it_stays_an_offer(self):
        offer = self._offer(11)
        for what, login in (("decline", "chief_a"), ("withdraw", "buyer_a")):
            self.authenticate("buyer_a", "buyer_a")
            self._accept(offer)
            self.authenticate(login, login)
            self._decide(offer.portal_approval_ids.sorted("id")[-1:], what, note="Too dear")
            self.assertRecordValues(offer, [{"state": "sent", "signature": False, "signed_by": False}])
            self.assertFalse(offer.portal_accepted_by_id)
            self.assertIn(f"/my/orders/{offer.id}", self._get(f"/my/orders/{offer.id}").url)
        self.assertEqual(offer.portal_approval_ids.sorted("id").mapped("state"), ["declined", "withdrawn"])

    def test_offers_count_in_the_month(self):
        self._accept(self._offer(10))
        self._fill(quantity="6")
        basket = self._basket(self.buyer_a)
        self._send(basket)
        self.assertEqual((basket.state, basket.portal_approval_ids.reasons), ("draft", "month"))
        second = self._offer(6)
        self._accept(second)
        self.assertEqual((second.state, second.portal_approval_ids.reasons), ("sent", "month"))

    def test_nobody_there_to_approve(self):
        self.chief.active = False
        offer = self._offer(11)
        self.assertIn("ask your salesperson", self._accept(offer)["error"])
        self.assertRecordValues(offer, [{"state": "sent", "signature": False}])
        self.assertFalse(offer.portal_approval_ids)

    def test_without_the_right_to_order_nothing_is_accepted(self):
        self.contact_a.may_order = False
        offer = self._offer(1)
        self.assertIn("may not order", self._accept(offer)["error"])
        self.assertRecordValues(offer, [{"state": "sent", "signature": False}])

    def test_the_link_alone_is_no_way_round(self):
        offer, other = self._offer(11), self._offer(11, self.contact_b)
        self.authenticate(None, None)
        answer = self._accept(offer, access_token=offer._portal_ensure_token())
        self.assertIn("log in", answer["error"])
        self.assertRecordValues(offer, [{"state": "sent", "signature": False}])
        self._accept(other, access_token=other._portal_ensure_token())
        self.assertEqual(other.state, "sale", "nobody of this customer has limits")

    def test_payment_is_no_way_round(self):
        offer = self._offer(11, require_signature=False, require_payment=True, prepayment_percent=1.0)
        token = offer._portal_ensure_token()
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(f"/my/orders/{offer.id}/transaction", {"access_token": token})
        self.assertFalse(offer.transaction_ids)
        self.assertFalse(offer.portal_accepted_by_id)

    def test_what_is_only_to_be_paid_is_asked_for_first(self):
        offer = self._offer(11, require_signature=False, require_payment=True, prepayment_percent=1.0)
        page = self._text(self._get(f"/my/orders/{offer.id}"))
        self.assertIn("once a colleague has approved it, it can be paid", page)
        self.assertIn("Ask for approval", page)
        self.assertNotIn("Accept & Pay", page)
        for _twice in range(2):
            self.assertIn("/my/approvals/", self._post(f"/my/orders/{offer.id}/ask").url)
        approval = offer.portal_approval_ids
        self.assertRecordValues(
            approval,
            [{"state": "waiting", "contact_id": self.contact_a.id, "amount": 110.0, "reasons": "order"}],
        )
        self.authenticate("chief_a", "chief_a")
        self._decide(approval, "approve")
        self.assertRecordValues(
            offer, [{"state": "sent", "portal_accepted_by_id": self.contact_a.id, "signature": False}]
        )
        mail = self.env["mail.message"].search([("partner_ids", "in", self.contact_a.ids)], limit=1)
        self.assertIn("it can be paid now", mail.body)
        for login in ("buyer_a", "chief_a"):
            self.authenticate(login, login)
            page = self._text(self._get(f"/my/orders/{offer.id}"))
            self.assertIn("Accept & Pay", page, login)
            self.assertNotIn("Ask for approval", page, login)
        offer._portal_pays(self.chief_contact)
        self.assertEqual(
            offer.portal_accepted_by_id, self.contact_a, "it counts within the limits of its buyer"
        )

    def test_what_waits_is_paid_by_no_colleague(self):
        offer = self._offer(11, require_signature=False, require_payment=True, prepayment_percent=1.0)
        self._post(f"/my/orders/{offer.id}/ask")
        self._create_buyer("free_a", self._create_contact(self.customer_a, "Filipa Livre", may_order=True))
        self.authenticate("free_a", "free_a")
        page = self._text(self._get(f"/my/orders/{offer.id}"))
        self.assertIn("waits for approval", page)
        self.assertNotIn("Accept & Pay", page)
        values = {"access_token": offer._portal_ensure_token()}
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(f"/my/orders/{offer.id}/transaction", values)
        self.assertFalse(offer.transaction_ids)
        self.assertFalse(offer.portal_accepted_by_id)

    def test_asking_is_for_those_alone_whom_it_concerns(self):
        payment = {"require_signature": False, "require_payment": True, "prepayment_percent": 1.0}
        within, other = self._offer(10, **payment), self._offer(11, self.contact_b, **payment)
        self._post(f"/my/orders/{within.id}/ask")
        self.assertEqual(self._post(f"/my/orders/{other.id}/ask").status_code, 404)
        self.chief.active = False
        unapprovable = self._offer(11, **payment)
        self._post(f"/my/orders/{unapprovable.id}/ask")
        self.assertFalse((within | other | unapprovable).portal_approval_ids)
        self.assertNotIn("Accept & Pay", self._text(self._get(f"/my/orders/{unapprovable.id}")))

    def test_what_waits_is_confirmed_in_no_other_way(self):
        offer = self._offer(11)
        self._accept(offer)
        key = self.env["res.users.apikeys"].with_user(self.buyer_a).sudo()._generate("rpc", "buyer", None)
        self.authenticate(None, None)
        for model, method, arguments in (
            ("sale.order", "action_confirm", {"ids": offer.ids}),
            ("sale.order", "write", {"ids": offer.ids, "vals": {"state": "sale"}}),
            ("sale.order", "_portal_accept_approved", {"ids": offer.ids, "contact": self.contact_a.id}),
            (
                "portal.approval",
                "write",
                {"ids": offer.portal_approval_ids.ids, "vals": {"state": "approved"}},
            ),
            ("portal.approval", "create", {"vals_list": [{"order_id": offer.id}]}),
            ("res.partner", "write", {"ids": self.contact_a.ids, "vals": {"spending_rule": "free"}}),
        ):
            with mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2"):
                answer = self.url_open(
                    f"/json/2/{model}/{method}", json=arguments, headers={"Authorization": f"Bearer {key}"}
                )
            self.assertGreaterEqual(answer.status_code, 400, f"{model}.{method}")
        self.assertRecordValues(offer, [{"state": "sent", "portal_approval_state": "waiting"}])

    def test_a_grown_offer_is_approved_again_before_it_is_paid(self):
        offer = self._offer(11, require_payment=True, prepayment_percent=1.0)
        self._accept(offer)
        self.authenticate("chief_a", "chief_a")
        self._decide(offer.portal_approval_ids, "approve")
        self.assertEqual((offer.state, offer.portal_approval_state), ("sent", "approved"), "to be paid")
        self.assertFalse(offer._portal_acceptance_reasons(self.contact_a))
        offer.order_line = [Command.update(offer.order_line.id, {"product_uom_qty": 12})]
        self.assertEqual(offer._portal_acceptance_reasons(self.contact_a), ("order", "month"))
