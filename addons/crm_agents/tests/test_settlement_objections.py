from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementObjections(SettlementCommon):
    """The agent objects, the manager answers; what managers enter by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 2000), day="2026-01-10")
        settlements = cls.env["agent.settlement"]._settle(
            cls.agent_a + cls.agent_b, cls.env.company, "2026-01-31"
        )
        cls.settlement = settlements.filtered(lambda row: row.agent_id == cls.agent_a)
        cls.foreign = settlements - cls.settlement

    def test_open_objection_blocks_the_approval(self):
        objection = self._object(self.settlement, self.settlement.entry_ids)
        self.assertEqual((objection.agent_id, objection.state), (self.agent_a, "open"))
        self.assertEqual(self.settlement.activity_ids.summary, "The agent objects")
        self.settlement.action_review()
        with self.assertRaisesRegex(UserError, rf"{self.settlement.name} \(seller_a.*: 1\)"):
            self.settlement.action_approve()
        self.assertEqual(self.settlement.state, "reviewed")
        self._answer(objection).action_refuse()
        self.assertEqual((objection.state, objection.answered_by), ("refused", self.manager))
        self.assertFalse(self.settlement.activity_ids)
        self.settlement.action_approve()
        self.assertEqual((self.settlement.state, self.settlement.amount), ("approved", 50.00))

    def test_accepted_before_approval_adjusts_this_settlement(self):
        objection = self._object(self.settlement, self.settlement.entry_ids)
        self._answer(objection, amount=12.50, answer="Freight was left out").action_accept()
        self.assertEqual(objection.state, "accepted")
        self.assertEqual((self.settlement.amount, self.settlement.entry_count), (62.50, 2))
        adjustment = objection.adjustment_id
        self.assertEqual(
            (adjustment.kind, adjustment.amount, adjustment.reason, str(adjustment.date)),
            ("adjustment", 12.50, "Freight was left out", "2026-01-31"),
        )
        self.assertEqual(adjustment.move_id, objection.entry_id.move_id)
        self.assertEqual(objection.entry_id.amount, 50.00)
        with self.assertRaisesRegex(UserError, "answered already"):
            self._answer(objection, amount=12.50).action_accept()

    def test_accepted_after_approval_goes_into_the_next(self):
        objection = None
        self._approved(self.settlement)
        objection = self._object(self.settlement, self.settlement.entry_ids)
        with self.assertRaisesRegex(UserError, "objections first"):
            self.settlement.action_bill()
        self.assertFalse(self.settlement.bill_id)
        self._answer(objection, amount=-5).action_accept()
        self.assertEqual(self.settlement.amount, 50.00)
        self.assertFalse(objection.adjustment_id.settlement_id)
        self.settlement.action_bill()
        self.assertEqual(self.settlement.bill_id.amount_untaxed, 50.00)
        with self.assertRaisesRegex(UserError, "is billed"):
            self._object(self.settlement, self.settlement.entry_ids)

    def test_something_missing(self):
        objection = self._object(self.settlement, text="INV/2026/00099 is missing")
        self._answer(objection, amount=10).action_accept()
        self.assertEqual(self.settlement.amount, 60.00)
        self.assertEqual(objection.adjustment_id.plan_id, self.plan)

    def test_only_his_own_and_only_once(self):
        with self.assertRaises(AccessError):
            self._object(self.foreign)
        with self.assertRaises(UserError):
            self._object(self.settlement, self.foreign.entry_ids)
        self._object(self.settlement, self.settlement.entry_ids)
        with self.assertRaisesRegex(UserError, "already"), self.env.cr.savepoint():
            self._object(self.settlement, self.settlement.entry_ids)
        self.assertEqual(self.env["agent.settlement.objection"].search_count([]), 1)
        self.assertEqual(self.foreign.open_objection_count, 0)

    def test_the_answer_is_not_the_agents_to_write(self):
        objections = self.env["agent.settlement.objection"].with_user(self.seller_a)
        values = {
            "settlement_id": self.settlement.id,
            "text": "Mine",
            "state": "accepted",
            "answer": "Yes",
            "answered_by": self.manager.id,
            "agent_id": self.agent_b.id,
            "adjustment_id": self.settlement.entry_ids.id,
        }
        objection = objections.with_context(default_state="accepted").create(values)
        self.assertEqual(
            (objection.state, objection.answer, objection.answered_by.id, objection.adjustment_id.id),
            ("open", False, False, False),
        )
        self.assertEqual(objection.agent_id, self.agent_a)
        for refused in (lambda: objection.write({"state": "accepted"}), objection.unlink):
            with self.assertRaises(AccessError):
                refused()
        with self.assertRaises(AccessError):
            self._answer(objection, self.seller_a)

    def test_who_may_answer(self):
        objection = self._object(self.settlement)
        for user in (self.other_manager, self.controller):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._answer(objection, user, amount=100).action_accept()
        own = self.manager.partner_id
        own.write({"is_agent": True, "commission_plan_id": self.plan.id})
        self.customer_a.agent_assignment_ids.agent_id = own
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-20")
        settlement = self._settle("2026-01-31", own)
        mine = self._object(settlement, user=self.manager)
        with self.assertRaisesRegex(AccessError, "never his own"):
            self._answer(mine, amount=100).action_accept()
        self.assertEqual((settlement.amount, mine.state, objection.state), (50.00, "open", "open"))

    def test_manual_adjustment(self):
        wizards = self.env["agent.settlement.adjustment"].with_user(self.manager)
        values = {
            "agent_id": self.agent_a.id,
            "date": "2026-02-10",
            "amount": -7.5,
            "reason": "Sample not returned",
        }
        wizard = wizards.create(values)
        wizard.action_adjust()
        entry = self._entries(self.agent_a, kind="adjustment")
        self.assertEqual(
            (entry.amount, entry.reason, str(entry.date)), (-7.50, "Sample not returned", "2026-02-10")
        )
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-02-15")
        self.assertEqual(self._settle("2026-02-28", self.agent_a).amount, 42.50)
        with self.assertRaisesRegex(UserError, "adds something"):
            wizards.create({**values, "amount": 0})
        own = self.manager.partner_id
        own.write({"is_agent": True, "commission_plan_id": self.plan.id})
        for agent in (self.agent_b, own):
            with self.subTest(agent=agent.name), self.assertRaises(AccessError):
                wizards.create({**values, "agent_id": agent.id}).action_adjust()
        with self.assertRaises(AccessError):
            wizards.with_user(self.seller_a).create(values)
        self.assertEqual(len(self._entries(kind="adjustment")), 1)
