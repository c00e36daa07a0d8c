import random
from decimal import ROUND_HALF_UP, Decimal

from odoo import Command
from odoo.tests import freeze_time, tagged

from .product_line_common import ProductLineCommon

CENT = Decimal("0.01")


@tagged("post_install", "-at_install")
class TestProductLineFigures(ProductLineCommon):
    """Sales, targets, balances and dashboard follow the product lines, and add up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stool = cls._create_sold("Stool", cls.other)
        cls.agent_b.commission_plan_id = cls.agent_a.commission_plan_id

    def _sales(self, **criteria):
        domain = [(name, "=", value) for name, value in criteria.items()]
        groups = self.env["agent.sales.analysis"]._read_group(domain, ["agent_id"], ["amount:sum"])
        return {agent: round(amount, 2) for agent, amount in groups}

    def test_sales_by_agent(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 400))
        self.assertEqual(
            self._sales(move_id=invoice.id), {self.agent_a: 600, self.house: 400, self.agent_b: 400}
        )
        self._credit(invoice, "2026-01-20", 500, 100)
        self.assertEqual(
            self._sales(partner_id=self.customer_a.id),
            {self.agent_a: 300, self.house: 200, self.agent_b: 300},
        )

    def test_lines_without_agents_are_the_salesperson_s(self):
        self._assign(self.customer_b, self.agent_b, product_line_id=self.seating.id)
        self._invoice(self.customer_b, (self.desk, 1000), (self.chair, 400), invoice_user_id=self.seller_b.id)
        self.assertEqual(
            self._sales(partner_id=self.customer_b.id), {self.seller_b.partner_id: 1000, self.agent_b: 400}
        )

    @freeze_time("2026-01-15 12:00:00")
    def test_targets_and_open_orders(self):
        targets = self.env["agent.target"].create(
            [
                {"agent_id": agent.id, "month": "2026-01-01", "amount": 1000}
                for agent in (self.agent_a, self.agent_b)
            ]
        )
        self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 400), day="2026-01-10")
        order = self._create_order(self.customer_a, (self.desk, 1), (self.chair, 1))
        order.order_line[0].price_unit, order.order_line[1].price_unit = 500, 300
        order.action_confirm()
        rows = self.env["agent.target.analysis"].search([("target_id", "in", targets.ids)])
        self.assertEqual(
            {row.agent_id: (row.actual_amount, row.open_orders_amount) for row in rows},
            {self.agent_a: (600, 300), self.agent_b: (400, 300)},
        )

    @freeze_time("2026-01-31 12:00:00")
    def test_dashboard_and_balances(self):
        """Sold 500 + 300, invoiced 1,000 + 400, half of 1,652 paid; the balance is of no product line."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "price_unit": 500}),
                    Command.create({"product_id": self.chair.id, "price_unit": 300}),
                ],
            }
        )
        order.action_confirm()
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 400), day="2026-01-10")
        self._pay(invoice, 826, "2026-01-20")
        pages = [
            [round(tile["amount"], 2) for tile in page["tiles"][:5]]
            for page in (
                self.env["agent.dashboard"].with_user(self.admin_user).figures(f"agent-{agent.id}")
                for agent in (self.agent_a, self.agent_b)
            )
        ]
        self.assertEqual(pages, [[300, 600, 354, 826, 826], [300, 400, 236, 826, 826]])
        rows = self.env["agent.receivable"].search([("move_id", "=", invoice.id)])
        self.assertEqual(
            {row.agent_id: (row.amount, round(row.part_amount, 2)) for row in rows},
            {self.agent_a: (826, 495.6), self.agent_b: (826, 0), self.house: (826, 330.4)},
        )

    def test_parts_sum_to_the_whole_per_line_and_agent(self):
        """Any product lines, shares and amounts: sales add up to the line, commission to what each share is worth."""
        for seed in range(5):
            with self.subTest(seed=seed):
                chance = random.Random(seed)
                shares = self._assign_at_random(chance)
                invoice = self._invoice(
                    self.customer_b,
                    *(
                        (product, chance.randint(1, 999_99) / 100)
                        for product in (self.desk, self.chair, self.desk, self.stool)
                    ),
                )
                for line in invoice.invoice_line_ids:
                    self._check_line(line, shares)

    def _assign_at_random(self, chance):
        """Agents of customer B for some product lines: {product line: {agent: share}}."""
        self.customer_b.agent_assignment_ids.unlink()
        shares = {}
        for product_line in (self.none, self.seating, self.other_line):
            if chance.random() < 0.8:
                first = chance.randint(1, 98_9999) / 10000
                shares[product_line] = {self.agent_a: first, self.agent_b: round(100 - first, 4)}
                for agent, share in shares[product_line].items():
                    self._assign(self.customer_b, agent, share, product_line_id=product_line.id)
        return shares

    def _check_line(self, line, shares):
        amount = Decimal(str(line.price_subtotal))
        product_line = {self.chair: self.seating, self.stool: self.other_line}.get(line.product_id, self.none)
        expected = shares.get(product_line if product_line in shares else self.none, {})
        sold = self._sales(line_id=line.id)
        self.assertEqual(round(sum(sold.values()), 2), float(amount))
        self.assertLessEqual(expected.keys(), sold.keys())
        entries = self.env["agent.commission.entry"].search([("move_line_id", "=", line.id)])
        self.assertEqual(entries.agent_id, self.env["res.partner"].union(*expected))
        if expected:
            whole = (amount * 5 / 100).quantize(CENT, ROUND_HALF_UP)
            self.assertEqual(round(sum(entries.mapped("amount")), 2), float(whole))
            for entry in entries:
                part = amount * 5 * Decimal(str(expected[entry.agent_id])) / 10000
                self.assertLessEqual(abs(Decimal(str(round(entry.amount, 2))) - part), CENT)
