"""Random lives of orders: batch equals single, parts sum to the whole, nothing paid and delivered stays."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.tests import tagged

from .common import FIGURES, CreditCommon

STEPS = st.sampled_from(
    ["deliver", "invoice", "draft_invoice", "credit_note", "pay", "cheque", "bounce", "price"]
)


@tagged("post_install", "-at_install")
class TestExposureProperties(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ceiling.unlink()
        tax = cls.env["account.tax"].create({"name": "23 %", "amount": 23, "company_id": cls.company.id})
        cls.goods_on_delivery.write({"taxes_id": [(6, 0, tax.ids)], "list_price": 33.33})

    def _live(self, order, step, quantity):
        """One step in the life of an order; steps that make no sense now do nothing."""
        invoices = order.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        open_invoice = invoices.filtered("amount_residual")[:1]
        if step == "deliver":
            order.order_line[:1].qty_delivered = quantity
        elif step in ("invoice", "draft_invoice") and order.invoice_status == "to invoice":
            self._invoice(order, post=step == "invoice")
        elif step == "credit_note" and invoices:
            note = invoices[:1]._reverse_moves([{"invoice_date": invoices[:1].invoice_date}])
            note.action_post()
        elif step == "pay" and open_invoice:
            self._pay(open_invoice, min(quantity * 10, open_invoice.amount_residual) or 1)
        elif step == "cheque" and open_invoice:
            self._register(open_invoice.amount_residual, invoices=open_invoice, customer=order.partner_id)
        elif step == "bounce":
            instruments = self.env["credit.instrument"].search(
                [("partner_id", "=", order.partner_id.id), ("state", "=", "in_hand")], limit=1
            )
            instruments.action_bounce()
        elif step == "price":
            order.order_line[:1].discount = quantity

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        lives=st.lists(
            st.tuples(
                st.integers(1, 12), st.booleans(), st.lists(st.tuples(STEPS, st.integers(0, 12)), max_size=6)
            ),
            min_size=2,
            max_size=3,
        )
    )
    def test_figures_hold_together(self, lives):
        with self.cr.savepoint() as savepoint:
            customers = self.env["res.partner"]
            for number, (quantity, on_delivery, steps) in enumerate(lives):
                customer = self._create_customer(f"Customer {number}")
                customers |= customer
                product = self.goods_on_delivery if on_delivery else self.service
                order = self._confirm(quantity, customer=customer, product=product)
                for step, amount in steps:
                    self._live(order, step, amount)
            self._check(customers)
            savepoint.rollback()
        self.env.invalidate_all()

    def _check(self, customers):
        customers.invalidate_recordset(FIGURES)
        batch = {row["id"]: row for row in customers.read(FIGURES)}
        items = self.env["credit.exposure.item"].search([("partner_id", "in", customers.ids)])
        listed = self.env["credit.exposure"].search([("partner_id", "in", customers.ids)])
        # Of today, but reckoned line by line: what is kept on the orders is what they come to.
        reckoned = self.env["credit.exposure.day"].search([("partner_id", "in", customers.ids)])
        columns = ["id", "date_due", *FIGURES[:4]]
        self.assertEqual(
            sorted(items.read(columns), key=lambda row: row["id"]),
            sorted(reckoned.read(columns), key=lambda row: row["id"]),
        )
        for customer in customers:
            single = self._figures(customer)
            self.assertEqual({name: batch[customer.id][name] for name in FIGURES}, single)
            parts = [Decimal(str(single[name])) for name in FIGURES[:4]]
            self.assertEqual(Decimal(str(single["credit_amount"])), sum(parts[:3]))
            self.assertEqual(Decimal(str(single["obligo_amount"])), sum(parts))
            self.assertGreaterEqual(min(parts[0], parts[1], parts[3]), 0)
            documents = items.filtered(lambda item, customer=customer: item.partner_id == customer)
            for name, part in zip(FIGURES[:4], parts, strict=False):
                self.assertEqual(sum(Decimal(str(value)) for value in documents.mapped(name)), part, name)
            row = listed.filtered(lambda row, customer=customer: row.partner_id == customer)
            self.assertEqual(row.obligo_amount if row else 0, single["obligo_amount"])
