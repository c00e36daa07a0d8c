import random
from collections import defaultdict
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSalesSource(AgentsCommon):
    """What counts as sold, whose it is, and that the parts of the agents add up to the documents."""

    def _rows(self, moves):
        """The rows of documents, as dictionaries, in the order of their ids."""
        return self.env.execute_query_dict(
            SQL(
                "SELECT * FROM (%s) AS sale WHERE move_id = ANY(%s) ORDER BY id",
                self.env["agent.sales.source"]._rows_query(),
                moves.ids,
            )
        )

    def _figures(self, moves, *names):
        return [tuple(row[name] for name in names) for row in self._rows(moves)]

    def _share(self, *shares):
        """Agents of customer_a with these shares."""
        agents = self.env["res.partner"].create(
            [{"name": f"Agent {number}", "is_agent": True} for number in range(len(shares))]
        )
        for agent, share in zip(agents, shares, strict=True):
            self._assign(self.customer_a, agent, share)
        return agents

    def test_dimensions_of_a_row(self):
        brand = self.env["product.brand"].create({"name": "Oak"})
        self.chair.product_brand_id = brand
        self._assign(self.customer_a, self.agent_b)
        invoice = self._invoice(
            self.contact_a,
            {"product_id": self.chair.id, "quantity": 2, "price_unit": 100},
            day="2026-01-31",
            invoice_user_id=self.seller_a.id,
            team_id=self.team_a.id,
        )
        [row] = self._rows(invoice)
        line = invoice.invoice_line_ids
        self.assertEqual(row["id"], line.id * 64)
        self.assertEqual((row["line_id"], row["move_id"]), (line.id, invoice.id))
        self.assertEqual(
            (str(row["date"]), row["agent_id"], row["share"]), ("2026-01-31", self.agent_b.id, 100)
        )
        self.assertEqual(row["partner_id"], self.customer_a.id)
        self.assertEqual((row["user_id"], row["team_id"]), (self.seller_a.id, self.team_a.id))
        self.assertEqual(
            (row["product_id"], row["categ_id"], row["product_brand_id"]),
            (self.chair.id, self.chairs.id, brand.id),
        )
        self.assertEqual(row["company_id"], self.env.company.id)
        self.assertEqual((row["amount"], row["quantity"], row["cost"], row["margin"]), (200, 2, 120, 80))

    def test_parts_are_rounded_so_that_they_add_up(self):
        agents = self._share(33.3333, 33.3333, 33.3334)
        invoice = self._invoice(
            self.customer_a, {"product_id": self.desk.id, "quantity": 1, "price_unit": 10}
        )
        self.assertEqual(
            self._figures(invoice, "agent_id", "amount", "cost"),
            [(agents[0].id, 3.33, 20), (agents[1].id, 3.34, 20), (agents[2].id, 3.33, 20)],
        )

    def test_the_rest_is_the_house_and_without_agents_the_salesperson(self):
        house = self.env.company.partner_id
        self._assign(self.customer_a, self.agent_b, 60)
        shared = self._invoice(self.customer_a, (self.desk, 100))
        self.assertEqual(self._figures(shared, "agent_id", "amount"), [(self.agent_b.id, 60), (house.id, 40)])
        direct = self._invoice(self.customer_b, (self.desk, 100), invoice_user_id=self.seller_b.id)
        self.assertEqual(self._figures(direct, "agent_id", "share"), [(self.seller_b.partner_id.id, 100)])
        nobody = self._invoice(self.customer_b, (self.desk, 100), invoice_user_id=False)
        self.assertEqual(self._figures(nobody, "agent_id", "share"), [(house.id, 100)])

    def test_credit_notes_are_negative_and_drafts_nothing(self):
        invoice = self._invoice(
            self.customer_a, {"product_id": self.desk.id, "quantity": 3, "price_unit": 100}
        )
        note = self._credit(invoice, "2026-02-01", 80)
        draft = self._invoice(self.customer_a, (self.desk, 100), post=False)
        self.assertEqual(
            self._figures(invoice | note | draft, "amount", "quantity", "cost", "margin"),
            [(300, 3, 180, 120), (-80, -1, -60, -20)],
        )

    def test_quantity_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        line = {"product_id": self.desk.id, "quantity": 1.5, "product_uom_id": dozen.id, "price_unit": 1200}
        invoice = self._invoice(self.customer_a, line)
        self.assertEqual(self._figures(invoice, "quantity", "amount", "cost"), [(18, 1800, 1080)])

    def test_sections_are_no_sales_and_a_discount_of_the_document_is(self):
        invoice = self._invoice(
            self.customer_a,
            {"display_type": "line_section", "name": "Furniture"},
            (self.desk, 1000),
            {"name": "Discount", "quantity": 1, "price_unit": -100},
            {"display_type": "line_note", "name": "Thank you"},
        )
        self.assertEqual(self._figures(invoice, "amount", "product_id"), [(1000, self.desk.id), (-100, None)])

    def test_interest_is_no_sale(self):
        invoice = self._invoice(self.customer_a, (self.desk, 100))
        model = type(self.env["account.move"])
        with patch.object(
            model,
            "_financing_sql",
            lambda _self, alias: SQL("%s = %s", SQL.identifier(alias, "id"), invoice.id),
        ):
            self.assertEqual(self._rows(invoice), [])

    def test_a_down_payment_is_sold_once(self):
        """1,000 with 30 % in advance: nothing sold in January, all of it with the final invoice."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 1000})
                ],
            }
        )
        order.action_confirm()
        advance = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "percentage", "amount": 30}
        )
        paid = advance._create_invoices(order)
        paid.action_post()
        self.assertEqual(paid.amount_untaxed, 300)
        self.assertEqual(self._rows(paid), [])
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertEqual(final.amount_untaxed, 700)
        self.assertEqual(self._figures(final, "amount", "cost"), [(1000, 60)])

    def test_any_shares_add_up_to_the_ledger(self):
        """Twenty documents with random shares, prices and credits: every line to the cent, in every figure."""
        dice = random.Random(19)
        moves = self.env["account.move"]
        for _document in range(20):
            cuts = sorted(dice.sample(range(1, 1_000_000), dice.randint(0, 4)))
            shares = [
                (end - start) / 10_000 for start, end in zip([0, *cuts], [*cuts, 1_000_000], strict=True)
            ]
            lines = [
                {
                    "product_id": dice.choice([self.desk, self.chair]).id,
                    "quantity": dice.randint(1, 9),
                    "price_unit": dice.randint(1, 99_999) / 100,
                }
                for _line in range(dice.randint(1, 3))
            ]
            kind = dice.choice(["out_invoice", "out_invoice", "out_refund"])
            move = self._invoice(self.customer_a, *lines, move_type=kind, post=False)
            agents = self.env["res.partner"].create([{"name": "Agent", "is_agent": True} for _ in shares])
            move.agent_ids = [
                Command.clear(),
                *(
                    Command.create({"agent_id": agent.id, "share": share})
                    for agent, share in zip(agents, shares, strict=True)
                ),
            ]
            moves |= move
        moves.action_post()
        totals = defaultdict(lambda: [0, 0, 0, 0])
        for row in self._rows(moves):
            for position, name in enumerate(("amount", "cost", "quantity", "share")):
                totals[row["line_id"]][position] += row[name]
        lines = moves.invoice_line_ids
        self.assertEqual(set(totals), set(lines.ids))
        for line in lines:
            sign = -1 if line.move_type == "out_refund" else 1
            amount, cost, quantity, share = totals[line.id]
            self.assertEqual(round(amount, 6), -line.balance)
            self.assertEqual(round(cost, 6), line.sold_cost)
            self.assertEqual(round(quantity, 6), sign * line.quantity)
            self.assertEqual(round(share, 6), 100)
