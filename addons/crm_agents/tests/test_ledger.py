from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestLedger(AgentsCommon):
    """The ledger is only ever added to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a)
        cls.invoice = cls._invoice(cls.customer_a, (cls.desk, 1000))

    def test_nobody_writes_or_deletes(self):
        entry = self._entries()
        for user in (self.admin_user, self.manager, self.seller_a, self.controller):
            own = entry.with_user(user)
            for attempt in (
                lambda own=own: own.write({"amount": 1000}),
                lambda own=own: own.write({"settlement_id": False}),
                own.unlink,
                lambda own=own: own.copy(),
            ):
                with self.assertRaises(UserError):
                    attempt()
        with self.assertRaisesRegex(UserError, "never changed"):
            entry.write({"amount": 1000})
        with self.assertRaisesRegex(UserError, "never deleted"):
            entry.unlink()
        self.assertEqual(self._entries().mapped("amount"), [50.00])

    @mute_logger("odoo.sql_db")
    def test_one_source_never_twice(self):
        values = self._entries().copy_data()[0]
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["agent.commission.entry"].create({**values, "source": self._entries().source})
        self.assertEqual(len(self._entries()), 1)

    def test_entry_outlives_line(self):
        self.invoice.button_draft()
        line = self.invoice.invoice_line_ids
        self.invoice.invoice_line_ids = [(0, 0, {"product_id": self.chair.id, "price_unit": 100})]
        line.unlink()
        self.env.invalidate_all()
        self.assertEqual(self._entries().mapped("amount"), [50.00, -50.00])
        self.assertEqual(set(self._entries().mapped("reference")), {self.invoice.name})

    def test_later_changes_do_not_touch_the_past(self):
        self.agent_a.commission_plan_id.rule_ids.rate = 20
        self.customer_a.agent_assignment_ids.unlink()
        self.desk.categ_id = self.chairs
        self.assertEqual(self._entries().mapped("amount"), [50.00])

    def test_many_documents_ask_no_more_than_few(self):
        """Posting commission for four times as many invoices takes the same number of queries."""
        plan = self._create_plan(
            (4, {"has_discount_from": True, "discount_from": 5}), (3, {"categ_id": self.chairs.id}), 5
        )
        self.agent_a.commission_plan_id = plan
        counts = []
        for number in (5, 20):
            lines = [(self.desk, 100 + place) for place in range(3)] + [(self.chair, 10)]
            invoices = self.env["account.move"].union(
                *(self._invoice(self.customer_a, *lines, post=False) for _number in range(number))
            )
            ledger = self.env.registry["agent.commission.entry"]
            original = ledger._record_posting

            def counted(entries, documents, original=original):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                original(entries, documents)
                counts.append(self.cr.sql_log_count - before)

            with patch.object(ledger, "_record_posting", counted):
                invoices.action_post()
            self.assertEqual(len(self._entries().filtered(lambda e, m=invoices: e.move_id in m)), number * 4)
        self.assertLessEqual(counts[1], counts[0])
