from odoo import SUPERUSER_ID, api
from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged

SIMULTANEOUS = 2


@tagged("post_install", "-at_install")
class TestSettlementRace(RaceCase):
    """At once, in real transactions: nothing is settled or billed twice, and nobody approves what is disputed."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            plan = env["agent.commission.plan"].create({"name": "Race"})
            agent = env["res.partner"].create(
                {"name": "Racing agent", "is_agent": True, "commission_plan_id": plan.id}
            )
            entries = env["agent.commission.entry"]
            for number in range(20):
                entries._adjust(agent, env.company, 5.0, "2026-01-10", "Race", f"race/{agent.id}/{number}")
            self.agent_id, self.plan_id = agent.id, plan.id
        self.addCleanup(self._clear)

    def _clear(self):
        with self.transaction() as env:
            env.cr.execute("DELETE FROM agent_settlement_objection WHERE agent_id = %s", [self.agent_id])
            env.cr.execute("DELETE FROM agent_settlement_item WHERE agent_id = %s", [self.agent_id])
            env.cr.execute("DELETE FROM agent_commission_entry WHERE agent_id = %s", [self.agent_id])
            settlements = self._settlements(env)
            settlements.bill_id.unlink()
            settlements.unlink()
            env["agent.commission.plan"].browse(self.plan_id).with_context(active_test=False).unlink()
            env["res.partner"].browse(self.agent_id).unlink()

    def _settlements(self, env):
        return env["agent.settlement"].search([("agent_id", "=", self.agent_id)], order="id")

    def _at_once(self, *works):
        """Do each work(env) in a session of its own whose picture is old; repeated as a request would be."""

        def run(work):
            def begun(ready):
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    self._settlements(env)
                    ready()
                    return retrying(lambda: work(env), env)

            return begun

        return at_once([run(work) for work in works])

    def _settle(self, env):
        agent = env["res.partner"].browse(self.agent_id)
        return len(env["agent.settlement"]._settle(agent, env.company, "2026-01-31"))

    def _approve(self, env):
        settlement = self._settlements(env)
        settlement.invalidate_recordset()
        settlement.action_approve()
        return "approved"

    def test_settled_once(self):
        made = self._at_once(*[self._settle] * SIMULTANEOUS)
        self.assertEqual(sorted(made), [0, 1])
        with self.transaction() as env:
            settlement = self._settlements(env)
            self.assertEqual((len(settlement), settlement.amount, settlement.entry_count), (1, 100.00, 20))

    def test_guaranteed_once(self):
        """Both find that 500 are missing: the later one is repeated, and finds nothing missing."""
        with self.transaction() as env:
            env["agent.commission.plan"].browse(self.plan_id).write({"has_guarantee": True, "guarantee": 500})
        made = self._at_once(*[self._settle] * SIMULTANEOUS)
        self.assertEqual(sorted(made), [0, 1], made)
        with self.transaction() as env:
            entries = env["agent.commission.entry"].search(
                [("agent_id", "=", self.agent_id), ("kind", "=", "guarantee")]
            )
            self.assertEqual((entries.mapped("amount"), self._settlements(env).amount), ([500.00], 600.00))

    def test_killed_half_way_leaves_everything_open(self):
        with self.assertRaises(ZeroDivisionError), self.transaction() as env:
            self._settle(env)
            raise ZeroDivisionError
        with self.transaction() as env:
            self.assertFalse(self._settlements(env))
            self.assertEqual(self._settle(env), 1)

    def test_billed_once(self):
        with self.transaction() as env:
            self._settle(env)
            settlement = self._settlements(env)
            settlement.action_review()
            settlement.action_approve()

        def bill(env):
            settlement = self._settlements(env)
            settlement.invalidate_recordset()
            settlement.action_bill()

        outcomes = self._at_once(bill, bill)
        self.assertEqual(sum(isinstance(outcome, UserError) for outcome in outcomes), 1, outcomes)
        with self.transaction() as env:
            bills = env["account.move"].search([("partner_id", "=", self.agent_id)])
            self.assertEqual((bills, bills.amount_untaxed), (self._settlements(env).bill_id, 100.00))

    def test_objection_and_approval(self):
        with self.transaction() as env:
            self._settle(env)
            self._settlements(env).action_review()

        def object_to(env):
            settlement = self._settlements(env)
            settlement.objection_ids.create({"settlement_id": settlement.id, "text": "Wrong"})
            return "objected"

        outcomes = self._at_once(object_to, self._approve)
        with self.transaction() as env:
            settlement = self._settlements(env)
            # Either the approval came first, or it was turned back: never both without each knowing of the other.
            if settlement.state == "approved":
                self.assertEqual(outcomes[1], "approved")
            else:
                self.assertIsInstance(outcomes[1], UserError)
                self.assertEqual((settlement.state, settlement.open_objection_count), ("reviewed", 1))
