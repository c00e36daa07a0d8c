from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSettlement(AgentsCommon):
    """From open commission to a paid bill, by steps, each by who may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls.agent_b.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 40)
        cls._assign(cls.customer_b, cls.agent_b)
        cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-01-10")
        cls._invoice(cls.customer_b, (cls.desk, 2000), day="2026-01-31")
        cls._invoice(cls.customer_b, (cls.desk, 4000), day="2026-02-01")

    def _settle(self, day="2026-01-31"):
        return self.env["agent.settlement"]._settle(self.agent_a + self.agent_b, self.env.company, day)

    def test_computed_once(self):
        settlements = self._settle()
        self.assertEqual(
            {settlement.agent_id: (settlement.amount, settlement.entry_count) for settlement in settlements},
            {self.agent_a: (30.00, 1), self.agent_b: (120.00, 2)},
        )
        self.assertFalse(self._settle(), "a second run finds nothing")
        self.assertEqual(self._entries(settlement_id=False).mapped("amount"), [200.00])

    def test_late_entry_goes_into_the_next_period(self):
        self._settle()
        self._invoice(self.customer_a, (self.desk, 100), day="2026-01-05")
        february = self._settle("2026-02-28").filtered(lambda settlement: settlement.agent_id == self.agent_a)
        self.assertEqual((february.amount, str(february.date_from)), (3.00, "2026-02-01"))
        self.assertLess(february.entry_ids.date, february.date_from)

    def test_steps_to_paid(self):
        settlement = self._settle()[0]
        with self.assertRaises(AccessError):
            settlement.with_user(self.seller_a).action_review()
        settlement.with_user(self.manager).action_review()
        with self.assertRaises(AccessError):
            settlement.with_user(self.manager).action_approve()
        with self.assertRaisesRegex(UserError, "Approved"):
            settlement.with_user(self.controller).action_bill()
        settlement.with_user(self.admin_user).action_approve()
        settlement.with_user(self.controller).action_bill()
        bill = settlement.bill_id
        self.assertEqual((settlement.state, bill.state, bill.partner_id), ("billed", "draft", self.agent_a))
        self.assertEqual(
            bill.invoice_line_ids.product_id, self.env.ref("crm_agents.product_commission").product_variant_id
        )
        self.assertEqual(bill.amount_untaxed, 30.00)
        bill.action_post()
        self._pay(bill, bill.amount_total, "2026-02-15")
        self.assertEqual(settlement.state, "paid")
        self._receivable_of_bill(bill).remove_move_reconcile()
        self.assertEqual(settlement.state, "billed")

    def _receivable_of_bill(self, bill):
        return bill.line_ids.filtered(lambda line: line.account_type == "liability_payable")

    def test_deleted_bill_gives_the_settlement_back(self):
        settlement = self._settle()[0]
        settlement.action_review()
        settlement.action_approve()
        settlement.action_bill()
        with self.assertRaisesRegex(UserError, "bill first"):
            settlement.action_cancel()
        settlement.bill_id.unlink()
        self.assertEqual(settlement.state, "approved")
        settlement.action_bill()
        settlement.bill_id.button_cancel()
        self.assertEqual(settlement.state, "approved")

    def test_statement_lists_every_entry(self):
        self._settle()
        self._invoice(self.customer_a, (self.desk, 100), day="2026-01-05")
        february = self._settle("2026-02-28").filtered(lambda settlement: settlement.agent_id == self.agent_a)
        reports = self.env["ir.actions.report"].with_user(self.seller_a)
        html = reports._render_qweb_html("crm_agents.report_settlement", february.ids)[0].decode()
        for text in (
            february.name,
            "Alfa Lda",
            february.entry_ids.reference,
            "60 %",
            "3.00",
            "prior period",
        ):
            self.assertIn(text, html)
        foreign = february.search([("agent_id", "=", self.agent_b.id)], limit=1)
        with self.assertRaises(AccessError):
            reports._render_qweb_html("crm_agents.report_settlement", foreign.ids)

    def test_cancel_gives_entries_back(self):
        settlement = self._settle().filtered(lambda settlement: settlement.agent_id == self.agent_b)
        settlement.action_cancel()
        self.assertFalse(settlement.entry_ids)
        again = self._settle()
        self.assertEqual((again.agent_id, again.amount), (self.agent_b, 120.00))

    def test_nobody_writes_a_settlement(self):
        settlement = self._settle()[0]
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            with self.assertRaises(AccessError):
                settlement.with_user(user).write({"state": "paid"})
            with self.assertRaises(AccessError):
                settlement.with_user(user).unlink()
        self.assertEqual(settlement.state, "draft")

    def test_wizard_settles_only_the_managers_team(self):
        form = Form(self.env["agent.settlement.run"].with_user(self.manager))
        form.date_to = "2026-02-28"
        self.assertEqual((form.open_amount, form.open_count), (30.00, 1))
        run = form.save()
        action = run.action_settle()
        settlements = self.env["agent.settlement"].search(action["domain"])
        self.assertEqual((settlements.agent_id, settlements.amount), (self.agent_a, 30.00))
        with self.assertRaisesRegex(UserError, "Nothing to settle"):
            run.action_settle()

    def test_entries_are_found_and_grouped_by_settlement(self):
        settlements = self._settle()
        entries = self.env["agent.commission.entry"]
        ours = entries.search([]).filtered("settlement_id")
        self.assertEqual(entries.search([("settlement_id", "!=", False)]), ours)
        self.assertEqual(entries.search([("settlement_id", "in", settlements.ids)]), ours)
        self.assertEqual(entries.search([("settlement_id.agent_id", "=", self.agent_a.id)]).amount, 30.00)
        self.assertEqual(
            dict(entries._read_group([], ["settlement_id"], ["amount:sum"])),
            {**{row: row.amount for row in settlements}, self.env["agent.settlement"]: 200.00},
        )
        self.assertEqual(
            self.env["agent.settlement"].search([("entry_ids.amount", "=", 30.00)]).agent_id, self.agent_a
        )
        self.assertTrue(entries.fields_get(["settlement_id"])["settlement_id"]["groupable"])
        with self.assertRaises(AccessError):
            self.env["agent.settlement.item"].with_user(self.seller_a).search([])
