from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionTrace(AgentsCommon):
    """Each entry says how it came about, from what was known then, in the reader's language."""

    def _explained(self, entry, user=None):
        return entry.with_user(user or self.seller_a).explanation.split("\n")

    def test_rule_and_arithmetic(self):
        self.agent_a.commission_plan_id = self._create_plan(
            (7, {"categ_id": self.family.id, "has_margin_from": True, "margin_from": 20}), name="Inside"
        )
        self.desk.standard_price = 600
        self._assign(self.customer_a, self.agent_a, 60)
        self._invoice(self.customer_a, (self.desk, 1000))
        entry = self._entries()
        self.assertEqual(
            self._explained(entry),
            [
                "Rule of the plan Inside for: Family: Furniture, Margin From (%): 20 %",
                f"7 % of {self._money(1000)}, of which the share is 60 %",
            ],
        )
        self.assertIn("Margin of the line: 40 %", self._explained(entry, self.manager))

    def _money(self, amount):
        return self.env.company.currency_id.format(amount)

    def test_told_from_what_was_known_then(self):
        self.agent_a.commission_plan_id = self._create_plan((7, {"categ_id": self.family.id}))
        self._assign(self.customer_a, self.agent_a)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        before = self._explained(self._entries())
        self.family.name = "Garden"
        self.agent_a.commission_plan_id.rule_ids.unlink()
        self.env.invalidate_all()
        self.assertEqual(self._explained(self._entries()), before)
        invoice.button_draft()
        self.assertIn("Family: Furniture", self._explained(self._entries()[0])[0])

    def test_receipt(self):
        self.agent_a.commission_plan_id = self._create_plan(5, basis="receipt")
        self._assign(self.customer_a, self.agent_a)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 590, "2026-01-10")
        self._pay(invoice, 295, "2026-02-10")
        money = self._money
        self.assertEqual(
            self._explained(self._entries()[-1])[-2:],
            [
                f"Receipt of {money(295)}: with it {money(885)} of {money(1180)} are paid",
                f"In proportion to {money(50)} in all, rounded on the running sum, less what was entered before",
            ],
        )

    def test_tiers(self):
        self.agent_a.commission_plan_id = self._create_plan(
            (0, {"by_tier": True}),
            tier_mode="retroactive",
            tier_ids=[
                Command.create({"volume_above": 0, "rate": 2}),
                Command.create({"volume_above": 10000, "rate": 3}),
            ],
        )
        self._assign(self.customer_a, self.agent_a, 50)
        for amount in (16000, 12000):
            self._invoice(self.customer_a, (self.desk, amount))
        money = self._money
        second, correction = self._entries().sorted("id")[1:]
        self.assertEqual(
            self._explained(second)[1:],
            [
                f"Share of 50 % in {money(12000)}: {money(6000)} of volume, after {money(8000)} in the period "
                "from 01/01/2026",
                f"{money(6000)} at 3 %",
            ],
        )
        self.assertEqual(
            self._explained(correction),
            [f"The other volume of the period, {money(8000)}, moves from 2 % to 3 %"],
        )

    def test_tiers_rounded_on_the_running_sum(self):
        """10.30 and 10.30 at 2.5 % are 0.2575 each and 0.515 together: 0.26 and 0.26; a third makes 0.7725, so 0.25."""
        self.agent_a.commission_plan_id = self._create_plan(
            (0, {"by_tier": True}),
            tier_mode="marginal",
            tier_ids=[Command.create({"volume_above": 0, "rate": 2.5})],
        )
        self._assign(self.customer_a, self.agent_a)
        for _time in range(3):
            self._invoice(self.customer_a, (self.desk, 10.30))
        entries = self._entries().sorted("id")
        self.assertEqual(entries.mapped("amount"), [0.26, 0.26, 0.25])
        rounded = "Rounded on the running sum of the period, so that its entries add up to the cent"
        self.assertEqual([rounded in self._explained(entry) for entry in entries], [False, False, True])

    def test_leader_and_credit(self):
        self.agent_a.commission_plan_id = self._create_plan(5, leader_rate=1)
        self._assign(self.customer_a, self.agent_a)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._credit(invoice, "2026-02-01")
        entry = self._entries(self.manager.partner_id)[-1]
        self.assertEqual(
            self._explained(entry, self.manager)[:2],
            [
                f"As leader of the team of {self.agent_a.name}",
                f"At the terms of {invoice.name}, which it takes from",
            ],
        )

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.agent_a.commission_plan_id = self._create_plan((7, {"categ_id": self.family.id}))
        self._assign(self.customer_a, self.agent_a)
        self._invoice(self.customer_a, (self.desk, 1000))
        told = self._entries().with_context(lang="es_ES").explanation
        label = self.env["agent.commission.rule"].with_context(lang="es_ES").fields_get(["categ_id"])
        self.assertIn(f"{label['categ_id']['string']}: Furniture", told)
