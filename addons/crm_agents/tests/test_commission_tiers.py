from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AgentsCommon

TIERS = ((0, 2), (10_000, 3), (25_000, 5))


@tagged("post_install", "-at_install")
class TestCommissionTiers(AgentsCommon):
    """Rates that grow with the volume of the period."""

    def _tiered(self, mode, *rules, tiers=TIERS, agents=None, **values):
        """Give a plan with tiers to agents, agent_a alone unless others are given; agent_a has the customer."""
        plan = self._create_plan(
            *(rules or ((0, {"by_tier": True}),)),
            tier_mode=mode,
            tier_ids=[Command.create({"volume_above": above, "rate": rate}) for above, rate in tiers],
            **values,
        )
        (agents or self.agent_a).commission_plan_id = plan
        if not agents:
            self._assign(self.customer_a, self.agent_a)
        return plan

    def _sell(self, *amounts, month=1, **values):
        return self.env["account.move"].union(
            *(
                self._invoice(self.customer_a, (self.desk, amount), day=f"2026-{month:02}-{day:02}", **values)
                for day, amount in enumerate(amounts, 1)
            )
        )

    def _by_kind(self):
        return [(entry.kind, entry.amount) for entry in self._entries().sorted("id")]

    def test_case_6_marginal(self):
        self._tiered("marginal")
        self._sell(8000, 6000, 15000)
        self.assertEqual(self._by_kind(), [("invoice", 160.00), ("invoice", 160.00), ("invoice", 530.00)])
        self.assertEqual(self._earned(), 850.00)
        row = self.env["agent.commission.volume"].search([])
        self.assertEqual((row.volume, row.amount, row.rate, row.missing), (29000, 850.00, 5.0, 0.0))
        self.assertEqual((str(row.date_from), str(row.date_to)), ("2026-01-01", "2026-01-31"))

    def test_case_6_retroactive(self):
        self._tiered("retroactive")
        self._sell(8000, 6000, 15000)
        self.assertEqual(
            self._by_kind(),
            [("invoice", 160), ("invoice", 180), ("tier", 80), ("invoice", 750), ("tier", 280)],
        )
        self.assertEqual(self._earned(), 1450.00)

    def test_case_6_exactly_at_the_edge(self):
        for mode in ("marginal", "retroactive"):
            with self.subTest(mode=mode):
                self.customer_a.agent_assignment_ids.unlink()
                before = self._earned()
                self._tiered(mode)
                self._sell(8000, 2000)
                self.assertEqual(round(self._earned() - before, 2), 200.00)

    def test_case_6_volume_counts_by_share(self):
        self._tiered("retroactive", agents=self.agent_a + self.agent_b)
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        self._sell(8000, 6000, 15000)  # 17,400 at 3 % and 11,600 at 3 %
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (522.00, 348.00))

    def test_any_order_earns_the_same(self):
        for mode, whole in (("marginal", 850.00), ("retroactive", 1450.00)):
            for month, order in enumerate(((15000, 8000, 6000), (6000, 15000, 8000), (8000, 15000, 6000)), 1):
                with self.subTest(mode=mode, order=order):
                    self.customer_a.agent_assignment_ids.unlink()
                    self._tiered(mode)
                    before = self._earned()
                    self._sell(*order, month=month)
                    self.assertEqual(round(self._earned() - before, 2), whole)

    def test_credit_note_lowers_the_volume_again(self):
        self._tiered("retroactive")
        invoices = self._sell(8000, 6000, 15000)
        self._credit(invoices[2], "2026-01-20")
        self.assertEqual(self._earned(), 420.00)  # 14,000 at 3 %
        self.assertEqual(self._by_kind()[-2:], [("refund", -750.00), ("tier", -280.00)])

    def test_later_credit_note_is_at_the_tiers_of_the_sale(self):
        self._tiered("marginal")
        invoices = self._sell(8000, 6000, 15000)
        self._credit(invoices[2], "2026-02-10", 1000)
        self._sell(1000, month=2)
        credit = self._entries(kind="refund")
        self.assertEqual(
            (str(credit.date), credit.amount), ("2026-02-10", -50.00)
        )  # January's fifth per cent
        self.assertEqual(self._entries(kind="invoice")[-1].amount, 20.00)  # February begins at 2 %
        rows = self.env["agent.commission.volume"].search([], order="date_from")
        self.assertEqual(rows.mapped("volume"), [28000.00, 1000.00])

    def test_withdrawn_invoice_takes_its_volume_along(self):
        self._tiered("marginal")
        invoices = self._sell(8000, 6000, 15000)
        invoices[1].button_draft()
        self.assertEqual(self._earned(), 590.00)  # 23,000: 10,000 at 2 % and 13,000 at 3 %
        invoices[1].action_post()
        self.assertEqual(self._earned(), 850.00)

    def test_receipts_count_in_the_period_they_come_in(self):
        self._tiered("marginal", basis="receipt")
        invoice = self._sell(20000)
        self._pay(invoice, 11800, "2026-01-10")
        self._pay(invoice, 11800, "2026-02-10")
        self.assertEqual([entry.amount for entry in self._entries()], [200.00, 200.00])
        january = self._receivable(invoice).matched_credit_ids.sorted("id")[0]
        self._sell(5000, month=1)  # not paid: does not count
        january.unlink()
        self.assertEqual(self._earned(), 200.00)
        rows = self.env["agent.commission.volume"].search([], order="date_from")
        self.assertEqual(rows.mapped("volume"), [0.00, 10000.00])

    def test_pending_by_tier_is_at_the_volume_reached(self):
        self._tiered("marginal", basis="receipt")
        invoice = self._sell(20000)
        term = self.env["agent.commission.term"].search([("move_id", "=", invoice.id)])
        self.assertEqual(term.pending, 500.00)  # 10,000 at 2 %, 10,000 at 3 %

    def test_rules_choose_and_exclude(self):
        """A fixed rate and an exclusion stand beside the tiers, and do not count for the volume."""
        freight = self._create_sold("Freight", type="service", is_storable=False)
        self._tiered(
            "marginal",
            (0, {"product_id": freight.id}),
            (8, {"categ_id": self.chairs.id}),
            (0, {"by_tier": True}),
        )
        self._invoice(self.customer_a, (self.desk, 12000), (self.chair, 1000), (freight, 500))
        self.assertEqual(sorted(self._entries().mapped("amount")), [80.00, 260.00])
        self.assertEqual(self.env["agent.commission.volume"].search([]).volume, 12000.00)

    def test_periods(self):
        for period, earned in (("month", 400.00), ("quarter", 500.00), ("year", 500.00)):
            with self.subTest(period=period):
                self.customer_a.agent_assignment_ids.unlink()
                before = self._earned()
                self._tiered("marginal", period=period)
                self._sell(10000, month=2)
                self._sell(10000, month=3)
                self.assertEqual(round(self._earned() - before, 2), earned)

    def test_nothing_below_the_first_tier(self):
        self._tiered("retroactive", tiers=((10_000, 3),))
        self._sell(10000)
        self.assertEqual(self._by_kind(), [("invoice", 0.00)])
        self._sell(1000)
        self.assertEqual(self._by_kind()[1:], [("invoice", 30.00), ("tier", 300.00)])

    def test_tiers_that_have_earned_stay(self):
        plan = self._tiered("marginal")
        self._sell(1000)
        for attempt in (
            lambda: plan.tier_ids[0].write({"rate": 9}),
            plan.tier_ids[0].unlink,
            lambda: plan.write({"tier_ids": [Command.create({"volume_above": 1, "rate": 9})]}),
            lambda: plan.write({"tier_mode": "retroactive"}),
            lambda: plan.write({"period": "year"}),
        ):
            with self.assertRaisesRegex(UserError, "Duplicate the plan"):
                attempt()
        self.assertEqual((plan.tier_ids.mapped("rate"), plan.period), ([2.0, 3.0, 5.0], "month"))
        copy = plan.copy()
        copy.tier_ids[0].rate = 9
        self.assertEqual((len(copy.tier_ids), len(copy.rule_ids)), (3, 1))

    def test_administrators_write_tiers_and_others_read_them(self):
        plan = self._tiered("marginal")
        tiers = self.env["agent.commission.tier"]
        for user in (self.seller_a, self.manager, self.controller):
            self.assertEqual(plan.tier_ids.with_user(user).mapped("rate"), [2.0, 3.0, 5.0])
            with self.assertRaises(AccessError):
                plan.tier_ids[0].with_user(user).write({"rate": 9})
            with self.assertRaises(AccessError):
                tiers.with_user(user).create({"plan_id": plan.id, "volume_above": 1, "rate": 9})
        plan.tier_ids[0].with_user(self.admin_user).rate = 2.5
        self.assertEqual(plan.tier_ids.mapped("rate"), [2.5, 3.0, 5.0])

    def test_tiers_and_rules_fit_each_other(self):
        with self.assertRaisesRegex(ValidationError, "no tiers"):
            self._create_plan((0, {"by_tier": True}))
        with self.assertRaisesRegex(ValidationError, "at least one tier"):
            self._create_plan(5, tier_mode="marginal")
