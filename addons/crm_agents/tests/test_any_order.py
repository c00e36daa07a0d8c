import random
from decimal import ROUND_HALF_UP, Decimal

from odoo.tests import tagged

from .common import AgentsCommon

CENT = Decimal("0.01")


@tagged("post_install", "-at_install")
class TestAnyOrder(AgentsCommon):
    """Whatever happens to an invoice in whatever order, the ledger has what its receipts are worth, to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls._create_plan((7.25, {"categ_id": cls.chairs.id}), 3.3, basis="receipt")
        cls.agent_a.commission_plan_id = cls.agent_b.commission_plan_id = plan
        cls._assign(cls.customer_a, cls.agent_a, 61.5)
        cls._assign(cls.customer_a, cls.agent_b, 38.5)

    def test_receipts_taken_back_reset_and_posted_again(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                chance = random.Random(seed)
                invoice = self._invoice(
                    self.customer_a,
                    (self.desk, chance.randint(1, 999_99) / 100),
                    (self.chair, chance.randint(1, 999_99) / 100),
                )
                for _step in range(8):
                    self._something_happens(chance, invoice)
                    self._check_ledger(invoice)

    def _something_happens(self, chance, invoice):
        receipts = self._receivable(invoice).matched_credit_ids
        steps = ["pay", "pay", "reset"] + ["take back"] * bool(receipts)
        step = chance.choice(steps)
        if step == "pay" and invoice.amount_residual:
            amount = round(invoice.amount_residual * chance.choice((0.1, 0.333, 0.5, 1)), 2)
            self._pay(invoice, max(amount, 0.01), "2026-01-15")
        elif step == "take back":
            receipts[chance.randrange(len(receipts))].unlink()
        elif step == "reset":
            invoice.button_draft()
            self.assertFalse(self._sums(invoice))
            invoice.action_post()

    def _sums(self, invoice):
        groups = self.env["agent.commission.entry"]._read_group(
            [("move_id", "=", invoice.id)], ["move_line_id", "agent_id"], ["amount:sum"]
        )
        return {(line, agent): round(amount, 2) for line, agent, amount in groups if round(amount, 2)}

    def _check_ledger(self, invoice):
        """Compare with one sum of its own: what each line and agent earns, times paid over total."""
        paid = Decimal(str(round(invoice.amount_total - invoice.amount_residual, 2)))
        part = paid / Decimal(str(invoice.amount_total))
        expected = {}
        for line in invoice.invoice_line_ids:
            rate = Decimal("7.25") if line.product_id == self.chair else Decimal("3.3")
            whole = (Decimal(str(line.price_subtotal)) * rate / 100).quantize(CENT, ROUND_HALF_UP)
            first = (Decimal(str(line.price_subtotal)) * rate / 100 * Decimal("0.615")).quantize(
                CENT, ROUND_HALF_UP
            )
            for agent, total in ((self.agent_a, first), (self.agent_b, whole - first)):
                amount = float((total * part).quantize(CENT, ROUND_HALF_UP))
                if amount:
                    expected[line, agent] = amount
        self.assertEqual(self._sums(invoice), expected)
