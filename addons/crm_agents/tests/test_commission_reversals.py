from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionReversals(AgentsCommon):
    """Credit notes that are reversed in turn, and links that should not be: 5 % on invoices for `agent_a`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5)
        cls.agent_a.commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)

    def test_credit_note_that_is_reversed_itself(self):
        """1,000 sold, 400 credited, the credit note taken back, and all credited after all: nothing is left."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        note = self._credit(invoice, "2026-01-10", 400)
        back = note._reverse_moves([{"invoice_date": "2026-01-11", "date": "2026-01-11"}], cancel=True)
        self.assertEqual(
            (back.move_type, back.state, back.agent_ids.agent_id), ("out_invoice", "posted", self.agent_a)
        )
        self.assertEqual(self._earned(), 50.00)
        self._credit(invoice, "2026-01-20")
        self.assertEqual(self._of(invoice, note, back), [50.00, -20.00, 20.00])
        self.assertEqual(self._earned(), 0.00)

    def test_reversed_credit_note_gives_back_at_the_rates_of_then(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        note = self._credit(invoice, "2026-01-10", 400)
        self.plan.rule_ids.rate = 50
        note._reverse_moves([{"invoice_date": "2026-01-11", "date": "2026-01-11"}], cancel=True)
        self.assertEqual(self._entries().mapped("amount"), [50.00, -20.00, 20.00])

    def test_credited_twice_by_mistake_and_one_of_them_reversed(self):
        """Of 1,000 sold 600 are credited twice, which takes 50.00 and no more; without the first, 30.00 are taken."""
        for second, kept in ((600, 20.00), (1000, 0.00), (300, 35.00)):
            with self.subTest(second=second):
                before = self._earned()
                invoice = self._invoice(self.customer_a, (self.desk, 1000))
                first = self._credit(invoice, "2026-01-10", 1000 if second == 300 else 600)
                self._credit(invoice, "2026-01-11", second)
                first._reverse_moves([{"invoice_date": "2026-01-12", "date": "2026-01-12"}], cancel=True)
                self.assertEqual(round(self._earned() - before, 2), kept)

    def test_credit_note_reset_after_it_was_reversed(self):
        """What reverses it hangs in the air until it is posted again; so does all with the invoice."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        note = self._credit(invoice, "2026-01-10", 400)
        note._reverse_moves([{"invoice_date": "2026-01-11", "date": "2026-01-11"}], cancel=True)
        for document, meanwhile in ((note, 50.00), (invoice, 0.00)):
            document.button_draft()
            self.assertEqual(self._earned(), meanwhile)
            document.action_post()
            self.assertEqual(self._earned(), 50.00)

    def test_credit_note_turned_into_an_invoice_sells(self):
        """It was begun to credit 1,000, and comes to sell what it lists: two sales, neither takes from the other."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        note = invoice._reverse_moves([{"invoice_date": "2026-01-11", "date": "2026-01-11"}])
        note.action_switch_move_type()
        note.action_post()
        self.assertEqual((note.move_type, note.reversed_entry_id), ("out_invoice", self.env["account.move"]))
        self.assertEqual(self._of(invoice, note), [50.00, 50.00])

    def test_what_reverses_leads_in_no_circle(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        alike = self._invoice(self.customer_a, (self.desk, 500), post=False)
        note = self._credit(invoice, "2026-01-10", 400)
        for document, origin in ((invoice, invoice), (alike, invoice), (invoice, note)):
            with self.assertRaisesRegex(ValidationError, "cannot reverse"), self.cr.savepoint():
                document.reversed_entry_id = origin
        self.assertFalse((invoice + alike).reversed_entry_id)
