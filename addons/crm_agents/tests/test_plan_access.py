from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import AgentsCommon

TERMS = ("has_guarantee", "guarantee", "has_cap", "cap", "tier_mode", "basis")
FOR_MANAGERS = ("leader_rate", "agent_ids", "agent_count", "rule_ids")


@tagged("post_install", "-at_install")
class TestPlanAccess(AgentsCommon):
    """How somebody earns is known to him, to who leads him, and to those who see all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.seller_b.partner_id
        cls.colleague.is_agent = True
        cls.own, cls.foreign, cls.free = (
            cls._create_plan(
                (0, {"by_tier": True}),
                name=name,
                has_guarantee=True,
                guarantee=500,
                tier_mode="marginal",
                tier_ids=[Command.create({"volume_above": 0, "rate": 7})],
            )
            for name in ("Own", "Foreign", "Free")
        )
        cls.plans = cls.own + cls.foreign + cls.free
        cls.agent_a.commission_plan_id = cls.own
        cls.colleague.commission_plan_id = cls.foreign
        cls._assign(cls.customer_a, cls.agent_a)

    def _seen(self, user):
        return self.env["agent.commission.plan"].with_user(user).search([]) & self.plans

    def test_whose_plans_are_seen(self):
        for user, plans in (
            (self.seller_a, self.own),
            (self.seller_b, self.foreign),
            (self.manager, self.own + self.free),
            (self.other_manager, self.foreign + self.free),
            (self.controller, self.plans),
            (self.admin_user, self.plans),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), plans)
                tiers = self.env["agent.commission.tier"].with_user(user).search([])
                self.assertEqual(tiers.plan_id & self.plans, plans)
                if user not in self.seller_a + self.seller_b:
                    rules = self.env["agent.commission.rule"].with_user(user).search([])
                    self.assertEqual(rules.plan_id & self.plans, plans)

    def test_seller_reads_his_own_terms_and_nobody_elses(self):
        own, foreign = self.own.with_user(self.seller_a), self.foreign.with_user(self.seller_a)
        self.assertEqual(own.read(TERMS)[0]["guarantee"], 500)
        with self.assertRaises(AccessError):
            foreign.read(TERMS)
        for name in FOR_MANAGERS:
            with self.subTest(name=name), self.assertRaises(AccessError):
                own.read([name])
        for name in ("commission_plan_id", "commission_payroll", "settlement_period"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.colleague.with_user(self.seller_a).read([name])
        partners = self.env["res.partner"].with_user(self.seller_a)
        with self.assertRaises(AccessError):
            partners.search([("commission_plan_id.guarantee", ">", 0)])
        Form(own)

    def test_entries_by_a_former_plan_stay_legible(self):
        self._invoice(self.customer_a, (self.desk, 1000))
        self.agent_a.commission_plan_id = self.free
        entry = self._entries().with_user(self.seller_a)
        self.assertIn("Own", entry.explanation)
        rows = entry.web_read({"plan_id": {"fields": {"display_name": {}}}})
        self.assertEqual(rows[0]["plan_id"]["display_name"], "Own")
        groups = entry.formatted_read_group([], ["plan_id"], ["amount:sum"])
        self.assertEqual(groups[0]["plan_id"][1], "Own")
        volume = self.env["agent.commission.volume"].with_user(self.seller_a).search([])
        self.assertEqual((volume.volume, volume.rate, str(volume.date_to)), (1000, 7, "2026-01-31"))
        with self.assertRaises(AccessError):
            self.own.with_user(self.seller_a).read(["guarantee"])

    def test_manager_gives_no_plan_that_he_does_not_see(self):
        contact = {"name": "Outside", "is_agent": True}
        partners = self.env["res.partner"].with_user(self.manager)
        with self.assertRaises(AccessError):
            partners.create({**contact, "commission_plan_id": self.foreign.id})
        made = partners.create({**contact, "commission_plan_id": self.free.id})
        self.assertEqual(made.commission_plan_id, self.free)
        for agent in (self.manager.partner_id, self.colleague):
            with self.assertRaises(AccessError):
                agent.with_user(self.manager).write({"commission_plan_id": self.free.id})
        self.assertEqual(self.colleague.commission_plan_id, self.foreign)

    def test_what_if_tells_nothing_of_a_plan_that_one_does_not_see(self):
        self._invoice(self.customer_a, (self.desk, 1000))
        wizards = self.env["agent.commission.what.if"].with_user(self.manager)
        dates = {"date_from": "2026-01-01", "date_to": "2026-01-31"}
        wizard = wizards.create({**dates, "plan_id": self.free.id})
        for work in (
            lambda: wizards.create({**dates, "plan_id": self.foreign.id}),
            lambda: wizard.write({"plan_id": self.foreign.id}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                work()
        # A plan that was his to see when he chose it, and is not any more.
        wizard.sudo().plan_id = self.foreign
        with self.assertRaises(AccessError):
            wizard.action_compute()
        self.assertFalse(wizard.line_ids)
        wizard.plan_id = self.free
        wizard.action_compute()
        self.assertEqual(wizard.line_ids.mapped("what_if"), [70.00])
