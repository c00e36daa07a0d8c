from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementOwn(SettlementCommon):
    """Nobody decides alone about what he earns himself: it takes a second person, of an administrator too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.earners = cls.manager + cls.admin_user
        cls.earners.partner_id.write({"is_agent": True, "commission_plan_id": cls.plan.id})
        for user in cls.earners:
            customer = cls._create_customer(f"Of {user.login}", user_id=user.id)
            cls._assign(customer, user.partner_id)
            cls._invoice(customer, (cls.desk, 1000))

    def _run(self, user):
        run = self.env["agent.settlement.run"].with_user(user)
        action = run.create(
            {"date_to": "2026-01-31", "agent_ids": [Command.set(user.partner_id.ids)]}
        ).action_settle()
        return self.env["agent.settlement"].search(action["domain"])

    def test_whoever_settles_himself_does_not_look_after_it(self):
        for user in self.earners:
            settlement = self._run(user)
            self.assertEqual(settlement.agent_id, user.partner_id)
            self.assertNotIn(settlement.user_id, user)

    def test_nobody_takes_the_steps_of_his_own(self):
        for user in self.earners:
            settlement = self._settle("2026-01-31", user.partner_id)
            for step in ("action_review", "action_update", "action_cancel"):
                with self.subTest(user=user.login, step=step):
                    with self.assertRaisesRegex(AccessError, "somebody else"), self.cr.savepoint():
                        getattr(settlement.with_user(user), step)()
                    self.assertEqual((settlement.state, settlement.amount), ("draft", 50.00))

    def test_nobody_gives_himself_more(self):
        """Neither by accepting his own objection nor by hand, administrators included."""
        for user in self.earners:
            settlement = self._settle("2026-01-31", user.partner_id)
            objection = self._object(settlement, user=user)
            adjustment = self.env["agent.settlement.adjustment"].with_user(user)
            values = {"agent_id": user.partner_id.id, "amount": 100, "reason": "Mine", "date": "2026-01-31"}
            for step in (
                lambda objection=objection, user=user: self._answer(
                    objection, user, amount=100
                ).action_accept(),
                lambda adjustment=adjustment, values=values: adjustment.create(values).action_adjust(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError), self.cr.savepoint():
                    step()
            self.assertEqual((objection.state, settlement.amount), ("open", 50.00))
            self.assertEqual(self._earned(user.partner_id), 50.00)

    def test_nor_of_one_among_others(self):
        settlements = self._settle("2026-01-31", self.manager.partner_id + self.agent_a)
        with self.assertRaises(AccessError), self.cr.savepoint():
            settlements.with_user(self.manager).action_cancel()
        self.assertEqual(set(settlements.mapped("state")), {"draft"})

    def test_another_takes_them(self):
        settlement = self._settle("2026-01-31", self.manager.partner_id).with_user(self.admin_user)
        settlement.action_review()
        settlement.action_approve()
        settlement.action_cancel()
        self.assertEqual(settlement.state, "cancelled")
