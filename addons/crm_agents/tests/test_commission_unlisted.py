from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionUnlisted(AgentsCommon):
    """Turns that books take which nobody listed: 5 % on receipts for `agent_a`, 3 % for `agent_b`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5, basis="receipt")
        cls.agent_a.commission_plan_id = cls.plan
        cls.agent_b.commission_plan_id = cls._create_plan(3, name="Other plan", basis="receipt")
        cls._assign(cls.customer_a, cls.agent_a)

    @classmethod
    def _currency(cls, name, **rates):
        """A currency with what one unit of it is worth in company money, by month: `jan=4`."""
        currency = cls.env["res.currency"].create({"name": name, "symbol": name, "rounding": 0.01})
        for month, worth in rates.items():
            cls.env["res.currency.rate"].create(
                {
                    "currency_id": currency.id,
                    "name": f"2026-0{['jan', 'feb', 'mar'].index(month) + 1}-01",
                    "rate": 1 / worth,
                }
            )
        return currency

    def _settle(self, day):
        agents = self.agent_a + self.agent_b
        return self.env["agent.settlement"]._settle(agents, self.env.company, day)

    # -- currencies -----------------------------------------------------------------------------------------

    def test_one_receipt_of_two_invoices_in_two_currencies(self):
        """A receipt in company money pays 100 units at 4 whole and 250 units at 2 in half."""
        first_currency, second_currency = self._currency("XTA", jan=4), self._currency("XTB", jan=2)
        first = self._invoice(self.customer_a, (self.desk, 100), currency_id=first_currency.id)
        second = self._invoice(self.customer_a, (self.desk, 250), currency_id=second_currency.id)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": 767.0,  # 472.00, and half of 590.00
                "date": "2026-01-15",
            }
        )
        payment.action_post()
        money = payment.move_id.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        for invoice in (first, second):
            (money + self._receivable(invoice)).reconcile()
        self.assertEqual((first.amount_residual, second.amount_residual), (0.00, 147.50))
        self.assertEqual(self._of(first, second), [20.00, 12.50])

    def test_rate_corrected_after_the_posting(self):
        """A rate typed wrongly, mended later, leaves what is booked, and so what it earns."""
        currency = self._currency("XTA", jan=4)
        invoice = self._invoice(self.customer_a, (self.desk, 100), currency_id=currency.id)
        currency.rate_ids.rate = 1 / 3
        self.assertEqual(
            self.env["agent.commission.term"].search([("move_id", "=", invoice.id)]).amount, 20.00
        )
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": 59, "currency_id": currency.id, "payment_date": "2026-01-20"})
        )
        wizard._create_payments()
        self.assertEqual((invoice.amount_residual, self._earned()), (59.00, 10.00))

    def test_foreign_credit_note_at_another_rate_takes_back_its_part(self):
        """Half of 100 units is half of what they earned, whatever they are worth on the day of the credit note."""
        self.plan.basis = "invoice"
        currency = self._currency("XTA", jan=4, feb=5, mar=2)
        invoice = self._invoice(self.customer_a, (self.desk, 100), currency_id=currency.id)
        self._credit(invoice, "2026-02-10", 50)
        self._credit(invoice, "2026-03-10", 50)
        self.assertEqual(self._entries().mapped("amount"), [20.00, -10.00, -10.00])

    # -- credit notes ---------------------------------------------------------------------------------------

    def test_credit_note_used_against_another_invoice(self):
        """472.00 of goods given back pay no part of what is bought next."""
        first = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(first, 1180, "2026-01-05")
        note = self._credit(first, "2026-01-10", 400)
        second = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-15")
        self._receivable(note + second).reconcile()
        self._pay(second, 708, "2026-01-20")
        self.assertEqual((second.amount_residual, note.amount_residual), (0.00, 0.00))
        self.assertEqual(self._earned(), 80.00, "5 % of the 1,600.00 that stay sold and are paid")

    # -- agents, plans, customers ---------------------------------------------------------------------------

    def test_settled_then_cancelled_then_posted_for_another_agent(self):
        self.plan.basis = self.agent_b.commission_plan_id.basis = "invoice"
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settled = self._settle("2026-01-31")
        self.assertEqual((settled.agent_id, settled.amount), (self.agent_a, 50.00))
        invoice.button_draft()
        invoice.button_cancel()
        invoice.button_draft()
        invoice.agent_ids = [Command.clear(), Command.create({"agent_id": self.agent_b.id})]
        invoice.action_post()
        today = fields.Date.context_today(invoice)
        later = self._settle(today)
        self.assertEqual((later.agent_id, later.amount), (self.agent_b, 30.00))
        self.assertEqual((settled.amount, self._earned(self.agent_a)), (50.00, 0.00))
        self._invoice(self.customer_a, (self.desk, 3000), day=today)
        self.assertEqual(
            self._settle(today).amount, 100.00, "150.00 less the 50.00 that were paid for nothing"
        )

    def test_archived_agent_is_paid_what_comes_in_later(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        self.seller_a.active = False
        self.agent_a.active = False
        self._pay(invoice, 590, "2026-01-20")
        self.assertEqual(self._earned(self.agent_a), 25.00)
        settlements = self.env["agent.settlement"]
        due = settlements._due(self.env.company, fields.Date.to_date("2026-02-03"))
        self.assertIn(self.agent_a, due[fields.Date.to_date("2026-01-31")])
        self.assertEqual(self._settle("2026-01-31").amount, 25.00)

    def test_plan_taken_away_or_archived_leaves_what_was_promised(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        with self.assertRaises(IntegrityError), self.cr.savepoint(), mute_logger("odoo.sql_db"):
            self.plan.unlink()
        self.agent_a.commission_plan_id = False
        self.plan.active = False
        self._invoice(self.customer_a, (self.desk, 5000))
        self._pay(invoice, 1180, "2026-01-20")
        self.assertEqual(self._earned(), 50.00)
        note = self._credit(invoice, "2026-01-25", 200)
        self._pay(note, 236, "2026-01-26")
        self.assertEqual(
            (self._of(invoice, note), self._settle("2026-01-31").amount), ([50.00, -10.00], 40.00)
        )

    def test_customer_merged_while_he_owes(self):
        invoice = self._invoice(self.customer_b, (self.desk, 1000))
        self.assertFalse(self.env["agent.commission.term"].search([("move_id", "=", invoice.id)]))
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 590, "2026-01-20")
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.customer_a + self.customer_b).ids, self.customer_b
        )
        self._pay(invoice, 590, "2026-01-25")
        self.assertEqual([(e.partner_id, e.amount) for e in self._entries()], [(self.customer_b, 25.00)] * 2)

    def test_agent_taken_off_a_confirmed_order(self):
        """What is invoiced before earns, what is invoiced after is the house's; the rest is still to be paid."""
        order = self._create_order(self.customer_a)
        order.order_line = [
            Command.create({"product_id": self.desk.id, "product_uom_qty": 2, "price_unit": 500})
        ]
        order.action_confirm()
        first = order._create_invoices()
        first.invoice_line_ids.quantity = 1
        first.invoice_date = "2026-01-10"
        first.action_post()
        order.agent_ids = [Command.clear()]
        second = order._create_invoices()
        second.invoice_date = "2026-01-20"
        second.action_post()
        self._pay(first + second, 1180, "2026-01-25")
        self.assertEqual((second.amount_untaxed, second.agent_ids.ids), (500.00, []))
        self.assertEqual(self._of(first, second), [25.00, 0.00])

    def test_assignment_given_to_another_between_order_and_invoice(self):
        order = self._create_order(self.customer_a)
        order.order_line = [Command.create({"product_id": self.desk.id, "price_unit": 1000})]
        order.action_confirm()
        self.customer_a.agent_assignment_ids.agent_id = self.agent_b
        invoice = order._create_invoices()
        invoice.action_post()
        self._pay(invoice, 1180, "2026-01-25")
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (50.00, 0.00))

    # -- what else pays -------------------------------------------------------------------------------------

    def test_another_company_of_the_group_pays(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_b.id,
                "amount": 590,
                "date": "2026-01-15",
            }
        )
        payment.action_post()
        (payment.move_id.line_ids + self._receivable(invoice)).filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual([(e.partner_id, e.amount) for e in self._entries()], [(self.customer_a, 25.00)])

    def test_payment_reset_corrected_and_matched_again(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._pay(invoice, 1180, "2026-01-10")
        payment.action_draft()
        payment.amount = 295
        payment.action_post()
        (payment.move_id.line_ids + self._receivable(invoice)).filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual((invoice.amount_residual, self._earned()), (885.00, 12.50))

    def test_sales_receipt_of_the_counter(self):
        receipt = self._invoice(self.customer_a, (self.desk, 1000), move_type="out_receipt")
        self._pay(receipt, 590, "2026-01-10")
        self.assertEqual((receipt.agent_ids.agent_id, self._earned()), (self.agent_a, 25.00))

    def test_draft_invoice_turned_into_a_credit_note(self):
        invoice = self._invoice(self.customer_a, (self.desk, -1000), post=False)
        invoice.action_switch_move_type()
        invoice.action_post()
        self.assertEqual(invoice.move_type, "out_refund")
        self._pay(invoice, 590, "2026-01-10")
        self.assertEqual(self._earned(), -25.00)

    def test_cash_rounding_within_the_tax_and_its_credit_note(self):
        self.plan.basis = "invoice"
        rounding = self.env["account.cash.rounding"].create(
            {"name": "Five", "rounding": 5.0, "strategy": "biggest_tax", "rounding_method": "UP"}
        )
        invoice = self._invoice(self.customer_a, (self.desk, 333.33), invoice_cash_rounding_id=rounding.id)
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (333.33, 395.00))
        self._credit(invoice, "2026-01-20")
        self.assertEqual(self._entries().mapped("amount"), [16.67, -16.67])
