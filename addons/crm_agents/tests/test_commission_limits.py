from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionLimits(AgentsCommon):
    """Guarantees, caps, the leader's share, and what never earns."""

    def _plan(self, *rules, **values):
        self.agent_a.commission_plan_id = self._create_plan(*rules, **values)
        self._assign(self.customer_a, self.agent_a)
        return self.agent_a.commission_plan_id

    def _top_up(self, date_from="2026-01-01", date_to="2026-01-31"):
        ledger = self.env["agent.commission.entry"]
        from_day, to_day = (ledger._fields["date"].to_date(day) for day in (date_from, date_to))
        return ledger._top_up(self.agent_a, self.env.company, {self.agent_a: from_day}, to_day)

    def _settle(self, date_to):
        return self.env["agent.settlement"]._settle(self.agent_a, self.env.company, date_to)

    def _limited(self):
        """What limits have added and taken off: (last day of the period, amount)."""
        entries = self._entries(self.agent_a).filtered(lambda entry: entry.kind in ("guarantee", "cap"))
        return [(str(entry.date), entry.amount) for entry in entries.sorted("id")]

    def _adjust(self, amount, day):
        ledger = self.env["agent.commission.entry"]
        return ledger._adjust(
            self.agent_a,
            self.env.company,
            amount,
            ledger._fields["date"].to_date(day),
            "Advance",
            "test/advance",
        )

    def test_guarantee(self):
        self._plan(5, has_guarantee=True, guarantee=500)
        self._invoice(self.customer_a, (self.desk, 8000), day="2026-01-10")
        entry = self._top_up()
        self.assertEqual((entry.kind, entry.amount, str(entry.date)), ("guarantee", 100.00, "2026-01-31"))
        self.assertFalse(self._top_up(), "a second run finds nothing to do")
        self.assertEqual(self._earned(), 500.00)

    def test_late_entry_takes_the_guarantee_back(self):
        self._plan(5, has_guarantee=True, guarantee=500)
        self._invoice(self.customer_a, (self.desk, 8000), day="2026-01-10")
        self._top_up()
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-20")
        self.assertEqual(self._top_up("2026-02-01", "2026-02-15").mapped("amount"), [-50.00])
        self._invoice(self.customer_a, (self.desk, 9000), day="2026-01-21")
        self.assertEqual(self._top_up("2026-02-01", "2026-02-15").mapped("amount"), [-50.00])
        self.assertEqual(self._earned(), 900.00)

    def test_guarantee_of_months_without_a_sale(self):
        self._plan(5, has_guarantee=True, guarantee=500)
        self._invoice(self.customer_a, (self.desk, 20000), day="2026-01-10")
        self.assertEqual(
            [(str(entry.date), entry.amount) for entry in self._top_up("2026-01-01", "2026-03-30")],
            [("2026-02-28", 500.00)],
            "January is above it, March is not over",
        )

    def test_cap(self):
        self._plan(5, has_cap=True, cap=800, period="quarter")
        self._invoice(self.customer_a, (self.desk, 10000), day="2026-01-10")
        self._invoice(self.customer_a, (self.desk, 10000), day="2026-03-10")
        self.assertFalse(self._top_up("2026-01-01", "2026-02-28"))
        entry = self._top_up("2026-03-01", "2026-03-31")
        self.assertEqual((entry.kind, entry.amount, self._earned()), ("cap", -200.00, 800.00))
        self._credit(self.env["account.move"].browse(self._entries()[0].move_id.id), "2026-03-15")
        self.assertEqual(self._top_up("2026-03-01", "2026-03-31").amount, 200.00)
        self.assertEqual(self._earned(), 500.00)

    # -- what was settled stays ----------------------------------------------------------------------------

    def test_new_guarantee_leaves_settled_months_alone(self):
        plan = self._plan(5)
        for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
            self._invoice(self.customer_a, (self.desk, 6000), day=day)
        self._settle("2026-01-31")
        self._settle("2026-02-28")
        plan.write({"has_guarantee": True, "guarantee": 500})
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-20")
        self.assertEqual(self._settle("2026-03-31").amount, 550.00)
        self.assertEqual(self._limited(), [("2026-03-31", 200.00)])

    def test_late_entry_of_a_limited_month_counts_by_the_limits_of_then(self):
        plan = self._plan(5, has_guarantee=True, guarantee=500)
        self._invoice(self.customer_a, (self.desk, 6000), day="2026-01-10")
        self._settle("2026-01-31")
        plan.guarantee = 600
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-20")
        self.assertEqual(self._settle("2026-02-28").amount, 600.00)
        self.assertEqual(
            self._limited(), [("2026-01-31", 200.00), ("2026-01-31", -50.00), ("2026-02-28", 600.00)]
        )

    def test_cancelled_settlement_is_limited_anew(self):
        plan = self._plan(5)
        self._invoice(self.customer_a, (self.desk, 6000), day="2026-01-10")
        self._settle("2026-01-31").action_cancel()
        plan.write({"has_guarantee": True, "guarantee": 500})
        self.assertEqual(self._settle("2026-01-31").amount, 500.00)

    def test_adjustment_is_not_earned(self):
        self._plan(5, has_guarantee=True, guarantee=500, has_cap=True, cap=500)
        self._invoice(self.customer_a, (self.desk, 10000), day="2026-01-10")
        self._adjust(-300, "2026-01-31")
        self.assertEqual(self._settle("2026-01-31").amount, 200.00, "the advance is taken off")
        self.assertEqual(self._limited(), [])

    # -- who has earned nothing yet ------------------------------------------------------------------------

    def test_new_agent_gets_the_guarantee_of_the_period_of_the_run(self):
        self._plan(5, has_guarantee=True, guarantee=500)
        self.assertFalse(self._settle("2026-01-30"), "January is not over")
        self.assertEqual(self._settle("2026-01-31").amount, 500.00)
        self.assertFalse(self._settle("2026-01-31"))
        self.assertEqual(self._settle("2026-02-28").amount, 500.00)

    def test_new_agent_is_guaranteed_once_not_in_each_company(self):
        self._plan(5, has_guarantee=True, guarantee=500)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self.env["agent.settlement"]._settle(self.agent_a, other, "2026-01-31"))
        self.assertEqual(self._settle("2026-01-31").amount, 500.00)

    # -- a settlement that is brought up to date -----------------------------------------------------------

    def test_update_applies_the_limits_too(self):
        self._plan(5, has_cap=True, cap=800)
        self._invoice(self.customer_a, (self.desk, 14000), day="2026-01-10")
        settlement = self._settle("2026-01-31")
        self._invoice(self.customer_a, (self.desk, 4000), day="2026-01-20")
        settlement.with_user(self.manager).action_update()
        self.assertEqual((settlement.amount, self._limited()), (800.00, [("2026-01-31", -100.00)]))

    @mute_logger("odoo.sql_db")
    def test_guarantee_above_the_cap_refused(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_plan(5, has_cap=True, cap=100, has_guarantee=True, guarantee=200)
            self.env.flush_all()

    # -- the leader's share ---------------------------------------------------------------------------------

    def test_leader_earns_on_top(self):
        """The agents divide their 100 %; the leader's rate comes on top, on his team's part only."""
        plan = self._create_plan(5, leader_rate=1)
        self.agent_a.commission_plan_id = self.agent_b.commission_plan_id = plan
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        leader = self.manager.partner_id
        self.assertEqual(
            [(entry.agent_id, entry.amount, entry.is_team) for entry in self._entries().sorted("id")],
            [(self.agent_a, 30.00, False), (self.agent_b, 20.00, False), (leader, 6.00, True)],
        )
        self.assertEqual(sum(invoice.agent_ids.mapped("share")), 100.0)
        self._credit(invoice, "2026-02-01", 500)
        self.assertEqual(self._earned(leader), 3.00)

    def test_leader_of_two_agents_divides_no_cent_twice(self):
        """An outside agent belongs to the team of his contact: the leader earns on both in one sum."""
        plan = self._create_plan(5, leader_rate=1)
        self.agent_b.user_id = self.seller_a
        self.agent_a.commission_plan_id = self.agent_b.commission_plan_id = plan
        self._assign(self.customer_a, self.agent_a, 50)
        self._assign(self.customer_a, self.agent_b, 50)
        self._invoice(self.customer_a, (self.desk, 101))
        self.assertEqual(self._entries(self.manager.partner_id).mapped("amount"), [1.01])

    def test_leader_does_not_lead_himself(self):
        leader = self.manager.partner_id
        leader.write({"is_agent": True, "commission_plan_id": self._create_plan(5, leader_rate=1).id})
        self._assign(self.customer_a, leader)
        self._invoice(self.customer_a, (self.desk, 1000))
        self.assertEqual(self._entries().mapped("amount"), [50.00])

    def test_leader_earns_by_tier_sales_too(self):
        plan = self._plan(
            (0, {"by_tier": True}),
            leader_rate=1,
            tier_mode="marginal",
            tier_ids=[(0, 0, {"volume_above": 0, "rate": 2})],
        )
        self._invoice(self.customer_a, (self.desk, 1000))
        self.assertEqual(self._earned(self.manager.partner_id), 10.00)
        self.assertEqual(plan.tier_ids.mapped("rate"), [2.0])

    # -- what never earns -----------------------------------------------------------------------------------

    def test_excluded_product_and_family(self):
        self._plan(5)
        lamp = self._create_sold("Lamp")
        lamp.earns_commission = False
        self.family.earns_commission = False
        self._invoice(self.customer_a, (self.chair, 100), (lamp, 100), (self._create_sold("Box"), 100))
        self.assertEqual(self._entries().mapped("amount"), [5.00])

    def test_excluded_afterwards_is_still_taken_back(self):
        self._plan(5)
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 100))
        self.desk.earns_commission = False
        self._credit(invoice, "2026-02-01")
        self.assertEqual(self._earned(), 0.00)

    # -- who sees it ----------------------------------------------------------------------------------------

    def test_volume_is_ones_own(self):
        self._plan(
            (0, {"by_tier": True}),
            tier_mode="marginal",
            tier_ids=[(0, 0, {"volume_above": 0, "rate": 2})],
        )
        self._invoice(self.customer_a, (self.desk, 1000))
        volumes = self.env["agent.commission.volume"]
        self.assertEqual(volumes.with_user(self.seller_a).search([]).mapped("volume"), [1000.00])
        self.assertFalse(volumes.with_user(self.seller_b).search([]))
        self.assertEqual(len(volumes.with_user(self.manager).search([])), 1)
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            with self.assertRaises(AccessError):
                volumes.with_user(user).search([]).write({"volume": 0})
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        with self.assertRaises(AccessError):
            volumes.with_user(clerk).search([])
