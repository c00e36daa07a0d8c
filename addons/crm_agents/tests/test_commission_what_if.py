from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionWhatIf(AgentsCommon):
    """What another plan would have brought, line by line, with the arithmetic of posting and no trace in the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a)
        cls.tiers = cls._create_plan(
            (0, {"by_tier": True}),
            name="Tiers",
            tier_mode="retroactive",
            tier_ids=[
                Command.create({"volume_above": above, "rate": rate})
                for above, rate in ((0, 2), (10_000, 3), (25_000, 5))
            ],
        )

    def _suppose(self, plan, user=None, date_from="2026-02-01", date_to="2026-02-28"):
        """The lines of a what-if, as {(agent, document): (actual, with the plan)}."""
        before = self._ledger()
        form = Form(self.env["agent.commission.what.if"].with_user(user or self.manager))
        form.plan_id, form.date_from, form.date_to = plan, date_from, date_to
        wizard = form.save()
        action = wizard.action_compute()
        lines = self.env[action["res_model"]].with_user(user or self.manager).search(action["domain"])
        self.assertEqual(self._ledger(), before, "nothing was entered")
        sums = {}
        for line in lines:
            key = (line.agent_id, line.sudo().move_id)
            actual, what_if = sums.get(key, (0, 0))
            sums[key] = (round(actual + line.actual, 2), round(what_if + line.what_if, 2))
        return sums

    def _ledger(self):
        self.env.flush_all()
        return [
            self.env[model].sudo().search_count([])
            for model in ("agent.commission.entry", "agent.commission.term", "agent.commission.volume")
        ]

    def test_tiers_as_in_case_6(self):
        first, second, third = (
            self._invoice(self.customer_a, (self.desk, amount), day=f"2026-02-0{day}")
            for day, amount in ((1, 8000), (2, 6000), (3, 15000))
        )
        self.assertEqual(
            self._suppose(self.tiers),
            {
                (self.agent_a, first): (400.00, 160.00),
                (self.agent_a, second): (300.00, 260.00),
                (self.agent_a, third): (750.00, 1030.00),
            },
        )

    def test_same_plan_gives_the_same(self):
        """Invoices, a credit note, shares and a leader: supposed by the plan in force, nothing differs."""
        plan = self.agent_a.commission_plan_id
        plan.leader_rate = 1
        invoice = self._invoice(self.customer_a, (self.desk, 1000.10), (self.chair, 33.33), day="2026-02-02")
        self._credit(invoice, "2026-02-10", 333.37, 11.11)
        sums = self._suppose(plan)
        self.assertEqual(len(sums), 4)
        for actual, what_if in sums.values():
            self.assertEqual(actual, what_if)

    def test_same_plan_on_receipts_gives_the_same(self):
        plan = self.agent_a.commission_plan_id = self._create_plan(7, basis="receipt")
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-02-02")
        self._pay(invoice, 393.33, "2026-02-10")
        self._pay(invoice, 393.33, "2026-02-20")
        self._pay(invoice, 393.34, "2026-03-10")
        self.assertEqual(self._suppose(plan), {(self.agent_a, invoice): (46.67, 46.67)})

    def test_receipts_instead_of_invoices(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-02-02")
        self._pay(invoice, 590, "2026-02-10")
        self._pay(invoice, 590, "2026-03-10")
        plan = self._create_plan(10, basis="receipt")
        self.assertEqual(self._suppose(plan), {(self.agent_a, invoice): (50.00, 50.00)})

    def test_older_documents_stay_as_they_were(self):
        older = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-02")
        note = self._credit(older, "2026-02-10", 400)
        invoice = self._invoice(self.customer_a, (self.desk, 100), day="2026-02-02")
        self.assertEqual(
            self._suppose(self._create_plan(50)),
            {(self.agent_a, note): (-20.00, -20.00), (self.agent_a, invoice): (5.00, 50.00)},
        )

    def test_down_payment_and_final_invoice(self):
        self.env.company.commission_down_payment = "down_payment"
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 1000})
                ],
            }
        )
        order.action_confirm()
        self.env["sale.advance.payment.inv"].create(
            {"advance_payment_method": "percentage", "amount": 30, "sale_order_ids": [Command.set(order.ids)]}
        ).create_invoices()
        paid_down = order.invoice_ids
        paid_down.invoice_date = "2026-02-01"
        paid_down.action_post()
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-02-20"
        final.action_post()
        self.assertEqual(
            self._suppose(self._create_plan(10)),
            {(self.agent_a, paid_down): (15.00, 30.00), (self.agent_a, final): (35.00, 70.00)},
        )

    def test_manager_sees_his_team_only(self):
        self.agent_b.commission_plan_id = self.agent_a.commission_plan_id
        self._assign(self.customer_b, self.agent_b)
        own = self._invoice(self.customer_a, (self.desk, 100), day="2026-02-02")
        other = self._invoice(self.customer_b, (self.desk, 100), day="2026-02-02")
        self.assertEqual(set(self._suppose(self.tiers)), {(self.agent_a, own)})
        self.assertEqual(
            set(self._suppose(self.tiers, self.admin_user)), {(self.agent_a, own), (self.agent_b, other)}
        )
        wizard = (
            self.env["agent.commission.what.if"]
            .with_user(self.manager)
            .create(
                {
                    "plan_id": self.tiers.id,
                    "date_from": "2026-02-01",
                    "date_to": "2026-02-28",
                    "agent_ids": [Command.set(self.agent_b.ids)],
                }
            )
        )
        wizard.action_compute()
        self.assertFalse(wizard.line_ids)
        with self.assertRaises(AccessError):
            self.env["agent.commission.what.if.line"].with_user(self.seller_a).search([])
        with self.assertRaises(AccessError):
            self.env["agent.commission.what.if"].with_user(self.seller_a).create({"plan_id": self.tiers.id})
