from unittest.mock import patch

from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionBatch(AgentsCommon):
    """What many documents that are posted at once earn is looked up for all of them together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan((7, {"categ_id": cls.chairs.id}), 5)
        cls._assign(cls.customer_a, cls.agent_a)

    def _posted_unseen(self, count):
        """Posted invoices, each of another product and family, of which the ledger knows nothing."""
        families = self.env["product.category"].create(
            [{"name": "Family", "parent_id": self.chairs.id} for _number in range(count)]
        )
        invoices = self.env["account.move"].union(
            *(
                self._invoice(self.customer_a, (self._create_sold("Sold", family), 100), post=False)
                for family in families
            )
        )
        with patch.object(type(self.env["agent.commission.entry"]), "_record_posting", lambda *_args: None):
            invoices.action_post()
        return invoices

    def _queries(self, invoices):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["agent.commission.entry"]._record_posting(invoices)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_as_many_queries_for_many_as_for_few(self):
        few, many = self._posted_unseen(2), self._posted_unseen(9)
        self.env["agent.commission.entry"]._record_posting(self._posted_unseen(1))
        queries = self._queries(few)
        self.assertLessEqual(self._queries(many), queries)
        earned = self._entries(self.agent_a).filtered(lambda entry: entry.move_id in few | many)
        self.assertEqual(earned.mapped("amount"), [7] * 11)

    def test_receipts_ask_no_more_for_many_than_for_few(self):
        """What of a receipt is money is looked at in its own entry, of all of them together."""
        self.agent_a.commission_plan_id = self._create_plan(5, basis="receipt")
        counts = []
        for count in (2, 9):
            invoices = self.env["account.move"].union(
                *(self._invoice(self.customer_a, (self.desk, 100)) for _number in range(count))
            )
            for invoice in invoices:
                self._pay(invoice, 59, "2026-01-10")
            partials = invoices.line_ids.matched_credit_ids
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            receipts = partials.browse(
                partials.ids
            )._commission_receipts()  # what is read together is forgotten
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual([float(receipt.amount) for receipt in receipts], [59.0] * count)
        self.assertLessEqual(counts[1], counts[0])

    def test_what_is_lost_of_a_receipt_is_found_once(self):
        """Of an entry that settles many invoices, a rest of 10 % written off: 53.10 of 59.00 is money, of each."""
        self.agent_a.commission_plan_id = self._create_plan(5, basis="receipt")
        invoices = self.env["account.move"].union(
            *(self._invoice(self.customer_a, (self.desk, 50)) for _number in range(4))
        )
        account = self.env["account.account"].create(
            {"name": "Bad debt", "code": "699991", "account_type": "expense"}
        )
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoices.ids
        )
        wizard.create(
            {
                "amount": 212.4,
                "payment_date": "2026-01-10",
                "group_payment": True,
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": account.id,
            }
        )._create_payments()
        moves = self.env.registry["account.move"]
        found = moves._commission_lost
        with patch.object(moves, "_commission_lost", autospec=True, side_effect=found) as lost:
            receipts = invoices.line_ids.matched_credit_ids._commission_receipts()
        self.assertEqual([float(receipt.amount) for receipt in receipts], [53.1] * 4)
        self.assertEqual(lost.call_count, 1)
