from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestAgentReceivable(AgentsCommon):
    """What the customers of an agent owe, whole and by his share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 30)
        cls._assign(cls.customer_b, cls.agent_b, 100, date_to="2026-01-31")
        cls.old = cls._invoice(
            cls.contact_a, (cls.desk, 1000), day="2026-01-10", invoice_date_due="2026-01-31"
        )
        cls.new = cls._invoice(
            cls.customer_a, (cls.desk, 500), day="2026-01-10", invoice_date_due="2100-01-01"
        )
        cls.other = cls._invoice(cls.customer_b, (cls.desk, 100), invoice_date_due="2026-01-31")
        cls.mine = [("partner_id", "in", (cls.customer_a | cls.customer_b).ids)]

    def _balances(self, user=None, group_by="agent_id", domain=()):
        """{group: (balance, overdue, part)}."""
        model = self.env["agent.receivable"].with_user(user or self.env.user)
        sums = ["amount:sum", "overdue_amount:sum", "part_amount:sum"]
        rows = model._read_group([*self.mine, *domain], [group_by], sums)
        return {group.sudo(): tuple(round(figure, 2) for figure in figures) for group, *figures in rows}

    def test_each_agent_with_all_that_his_customers_owe(self):
        """1,180 overdue, 590 not due, shared 60, 30 and 10 for the house; an assignment that ended is none."""
        self.assertEqual(
            self._balances(),
            {
                self.agent_a: (1770, 1180, 1062),
                self.agent_b: (1770, 1180, 531),
                self.env.company.partner_id: (1770, 1180, 177),
                self.seller_b.partner_id: (118, 118, 118),
            },
        )

    def test_parts_add_up_to_the_ledger(self):
        self._pay(self.old, 300, "2026-02-01")
        note = self._credit(self.new, "2026-02-01", 100)
        ledger = sum(self._receivable(self.old | self.new | self.other | note).mapped("amount_residual"))
        self.assertEqual(round(ledger, 2), 1470)
        parts = sum(figures[2] for figures in self._balances().values())
        self.assertEqual(round(parts, 2), 1470)
        self.assertEqual(round(sum(self.customer_a.mapped("credit")) + self.customer_b.credit, 2), 1470)

    def test_a_paid_invoice_is_no_row(self):
        self._pay(self.other, 118, "2026-02-01")
        self.assertNotIn(self.seller_b.partner_id, self._balances())

    def test_rows_open_their_documents(self):
        rows = self.env["agent.receivable"].search([*self.mine, ("agent_id", "=", self.agent_a.id)])
        self.assertEqual(rows.move_id, self.old | self.new)
        self.assertEqual([row.action_open_document()["res_id"] for row in rows], rows.move_id.ids)
        everything = self.env["agent.receivable"].search(self.mine)
        self.assertEqual(len(set(everything.ids)), len(everything))

    def test_who_sees_what(self):
        self.assertEqual(list(self._balances(self.seller_a)), [self.agent_a])
        self.assertEqual(list(self._balances(self.seller_b)), [self.seller_b.partner_id])
        self.assertEqual(set(self._balances(self.manager)), {self.agent_a, self.env.company.partner_id})
        self.assertEqual(len(self._balances(self.controller)), 4)
        with self.assertRaises(AccessError):
            self._balances(self._create_user("clerk", "base.group_user"))
