from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AgentsCommon

EARNINGS = ["agent.commission.entry", "agent.commission.term", "agent.settlement"]


@tagged("post_install", "-at_install")
class TestAccess(AgentsCommon):
    """Who sees whose earnings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.seller_b.partner_id
        cls.colleague.is_agent = True
        agents = cls.agent_a + cls.agent_b + cls.colleague
        agents.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a, 50)
        cls._assign(cls.customer_a, cls.colleague, 30)
        cls._assign(cls.customer_a, cls.agent_b, 20)
        cls._invoice(cls.customer_a, (cls.desk, 1000))
        cls.env["agent.settlement"]._settle(agents, cls.env.company, "2026-12-31")

    def _agents_seen(self, user, model):
        return self.env[model].with_user(user).search([]).agent_id

    def test_seller_sees_his_share_of_a_shared_order(self):
        for model in EARNINGS:
            with self.subTest(model=model):
                self.assertEqual(self._agents_seen(self.seller_a, model), self.agent_a)
                self.assertEqual(self._agents_seen(self.seller_b, model), self.colleague)
        groups = (
            self.env["agent.commission.entry"]
            .with_user(self.seller_a)
            .formatted_read_group([], [], ["amount:sum"])
        )
        self.assertEqual(groups[0]["amount:sum"], 25.00)

    def test_manager_sees_team_and_its_outside_agents(self):
        for model in EARNINGS:
            self.assertEqual(self._agents_seen(self.manager, model), self.agent_a)
        self.agent_b.user_id = self.seller_a
        for model in EARNINGS:
            self.assertEqual(self._agents_seen(self.manager, model), self.agent_a + self.agent_b)
            self.assertEqual(self._agents_seen(self.other_manager, model), self.colleague)

    def test_controller_and_administrator_see_all(self):
        for model in EARNINGS:
            for user in (self.controller, self.admin_user):
                self.assertEqual(self._agents_seen(user, model), self.agent_a + self.agent_b + self.colleague)

    def test_member_of_new_team_is_seen_at_once(self):
        self.assertNotIn(self.colleague, self._agents_seen(self.manager, EARNINGS[0]))
        self.team_a.crm_team_member_ids = [(0, 0, {"user_id": self.seller_b.id})]
        self.assertIn(self.colleague, self._agents_seen(self.manager, EARNINGS[0]))

    def test_names_of_outside_agents_are_seen(self):
        partners = self.env["res.partner"].with_user(self.seller_b)
        self.assertTrue(partners.search([("id", "=", self.agent_b.id)]))
        self.agent_b.is_agent = False
        self.assertFalse(partners.search([("id", "=", self.agent_b.id)]))
        self.customer_b.sudo().is_agent = True  # a customer who also sells for us stays a customer
        self.assertFalse(
            self.env["res.partner"].with_user(self.seller_a).search([("id", "=", self.customer_b.id)])
        )

    def test_own_earnings_stay_legible_when_the_customer_is_gone(self):
        self.customer_a.agent_assignment_ids.unlink()
        self.customer_a.user_id = self.seller_b
        self.assertFalse(
            self.env["res.partner"].with_user(self.seller_a).search([("id", "=", self.customer_a.id)])
        )
        entries = self.env["agent.commission.entry"].with_user(self.seller_a)
        fields_read = {
            "partner_id": {"fields": {"display_name": {}}},
            "amount": {},
            "move_id": {"fields": {}},
        }
        rows = entries.web_search_read([], fields_read)["records"]
        self.assertEqual(
            [(row["amount"], row["partner_id"]["display_name"]) for row in rows], [(25.0, "Alfa Lda")]
        )
        settlement = self.env["agent.settlement"].with_user(self.seller_a).search([])
        reports = self.env["ir.actions.report"].with_user(self.seller_a)
        html = reports._render_qweb_html("crm_agents.report_settlement", settlement.ids)[0].decode()
        self.assertIn("Alfa Lda", html)

    def test_portal_reads_nothing(self):
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        models = [
            *EARNINGS,
            "agent.assignment",
            "sale.order.agent",
            "account.move.agent",
            "agent.commission.plan",
        ]
        for model in [*models, "agent.commission.rule"]:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        order = self._create_order(self.customer_a, (self.desk, 1))
        order.action_quotation_sent()
        for record, name in (
            (order, "agent_ids"),
            (order, "agent_partner_ids"),
            (self.customer_a, "agent_assignment_ids"),
            (self.customer_a, "commission_plan_id"),
            (self.customer_a, "is_agent"),
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                record.with_user(portal).read([name])

    def test_rates_closed_to_sellers(self):
        with self.assertRaises(AccessError):
            self.env["agent.commission.rule"].with_user(self.seller_a).search([])
