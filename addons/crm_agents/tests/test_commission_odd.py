from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionOdd(AgentsCommon):
    """What happens in books and stands in no list: 5 % on desks, 10 % on chairs, on receipts unless said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(
            (10, {"categ_id": cls.chairs.id}), (5, {"categ_id": cls.family.id}), 5, basis="receipt"
        )
        cls.agent_a.commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)

    def _entry(self, journal_type, amount, code, account_type):
        """An entry that credits the customer, in a journal of a type."""
        other = self.env["account.account"].create(
            {"name": f"Other side, {journal_type}", "code": f"69999{code}", "account_type": account_type}
        )
        journal = self.env["account.journal"].create(
            {"name": "Own", "code": f"OWN{code}", "type": journal_type, "default_account_id": other.id}
        )
        receivable = self.customer_a.property_account_receivable_id
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": journal.id,
                "date": "2026-02-01",
                "line_ids": [
                    Command.create({"account_id": other.id, "debit": amount}),
                    Command.create(
                        {"account_id": receivable.id, "credit": amount, "partner_id": self.customer_a.id}
                    ),
                ],
            }
        )
        entry.action_post()
        return entry

    def _earned_of(self, *moves):
        return [
            round(sum(self._entries().filtered(lambda e, m=move: e.move_id == m).mapped("amount")), 2)
            for move in moves
        ]

    # -- matching -------------------------------------------------------------------------------------------

    def test_one_payment_of_two_invoices_then_one_undone(self):
        first = self._invoice(self.customer_a, (self.desk, 500))
        second = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(first + second, 1770, "2026-02-10")
        self.assertEqual(self._earned_of(first, second), [25.00, 50.00])
        self._receivable(first).remove_move_reconcile()
        self.assertEqual(self._earned_of(first, second), [0.00, 50.00])
        payment_line = self._receivable(second).matched_credit_ids.credit_move_id
        (payment_line + self._receivable(first)).reconcile()
        self.assertEqual(self._earned_of(first, second), [25.00, 50.00])
        self.assertEqual(sorted(self._entries().mapped("amount")), [-25.00, 25.00, 25.00, 50.00])

    def test_credit_note_above_what_is_left_to_pay(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 1062, "2026-01-10")  # nine tenths; 118.00 are left
        note = self._credit(invoice, "2026-02-01", 300)  # 354.00
        self._receivable(invoice + note).reconcile()
        self.assertEqual((invoice.amount_residual, note.amount_residual), (0.00, 236.00))
        self.assertEqual(self._earned(), 45.00)
        self._pay(note, 236, "2026-02-10")  # two thirds of what the note takes back, 15.00
        self.assertEqual(self._earned(), 35.00)

    def test_advance_of_the_customer_is_used_later(self):
        """Money on account earns nothing until it pays an invoice, on the later day of the two."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": 1770,
                "date": "2026-01-05",
            }
        )
        payment.action_post()
        self.assertFalse(self._entries())
        for day, amount, earned in (("2026-01-20", 500, 25.00), ("2026-02-20", 1000, 75.00)):
            invoice = self._invoice(self.customer_a, (self.desk, amount), day=day)
            line = payment.move_id.line_ids.filtered(lambda item: item.account_type == "asset_receivable")
            (line + self._receivable(invoice)).reconcile()
            self.assertEqual(self._earned(), earned)
        self.assertEqual([str(entry.date) for entry in self._entries()], ["2026-01-20", "2026-02-20"])

    def test_bank_transaction_without_a_payment(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        )
        line = self.env["account.bank.statement.line"].create(
            {"journal_id": journal.id, "date": "2026-02-01", "payment_ref": "Transfer", "amount": 590}
        )
        _liquidity, suspense, _other = line._seek_for_lines()
        suspense.account_id = self._receivable(invoice).account_id
        suspense.partner_id = self.customer_a
        (suspense + self._receivable(invoice)).reconcile()
        self.assertEqual((invoice.amount_residual, self._earned()), (590.00, 25.00))

    def test_entry_of_the_till_is_money_and_a_general_entry_is_not(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        till = self._entry("cash", 590, 1, "asset_cash")
        (self._receivable(till) + self._receivable(invoice)).reconcile()
        self.assertEqual(self._earned(), 25.00)
        set_off = self._entry("general", 295, 3, "expense")
        (self._receivable(set_off) + self._receivable(invoice)).reconcile()
        self.assertEqual((invoice.amount_residual, self._earned()), (295.00, 25.00))

    def test_reversed_with_its_payments(self):
        """Odoo takes the payments off an invoice that is reversed whole: the money is the customer's again."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._pay(invoice, 590, "2026-01-10")
        invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}], cancel=True)
        self.assertEqual((invoice.payment_state, self._earned()), ("reversed", 0.00))

    # -- the document ---------------------------------------------------------------------------------------

    def test_instalments(self):
        """Two due dates are two receivable lines; each pays its part of every line."""
        term = self.env["account.payment.term"].create(
            {
                "name": "30 % now, the rest in 60 days",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 30, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 70, "nb_days": 60}),
                ],
            }
        )
        invoice = self._invoice(
            self.customer_a, (self.desk, 700), (self.chair, 300), invoice_payment_term_id=term.id
        )
        self.assertEqual(sorted(self._receivable(invoice).mapped("balance")), [354.00, 826.00])
        self._pay(invoice, 354, "2026-01-02")
        self.assertEqual(self._entries().mapped("amount"), [10.50, 9.00])
        self._pay(invoice, 826, "2026-03-02")
        self.assertEqual(self._earned(), 65.00)

    def test_tax_within_the_price(self):
        self.tax.price_include_override = "tax_included"
        invoice = self._invoice(self.customer_a, (self.desk, 1180))
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (1000.00, 1180.00))
        self._pay(invoice, 590, "2026-01-10")
        self.assertEqual((self._entries().base, self._earned()), (500.00, 25.00))

    def test_cash_rounding(self):
        """The rounding is part of what is paid, and no part of what earns."""
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "Whole ones",
                "rounding": 1.0,
                "strategy": "add_invoice_line",
                "rounding_method": "UP",
                "profit_account_id": self.env["account.account"]
                .create({"name": "Rounding", "code": "799990", "account_type": "income"})
                .id,
                "loss_account_id": self.env["account.account"]
                .create({"name": "Rounding loss", "code": "699992", "account_type": "expense"})
                .id,
            }
        )
        invoice = self._invoice(self.customer_a, (self.desk, 333.33), invoice_cash_rounding_id=rounding.id)
        self.assertEqual(invoice.amount_total, 394.00)  # 393.33 and 0.67
        for amount in (131.33, 131.33, 131.34):
            self._pay(invoice, amount, "2026-01-10")
        self.assertEqual(self._entries().mapped("amount"), [5.56, 5.55, 5.56])
        self.assertEqual(self._earned(), 16.67)

    def test_invoice_of_nothing(self):
        invoice = self._invoice(self.customer_a, {"product_id": self.desk.id, "quantity": 1, "price_unit": 0})
        self.assertEqual(invoice.state, "posted")
        self.assertFalse(self._entries())

    def test_line_without_a_product(self):
        invoice = self._invoice(
            self.customer_a,
            {"name": "Repair", "quantity": 2, "price_unit": 50, "tax_ids": [Command.set(self.tax.ids)]},
        )
        self._pay(invoice, 118, "2026-01-10")
        self.assertEqual(self._entries().mapped("amount"), [5.00])

    def test_wrong_customer_corrected(self):
        """Reset to draft and given to another customer: his agents earn, the first one's take back."""
        self.agent_b.commission_plan_id = self._create_plan(3)
        self._assign(self.customer_b, self.agent_b)
        self.plan.basis = "invoice"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        invoice.button_draft()
        invoice.partner_id = self.customer_b
        invoice.action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (0.00, 30.00))
        self.assertEqual(
            self._entries(self.agent_a).partner_id,
            self.customer_a,
            "what was earned stays with whom it was earned",
        )

    def test_customer_renamed_merged_or_handed_over_changes_nothing(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self.customer_a.agent_assignment_ids.agent_id = self.agent_b
        self.agent_b.commission_plan_id = self._create_plan(50, basis="receipt")
        self._pay(invoice, 1180, "2026-01-10")
        self.assertEqual([(e.agent_id, e.amount) for e in self._entries()], [(self.agent_a, 50.00)])

    # -- units and currencies -------------------------------------------------------------------------------

    def test_margin_across_unit_and_currency(self):
        """5 dozen at 120 USD, a unit costs 25: at 3.6 that is 2,160 less 1,500."""
        self.agent_a.commission_plan_id = self._create_plan(10, base="margin")
        dollars = self.env["res.currency"].create({"name": "XTS", "symbol": "X", "rounding": 0.01})
        self.env["res.currency.rate"].create(
            {"currency_id": dollars.id, "name": "2020-01-01", "company_rate": 1 / 3.6}
        )
        self.desk.standard_price = 25
        for line in (
            {"product_id": self.desk.id, "quantity": 5, "price_unit": 120},
            {"product_id": self.desk.id, "quantity": 2, "price_unit": 120},
        ):
            line["product_uom_id"] = self.env.ref("uom.product_uom_dozen").id
            self._invoice(self.customer_a, line, currency_id=dollars.id)
        self.assertEqual(self._entries().sorted("id").mapped("base"), [660.00, 264.00])
        self.assertEqual(self._earned(), 92.40)

    def test_rule_by_margin_across_unit_and_currency(self):
        """The same sale has a margin of 30.56 %: it fits 30.5 and not 30.6."""
        dollars = self.env["res.currency"].create({"name": "XTS", "symbol": "X", "rounding": 0.01})
        self.env["res.currency.rate"].create(
            {"currency_id": dollars.id, "name": "2020-01-01", "company_rate": 1 / 3.6}
        )
        self.desk.write({"standard_price": 25, "list_price": 40})
        self.agent_a.commission_plan_id = self._create_plan(
            (9, {"has_margin_from": True, "margin_from": 30.6}),
            (7, {"has_margin_from": True, "margin_from": 30.5}),
        )
        line = {
            "product_id": self.desk.id,
            "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
            "quantity": 5,
            "price_unit": 120,
        }
        self._invoice(self.customer_a, line, currency_id=dollars.id)
        self.assertEqual(self._entries().mapped("rate"), [7.0])
        # against the list price: 60 units at 40 are 2,400, sold for 2,160
        self.agent_a.commission_plan_id = self._create_plan(
            (2, {"has_discount_from": True, "discount_from": 10.01}),
            (4, {"has_discount_from": True, "discount_from": 10}),
        )
        self._invoice(self.customer_a, line, currency_id=dollars.id)
        self.assertEqual(self._entries().sorted("id")[-1].rate, 4.0)
