"""Exposure of past days: each day's figures, looked at later, are those that were live on it."""

from datetime import timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import FIGURES, CreditCommon

STEPS = st.sampled_from(
    [
        "deliver",
        "take_back",
        "invoice",
        "credit_note",
        "pay",
        "cheque",
        "deposit",
        "clear",
        "bounce",
        "cancel",
    ]
)


class HistoryCommon(CreditCommon):
    """Lives that are lived day by day, from `first` on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ceiling.unlink()
        cls.first = fields.Date.subtract(fields.Date.context_today(cls.company), days=200)

    def _on(self, number):
        """Noon of the day with this number."""
        return freeze_time(f"{self.first + timedelta(days=number)} 12:00:00")

    def _history(self, number, customers):
        """Figures of that day as they are read now: `{customer: {figure: amount}}`."""
        days = self.env["credit.exposure.day"].with_context(
            exposure_day=fields.Date.to_string(self.first + timedelta(days=number))
        )
        groups = days._read_group(
            [("partner_id", "in", customers.ids)], ["partner_id"], [f"{name}:sum" for name in FIGURES]
        )
        read = {
            customer: {
                name: self.company.currency_id.round(value) for name, value in zip(FIGURES, sums, strict=True)
            }
            for customer, *sums in groups
        }
        return {customer: read.get(customer, dict.fromkeys(FIGURES, 0)) for customer in customers}

    def _live(self, customers):
        customers.invalidate_recordset(FIGURES)
        return {customer: {name: customer[name] for name in FIGURES} for customer in customers}


@tagged("post_install", "-at_install")
class TestExposureHistory(HistoryCommon):
    def assertHistory(self, number, **parts):
        """The named parts of `customer_a` on that day; what is not named is zero."""
        names = {name.split("_")[0]: name for name in FIGURES[:4]}
        read = self._history(number, self.customer_a)[self.customer_a]
        self.assertEqual({part: read[name] for part, name in names.items() if read[name]}, parts)

    def test_order_delivered_in_two_parts_invoiced_and_paid(self):
        with self._on(1):
            order = self._confirm(10, product=self.goods_on_delivery)
        with self._on(3):
            self._deliver(order, 4)
        with self._on(5):
            invoice = self._invoice(order)
        with self._on(7):
            self._deliver(order)
        with self._on(9):
            self._pay(invoice, 150)
        self.assertHistory(0)
        self.assertHistory(1, open=1000)
        self.assertHistory(2, open=1000)
        self.assertHistory(3, open=600, delivered=400)
        self.assertHistory(6, open=600, receivable=400)
        self.assertHistory(8, delivered=600, receivable=400)
        self.assertHistory(9, delivered=600, receivable=250)

    def test_cheque_from_receipt_to_bounce(self):
        with self._on(1):
            invoice = self._invoice(self._confirm(10, product=self.service))
        with self._on(3):
            cheque = self._register(1000, days=30, invoices=invoice)
        with self._on(5):
            cheque.action_deposit(self.bank)
        with self._on(8):
            cheque.action_bounce(fee=20)
        self.assertHistory(2, receivable=1000)
        self.assertHistory(3, instruments=1000)
        self.assertHistory(7, instruments=1000)
        self.assertHistory(8, receivable=1020)

    def test_matured_cheque_left_when_its_clearing_days_had_passed(self):
        with self._on(1):
            invoice = self._invoice(self._confirm(10, product=self.service))
            self._register(1000, days=10, invoices=invoice)
        self.assertHistory(11, instruments=1000)
        self.assertHistory(14, instruments=1000)
        self.assertHistory(15)

    def test_cancelled_order_was_open_until_then(self):
        with self._on(1):
            order = self._confirm(10)
        with self._on(4):
            order._action_cancel()
        self.assertHistory(3, open=1000)
        self.assertHistory(4)

    def test_units_of_measure_come_back_in_the_unit_of_the_line(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        with self._on(1):
            order = self._sell(1, product=self.goods_on_delivery)
            order.order_line.write({"product_uom_id": dozen.id, "price_unit": 1200})
            order.action_confirm()
        with self._on(3):
            self._deliver(order)
        with self._on(5):
            self._invoice(order)
        self.assertHistory(2, open=1200)
        self.assertHistory(4, delivered=1200)
        self.assertHistory(5, receivable=1200)

    def test_entry_of_a_day_to_come_counts_today_and_on_no_past_day(self):
        invoice = self._invoice(self._confirm(10, product=self.service), post=False)
        invoice.invoice_date = fields.Date.add(fields.Date.context_today(invoice), days=10)
        invoice.action_post()
        self.assertHistory(200, receivable=1000)
        self.assertHistory(199)
        self.assertHistory(400, receivable=1000)

    def test_wizard_opens_the_day_and_refuses_one_to_come(self):
        choices = self.env["credit.exposure.day.choice"].with_user(self.controller)
        action = choices.create({"day": self.first}).action_open()
        self.assertEqual(action["context"]["exposure_day"], str(self.first))
        self.assertEqual(action["res_model"], "credit.exposure.day")
        with self.assertRaises(ValidationError):
            choices.create({"day": fields.Date.add(fields.Date.context_today(choices), days=1)})

    def test_a_seller_reads_his_customers_only(self):
        with self._on(1):
            self._confirm(10, customer=self.customer_a)
            self._confirm(10, customer=self.customer_b)
        for model in ("credit.exposure.day", "credit.exposure.forecast"):
            rows = self.env[model].with_user(self.seller_a).search([])
            self.assertEqual(rows.partner_id, self.customer_a, model)

    def test_no_day_in_the_context_opens_the_gate(self):
        self._create_ceiling(self.customer_a, credit=500)
        order = self._sell(10)
        order.with_context(exposure_day=str(self.first)).action_confirm()
        self.assertNotConfirmed(order)


@tagged("post_install", "-at_install")
class TestExposureHistoryProperties(HistoryCommon):
    def _step(self, order, step, quantity):
        """One step in the life of an order; steps that make no sense now do nothing."""
        invoices = order.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        unpaid = invoices.filtered("amount_residual")[:1]
        pickings = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        done = order.picking_ids.filtered(lambda picking: picking.state == "done")
        cheques = self.env["credit.instrument"].search([("partner_id", "=", order.partner_id.id)])
        if step == "deliver" and pickings:
            self._deliver(order, min(quantity, pickings.move_ids.product_uom_qty))
        elif step == "take_back" and done and order.state == "sale" and order.order_line.qty_delivered:
            self._take_back(done.sorted("id")[:1], 1)
        elif step == "invoice" and order.invoice_status == "to invoice":
            self._invoice(order)
        elif step == "credit_note" and invoices:
            self._credit_note(invoices[:1], 1)
        elif step == "pay" and unpaid:
            self._pay(unpaid, min(quantity * 10, unpaid.amount_residual))
        elif step == "cheque" and unpaid:
            self._register(unpaid.amount_residual, days=5, invoices=unpaid, customer=order.partner_id)
        elif step == "cancel" and order.state == "sale" and quantity == 1:
            order._action_cancel()
        elif step in ("deposit", "clear", "bounce"):
            states = {"deposit": ("in_hand",), "clear": ("deposited",), "bounce": ("in_hand", "deposited")}
            chosen = cheques.filtered(lambda cheque: cheque.state in states[step])[:1]
            chosen.bank_journal_id = self.bank
            getattr(chosen, f"action_{step}")()

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        lives=st.lists(
            st.tuples(st.booleans(), st.lists(st.tuples(STEPS, st.integers(1, 8)), min_size=3, max_size=8)),
            min_size=1,
            max_size=2,
        )
    )
    @example(lives=[(False, [("invoice", 1), ("cheque", 1), ("credit_note", 1)])])
    def test_each_day_is_read_later_as_it_was_lived(self, lives):
        with self.cr.savepoint() as savepoint:
            customers = self.env["res.partner"]
            orders = []
            with self._on(0):
                for number, (on_delivery, _steps) in enumerate(lives):
                    customers |= (customer := self._create_customer(f"Customer {number}"))
                    product = self.goods_on_delivery if on_delivery else self.goods
                    orders.append(self._confirm(10, customer=customer, product=product))
            lived = {}
            length = max(len(steps) for _policy, steps in lives)
            for day in range(1, length + 1):
                with self._on(day):
                    for order, (_policy, steps) in zip(orders, lives, strict=True):
                        if day <= len(steps):
                            self._step(order, *steps[day - 1])
                    lived[day] = self._live(customers)
            for day, figures in lived.items():
                self.assertEqual(self._history(day, customers), figures, f"day {day} of {lives}")
            self.assertEqual(self._history(200, customers), self._live(customers))
            savepoint.rollback()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestExposureForecast(HistoryCommon):
    def test_each_amount_falls_on_the_day_it_is_due(self):
        today = fields.Date.context_today(self.company)

        def later(days):
            return fields.Date.add(today, days=days)

        order = self._sell(10)
        order.commitment_date = fields.Datetime.to_datetime(later(20))
        order.action_confirm()
        self._deliver(order, 3)
        overdue, coming = (
            self.env["account.move"].create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.customer_a.id,
                    "invoice_date": later(-40),
                    "invoice_date_due": due,
                    "invoice_line_ids": [
                        Command.create({"name": "Due", "price_unit": amount, "tax_ids": []})
                    ],
                }
            )
            for due, amount in ((later(-10), 250), (later(8), 400))
        )
        (overdue | coming).action_post()
        self._register(150, days=45, invoices=coming)
        rows = self.env["credit.exposure.forecast"].search([("partner_id", "=", self.customer_a.id)])
        found = {(row.source, row.expected_on, row.amount) for row in rows}
        self.assertEqual(
            found,
            {
                ("overdue", today, 250),
                ("delivered", today, 300),
                ("receivable", later(8), 250),
                ("order", later(20), 700),
                ("instrument", later(45), 150),
            },
        )
        self.assertEqual(sum(rows.mapped("amount")), self._figures()["obligo_amount"])
        self.assertEqual(rows.filtered(lambda row: row.source == "order").order_id, order)
