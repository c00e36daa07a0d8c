import random
from collections import defaultdict
from contextlib import contextmanager
from datetime import date
from itertools import product
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .product_line_common import ProductLineCommon

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)


@tagged("post_install", "-at_install")
class TestAgentFinding(ProductLineCommon):
    """What is looked for among an agent's documents only is what a look at all documents finds, whoever he is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._assign(cls.customer_b, cls.agent_b, date_to="2026-01-31")
        cls.customer_b.user_id = cls.seller_b
        cls.dice = random.Random(4)
        cls.moves = cls.env["account.move"].union(*(cls._some_invoice() for _number in range(14)))
        cls.moves |= cls._some_credits(cls.moves[:4])
        cls.orders = cls.env["sale.order"].union(*(cls._some_order() for _number in range(8)))
        for _number in range(16):
            cls._some_payment(cls.moves[cls.dice.randrange(len(cls.moves))])
        persons = (cls.agent_a, cls.agent_b, cls.house, cls.seller_b.partner_id)
        cls.choices = [[person.id] for person in persons]
        cls.choices += [[cls.agent_a.id, cls.agent_b.id], [person.id for person in persons]]

    @classmethod
    def _some_shares(cls):
        """Agents and shares as a document may have them: none, the house's part, one product line or another."""
        whole = cls.dice.choice(
            (
                [],
                [(cls.agent_a, 100)],
                [(cls.agent_a, 60), (cls.agent_b, 40)],
                [(cls.agent_b, 30), (cls.house, 70)],
            )
        )
        seating = cls.dice.choice(([], [(cls.agent_b, 100)], [(cls.agent_a, 45), (cls.house, 55)]))
        rows = [(*share, False) for share in whole] + [(*share, cls.seating.id) for share in seating]
        return [
            Command.clear(),
            *(
                Command.create({"agent_id": agent.id, "share": share, "product_line_id": product_line})
                for agent, share, product_line in rows
            ),
        ]

    @classmethod
    def _some_seller(cls):
        return cls.dice.choice((cls.seller_a, cls.seller_b, cls.env["res.users"])).id

    @classmethod
    def _some_invoice(cls):
        lines = [(product, cls.dice.randint(1, 90_000) / 100) for product in (cls.desk, cls.chair, cls.chair)]
        customer = cls.dice.choice((cls.customer_a, cls.contact_a, cls.customer_b))
        day = f"2026-0{cls.dice.randint(1, 3)}-10"
        move = cls._invoice(
            customer,
            *lines[: cls.dice.randint(1, 3)],
            day=day,
            post=False,
            invoice_user_id=cls._some_seller(),
        )
        move.agent_ids = cls._some_shares()
        move.action_post()
        return move

    @classmethod
    def _some_credits(cls, invoices):
        """Of some invoices a part, matched with nothing yet."""
        notes = cls.env["account.move"]
        for invoice in invoices:
            notes |= cls._credit(invoice, "2026-02-20", cls.dice.randint(1, 50))
        return notes

    @classmethod
    def _some_order(cls):
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.dice.choice((cls.customer_a, cls.customer_b)).id,
                "user_id": cls._some_seller(),
                "order_line": [Command.create({"product_id": cls.desk.id, "price_unit": 100})],
            }
        )
        order.agent_ids = cls._some_shares()
        return order

    @classmethod
    def _some_payment(cls, move):
        """Money for a part of an invoice, or back for one of a credit note."""
        amount = round(move.amount_residual * cls.dice.choice((0.25, 0.5, 1)), 2)
        if amount:
            cls._pay(move, amount, f"2026-0{cls.dice.randint(1, 4)}-15")

    @contextmanager
    def _looked_for(self, agents, few, **told):
        """Agents are looked for by index, or among all documents, as where they have no few of them."""
        lists = type(self.env["crm.customer.list.mixin"])
        with (
            patch.object(lists, "_are_few", lambda *_args: few),
            self.subTest(few=few, agents=agents, **told),
        ):
            yield

    # -- the same, from all documents -----------------------------------------------------------------------

    def _money_received(self):
        """{document: what was paid of it in the period, less what was paid back}."""
        received = defaultdict(float)
        partials = self.env["account.partial.reconcile"].search([])
        for partial in partials.filtered(lambda partial: FIRST <= partial.max_date <= LAST):
            for line, money, amount, kinds in (
                (
                    partial.debit_move_id,
                    partial.credit_move_id,
                    partial.amount,
                    ("out_invoice", "out_receipt"),
                ),
                (partial.credit_move_id, partial.debit_move_id, -partial.amount, ("out_refund",)),
            ):
                is_money = (
                    money.journal_id.type in ("bank", "cash", "credit") or money.move_id.origin_payment_id
                )
                document = line.move_id
                if is_money and document.move_type in kinds and document.company_id == self.env.company:
                    received[document] += amount
        return received

    def _part_of(self, document, agents):
        """What of the document's lines is the agents'."""
        seller = document.invoice_user_id.partner_id or self.house
        whole = his = 0
        for line in document.invoice_line_ids:
            rows = document.agent_ids.filtered(
                lambda row, line=line: row.product_line_id == line.product_line_id
            )
            shares = [(row.agent_id, row.share) for row in rows] or [(seller, 100)]
            whole += 100 * line.balance
            his += sum(share * line.balance for agent, share in shares if agent.id in agents)
        return his / whole

    def test_money_collected(self):
        received = self._money_received()
        self.assertGreater(len(received), 5)
        self.assertLess(min(received.values()), 0, "money was paid back too")
        for few, agents in product((True, False), (None, *self.choices)):
            with self._looked_for(agents, few):
                query = self.env["agent.dashboard"]._collected_query(agents, FIRST, LAST)
                [(amount, documents)] = self.env.execute_query(query)
                parts = {move: 1 if agents is None else self._part_of(move, agents) for move in received}
                expected = sum(received[move] * part for move, part in parts.items())
                self.assertAlmostEqual(amount or 0, expected, places=6)
                self.assertEqual(set(documents or ()), {move.id for move, part in parts.items() if part})

    def test_lines_sold(self):
        source = self.env["agent.sales.source"]
        rows = "SELECT * FROM (%s) AS sale WHERE agent_id = ANY(%s) ORDER BY id"
        for few, agents in product((True, False), self.choices):
            with self._looked_for(agents, few):
                found, expected = (
                    self.env.execute_query(SQL(rows, query, agents))
                    for query in (source._rows_query(agents), source._rows_query())
                )
                self.assertTrue(expected)
                self.assertEqual(found, expected)

    def test_rows_of_analyses(self):
        for name in ("agent.sales.analysis", "agent.receivable"):
            model = self.env[name]
            everything = model.search([], order="id")
            for few, agents in product((True, False), self.choices):
                with self._looked_for(agents, few, model=name):
                    found = model.search([("agent_id", "in", agents)], order="id")
                    expected = everything.filtered(lambda row, agents=agents: row.agent_id.id in agents)
                    self.assertTrue(expected)
                    self.assertEqual(found, expected)

    def test_documents(self):
        dashboard = self.env["agent.dashboard"]
        for name, seller in (("account.move", "invoice_user_id"), ("sale.order", "user_id")):
            model = self.env[name]
            for few, agents in product((True, False), self.choices):
                with self._looked_for(agents, few, model=name):
                    expected = model.search(dashboard._documents_of(agents, seller))
                    self.assertTrue(expected & (self.moves if name == "account.move" else self.orders))
                    self.assertEqual(model.search(dashboard._found_documents(agents, name)), expected)

    def test_sums_of_sales(self):
        """The page's sums are those that the analysis adds up, and its first rows theirs."""
        dashboard, analysis = self.env["agent.dashboard"], self.env["agent.sales.analysis"]
        asked = ["amount:sum", "change_last_year:avg", "margin_percent:avg"]
        for agents in (None, *self.choices):
            for first, last in ((FIRST, LAST), (FIRST.replace(2027), LAST.replace(2027))):
                with self.subTest(agents=agents, first=first):
                    domain = dashboard._of(agents) & dashboard._within("date", first, last)
                    sums, by_agent, by_customer = dashboard._sales(agents, first, last)
                    [expected] = analysis._read_group(domain, [], asked)
                    self.assertEqual(_rounded(sums), _rounded(expected))
                    for found, column in ((by_agent, "agent_id"), (by_customer, "partner_id")):
                        groups = analysis._read_group(
                            domain, [column], ["amount:sum", "amount_last_year:sum"]
                        )
                        groups.sort(key=lambda row: (-row[1], row[0].id))
                        self.assertEqual(found, groups[:6])


def _rounded(figures):
    return [round(figure or 0, 6) for figure in figures]
