from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionSettings(AgentsCommon):
    """When and at what a receipt or a down payment earns: what the company has chosen, and had when it was posted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(
            (10, {"categ_id": cls.chairs.id}), (5, {"categ_id": cls.family.id}), basis="receipt"
        )
        cls._assign(cls.customer_a, cls.agent_a)
        cls.bank = cls.env["account.journal"].create(
            {"name": "Our Bank", "code": "OBK", "type": "bank", "company_id": cls.env.company.id}
        )
        cls.outstanding = cls.env["account.account"].create(
            {
                "name": "Cheques on their way",
                "code": "119991",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        cls.bank.inbound_payment_method_line_ids.payment_account_id = cls.outstanding

    def _by_month(self, months=3):
        return [
            self._earned(day_from=f"2026-{month:02}-01", day_to=f"2026-{month:02}-31")
            for month in range(1, months + 1)
        ]

    def _cheque(self, invoice, amount, day):
        """A payment on an outstanding account, as of a post-dated cheque."""
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount, "payment_date": day, "journal_id": self.bank.id})
        )
        return wizard._create_payments()

    def _clear(self, payment, day):
        """The bank's statement has the payment: match the outstanding account with it."""
        outstanding = payment.move_id.line_ids.filtered(lambda line: line.account_id == self.outstanding)
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "journal_id": self.bank.id,
                "line_ids": [
                    Command.create(
                        {"account_id": self.bank.default_account_id.id, "debit": outstanding.balance}
                    ),
                    Command.create({"account_id": self.outstanding.id, "credit": outstanding.balance}),
                ],
            }
        )
        entry.action_post()
        (outstanding + entry.line_ids.filtered("credit")).reconcile()
        return outstanding

    # -- case 17: a post-dated cheque -----------------------------------------------------------------------

    def test_case_17_registration(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._cheque(invoice, 1180, "2026-01-01")
        self._clear(payment, "2026-03-31")
        self.assertEqual(self._by_month(), [50.00, 0.00, 0.00])

    def test_case_17_clearing(self):
        self.env.company.commission_receipt_day = "clearing"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._cheque(invoice, 1180, "2026-01-01")
        self.assertFalse(self._entries())
        self._clear(payment, "2026-03-31")
        self.assertEqual(self._by_month(), [0.00, 0.00, 50.00])

    def test_case_17_bounced_before(self):
        self.env.company.commission_receipt_day = "clearing"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._cheque(invoice, 1180, "2026-01-01")
        payment.action_draft()
        payment.action_cancel()
        self.assertFalse(self._entries())

    def test_cleared_by_mistake(self):
        """Taken apart from the bank and matched with it again: three entries, and one commission."""
        self.env.company.commission_receipt_day = "clearing"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        payment = self._cheque(invoice, 1180, "2026-01-01")
        outstanding = self._clear(payment, "2026-02-28")
        outstanding.remove_move_reconcile()
        self.assertEqual(self._earned(), 0.00)
        self._clear(payment, "2026-03-31")
        self.assertEqual(sorted(self._entries().mapped("amount")), [-50.00, 50.00, 50.00])

    def test_cleared_in_parts_sums_to_the_whole(self):
        self.env.company.commission_receipt_day = "clearing"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        first = self._cheque(invoice, 393.33, "2026-01-01")
        second = self._cheque(invoice, 786.67, "2026-01-02")
        self._clear(second, "2026-02-28")
        self._clear(first, "2026-03-31")
        self.assertEqual(self._by_month(), [0.00, 33.33, 16.67])

    def test_cash_counts_at_once_even_so(self):
        self.env.company.commission_receipt_day = "clearing"
        self.bank.inbound_payment_method_line_ids.payment_account_id = self.bank.default_account_id
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._cheque(invoice, 1180, "2026-01-10")
        self.assertEqual(self._by_month(), [50.00, 0.00, 0.00])

    def test_posted_documents_keep_their_settings(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self.env.company.commission_receipt_day = "clearing"
        self._cheque(invoice, 1180, "2026-01-10")
        self.assertEqual(self._by_month(), [50.00, 0.00, 0.00])

    # -- case 9: down payments ------------------------------------------------------------------------------

    def _order_paid_down(self, *lines, day="2026-01-01", **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 1, "price_unit": price})
                    for product, price in lines
                ],
                **values,
            }
        )
        order.action_confirm()
        self.env["sale.advance.payment.inv"].create(
            {
                "advance_payment_method": "percentage",
                "amount": 30,
                "sale_order_ids": [Command.set(order.ids)],
            }
        ).create_invoices()
        order.invoice_ids.invoice_date = day
        order.invoice_ids.action_post()
        return order

    def _case_9(self):
        order = self._order_paid_down((self.desk, 6000), (self.chair, 4000))
        self._pay(order.invoice_ids, 3540, "2026-01-05")
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-02-01"
        final.action_post()
        self._pay(final, 4130, "2026-02-10")
        self._pay(final, 4130, "2026-03-10")
        return order

    def test_case_9_final_only(self):
        self._case_9()
        self.assertEqual(self._by_month(), [0.00, 350.00, 350.00])

    def test_case_9_down_payment(self):
        self.env.company.commission_down_payment = "down_payment"
        self._case_9()
        self.assertEqual(self._by_month(), [210.00, 245.00, 245.00])
        january = self._entries().filtered(lambda entry: entry.date.month == 1)
        self.assertEqual(
            {entry.product_id: (entry.base, entry.amount) for entry in january},
            {self.desk: (1800.00, 90.00), self.chair: (1200.00, 120.00)},
        )

    def test_down_payment_on_invoices(self):
        self.env.company.commission_down_payment = "down_payment"
        self.agent_a.commission_plan_id.basis = "invoice"
        order = self._order_paid_down((self.desk, 6000), (self.chair, 4000))
        self.assertEqual(self._earned(), 210.00)
        final = order._create_invoices(final=True)
        final.invoice_date = "2026-02-01"
        final.action_post()
        self.assertEqual(self._by_month(), [210.00, 490.00, 0.00])

    def test_down_payment_credited(self):
        """The deal is off: what the down payment earned is taken back with it."""
        self.env.company.commission_down_payment = "down_payment"
        self.agent_a.commission_plan_id.basis = "invoice"
        order = self._order_paid_down((self.desk, 6000), (self.chair, 4000))
        self._credit(order.invoice_ids, "2026-02-01")
        self.assertEqual(self._by_month(), [210.00, -210.00, 0.00])

    def test_down_payment_of_before_the_setting(self):
        self.agent_a.commission_plan_id.basis = "invoice"
        order = self._order_paid_down((self.desk, 6000))
        self.assertFalse(self._entries())
        self.env.company.commission_down_payment = "down_payment"
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertEqual(self._earned(), 300.00, "the down payment earned nothing, so nothing is taken off")

    # -- case 2: early-payment discount, tax withheld -------------------------------------------------------

    def _pay_with_discount(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % in 7 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 7,
                "early_pay_discount_computation": "included",
                "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})],
            }
        )
        invoice = self._invoice(self.customer_a, (self.desk, 1000), invoice_payment_term_id=term.id)
        payment = self._pay(invoice, 1156.40, "2026-01-05")
        self.assertEqual((payment.amount, invoice.amount_residual), (1156.40, 0.00))

    def test_case_2_full(self):
        self._pay_with_discount()
        self.assertEqual(self._earned(), 50.00)

    def test_case_2_net_of_cash_discount(self):
        self.env.company.commission_cash_discount = "net"
        self._pay_with_discount()
        self.assertEqual(self._earned(), 49.00)

    def test_case_2_withheld_tax_counts_even_net(self):
        self.env.company.commission_cash_discount = "net"
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        withheld = self.outstanding.copy({"name": "Tax withheld by customers", "code": "119992"})
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create(
                {
                    "amount": 1150,
                    "payment_date": "2026-01-05",
                    "payment_difference_handling": "reconcile",
                    "writeoff_account_id": withheld.id,
                }
            )
        )
        wizard._create_payments()
        self.assertEqual((invoice.amount_residual, self._earned()), (0.00, 50.00))

    # -- the rate of exchange -------------------------------------------------------------------------------

    def _pay_abroad(self):
        """1,000 at 4.0 are 250.00 when invoiced; half of it is received at 2.0, the rest at 5.0."""
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "X", "rounding": 0.01})
        for day, rate in (("2026-01-01", 4.0), ("2026-02-01", 2.0), ("2026-03-01", 5.0)):
            self.env["res.currency.rate"].create({"currency_id": currency.id, "name": day, "rate": rate})
        invoice = self._invoice(self.customer_a, (self.desk, 1000), currency_id=currency.id)
        for day in ("2026-02-10", "2026-03-10"):
            wizard = (
                self.env["account.payment.register"]
                .with_context(active_model="account.move", active_ids=invoice.ids)
                .create({"amount": 590, "currency_id": currency.id, "payment_date": day})
            )
            wizard._create_payments()
        self.assertEqual(invoice.amount_residual, 0.00)

    def test_rate_of_the_invoice(self):
        self._pay_abroad()
        self.assertEqual(self._by_month(), [0.00, 6.25, 6.25])

    def test_rate_of_the_receipt(self):
        self.env.company.commission_exchange = "receipt"
        self._pay_abroad()
        self.assertEqual(self._by_month(), [0.00, 12.50, 5.00])
