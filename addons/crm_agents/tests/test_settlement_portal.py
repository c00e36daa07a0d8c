from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .settlement_common import SettlementCommon

MODELS = [
    "agent.settlement",
    "agent.settlement.objection",
    "agent.settlement.item",
    "agent.settlement.answer",
    "agent.settlement.adjustment",
    "agent.settlement.run",
    "agent.commission.entry",
]
METHODS = [
    "action_review",
    "action_approve",
    "action_bill",
    "action_pay_payroll",
    "action_undo_payroll",
    "action_cancel",
    "action_update",
    "action_mail",
    "action_export",
    "action_view_bill",
]


@tagged("post_install", "-at_install")
class TestSettlementPortal(SettlementCommon, HttpCase):
    """An outside agent sees his own settlements in the portal, whatever he asks for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(
            cls.env, "portal_agent", groups="base.group_portal", partner_id=cls.agent_b.id
        )
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 2000), day="2026-01-10")
        settlements = cls.env["agent.settlement"]._settle(
            cls.agent_a + cls.agent_b, cls.env.company, "2026-01-31"
        )
        cls._invoice(cls.customer_b, (cls.desk, 400), day="2026-02-10")
        cls.own = settlements.filtered(lambda row: row.agent_id == cls.agent_b)
        cls.foreign = settlements - cls.own

    def setUp(self):
        super().setUp()
        self.authenticate("portal_agent", "portal_agent")

    def _post_objection(self, settlement, **values):
        values = {"csrf_token": Request.csrf_token(self), "text": "Wrong", **values}
        return self.url_open(f"/my/commission/{settlement.id}/object", data=values)

    def test_list_and_page(self):
        page = self.url_open("/my/commission").text
        self.assertIn(self.own.name, page)
        self.assertNotIn(self.foreign.name, page)
        self.assertIn("20.00", page, "earned and not settled yet")
        page = self.url_open(f"/my/commission/{self.own.id}")
        self.assertEqual(page.status_code, 200)
        for text in (self.own.name, "Beta Lda", self.own.entry_ids.reference, "100.00"):
            self.assertIn(text, page.text)
        book = self.url_open(f"/my/commission/{self.own.id}.xlsx")
        self.assertEqual((book.status_code, book.content[:2]), (200, b"PK"))
        for address in (
            "/my/commission/page/99",
            "/my/commission?page=x",
            f"/my/commission?page={'9' * 5000}",
        ):
            self.assertEqual(self.url_open(address).status_code, 200, address[:40])

    @mute_logger("odoo.http")
    def test_anothers_does_not_exist(self):
        cancelled = self._settle("2026-02-28", self.agent_b)
        cancelled.action_cancel()
        for number in (self.foreign.id, cancelled.id, 0, 2**31, 2**70):
            for ending in ("", ".pdf", ".xlsx"):
                answer = self.url_open(f"/my/commission/{number}{ending}")
                self.assertEqual(answer.status_code, 404, f"{number}{ending}")
        self.assertEqual(self._post_objection(self.foreign).status_code, 404)
        foreign_entry = self._post_objection(self.own, entry=self.foreign.entry_ids.id)
        self.assertEqual(foreign_entry.status_code, 404)
        book = self.url_open(f"/crm_agents/settlements.xlsx?ids={self.foreign.id}")
        self.assertEqual(book.status_code, 403)
        for token in ("1", self.foreign.name):
            answer = self.url_open(f"/my/commission/{self.foreign.id}?access_token={token}")
            self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.env["agent.settlement.objection"].search([]))

    def test_object(self):
        entry = self.own.entry_ids
        answer = self._post_objection(self.own, text="  The rate is 6 %  ", entry=entry.id, state="accepted")
        self.assertIn("We have your objection", answer.text)
        objection = self.own.objection_ids
        self.assertEqual(
            (objection.text, objection.entry_id, objection.state, objection.create_uid),
            ("The rate is 6 %", entry, "open", self.portal_user),
        )
        again = self._post_objection(self.own, entry=entry.id)
        self.assertIn("already", again.text)
        self.assertIn("Write what is wrong", self._post_objection(self.own, text=" ").text)
        self.assertEqual(self.own.open_objection_count, 1)
        self._answer(objection, self.admin_user, answer="5 % was agreed").action_refuse()
        self._approved(self.own).action_bill()
        page = self.url_open(f"/my/commission/{self.own.id}").text
        self.assertIn("5 % was agreed", page)
        self.assertNotIn("What is wrong", page, "nothing can be objected to once it is billed")
        self.assertIn("is billed", self._post_objection(self.own).text)
        self.assertEqual(len(self.own.objection_ids), 1)

    @mute_logger("odoo.http")
    def test_nothing_can_be_called(self):
        for model in MODELS:
            records = self.env[model].with_user(self.portal_user)
            for attempt in (
                lambda records=records: records.search([]),
                lambda records=records: records.create({}),
                lambda records=records: records.search_count([]),
            ):
                with self.subTest(model=model), self.assertRaises(AccessError):
                    attempt()
        for method in METHODS:
            with self.subTest(method=method), self.assertRaisesRegex(JsonRpcException, "AccessError"):
                self._call("agent.settlement", method, [self.own.ids])
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self._call("agent.commission.entry", "action_object", [self.own.entry_ids.ids])
        self.assertEqual((self.own.state, self.own.mail_state, self.own.bill_id.id), ("draft", False, False))

    def _call(self, model, method, arguments):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": {}},
        )
