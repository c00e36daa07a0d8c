"""Random lives of a customer that three companies share, lived around the midnights of two zones."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import FIGURES
from .common_companies import CompaniesCommon

# The clock goes on by so many hours with each step: from one side of a midnight to the other, here or there.
HOURS = st.integers(1, 40)
STEPS = st.sampled_from(
    [
        "sell",
        "deliver",
        "invoice",
        "credit_note",
        "pay",
        "cheque",
        "deposit",
        "clear",
        "bounce",
        "renew",
        "cancel",
    ]
)
LIVES = st.lists(st.tuples(st.integers(0, 2), STEPS, st.integers(1, 9), HOURS), min_size=4, max_size=9)
# Without shrinking, which takes minutes when each example books entries.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
BEGINNING = datetime(2026, 1, 14, 9, 0)
FIRST_STATES = {
    "deposit": ("in_hand",),
    "clear": ("deposited",),
    "bounce": ("in_hand", "deposited"),
    "renew": ("in_hand",),
}


@tagged("post_install", "-at_install")
class TestCompaniesProperties(CompaniesCommon):
    @settings(max_examples=6, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(lives=LIVES)
    def test_each_company_has_the_figures_of_its_own_documents_and_of_its_own_day(self, lives):
        with self.cr.savepoint() as savepoint:
            moment, lived = BEGINNING, []
            with freeze_time(moment):
                for company in self.companies:
                    self._sell_in(company, 5).action_confirm()
            for place, step, quantity, hours in lives:
                moment += timedelta(hours=hours)
                with freeze_time(moment):
                    self._take(self.companies[place], step, quantity)
                    self._check()
                    lived.append(self._lived())
            with freeze_time(moment):
                self._check_past(lived)
            savepoint.rollback()
        self.env.invalidate_all()

    def _take(self, company, step, quantity):
        """One step in one company; steps that make no sense now do nothing."""
        mine = [("company_id", "=", company.id), ("partner_id", "=", self.customer_a.id)]
        order = self.env["sale.order"].search([*mine, ("state", "=", "sale")], order="id desc", limit=1)
        order = order.with_env(self._in(company))
        invoices = order.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice" and move.state == "posted"
        )
        unpaid = invoices.filtered("amount_residual")[:1]
        if step == "sell":
            self._sell_in(company, quantity).action_confirm()
        elif step == "deliver" and order:
            order.order_line.qty_delivered = quantity
        elif step == "invoice" and order.invoice_status == "to invoice":
            self._dated(self._invoice(order, post=False), company).action_post()
        elif step == "credit_note" and invoices:
            invoices[:1]._reverse_moves(
                [{"invoice_date": company._today(), "date": company._today()}]
            ).action_post()
        elif step == "pay" and unpaid:
            wizard = self._in(company)["account.payment.register"].with_context(
                active_model="account.move", active_ids=unpaid.ids
            )
            amount = min(quantity * 50, unpaid.amount_residual)
            wizard.create(
                {"journal_id": self.banks[company].id, "amount": amount, "payment_date": company._today()}
            )._create_payments()
        elif step == "cheque" and unpaid:
            self._take_cheque(unpaid, days=quantity)
        elif step == "cancel" and order and quantity < 3:
            order._action_cancel()
        elif step in FIRST_STATES:
            self._take_instrument(company, step, quantity)

    def _take_instrument(self, company, step, quantity):
        chosen = self.env["credit.instrument"].search(
            [("company_id", "=", company.id), ("state", "in", FIRST_STATES[step])], limit=1
        )
        if not chosen:
            return
        chosen = chosen.with_env(self._in(company))
        if step == "renew":
            chosen.action_renew(fields.Date.add(company._today(), days=quantity), interest=quantity)
        else:
            if step == "deposit":
                chosen.bank_journal_id = self.banks[company]
            getattr(chosen, f"action_{step}")()

    @staticmethod
    def _dated(invoice, company):
        invoice.invoice_date = company._today()
        return invoice

    def _check(self):
        """Each company's figures are those of its records, one by one and all at once; the documents add up to them."""
        self.env.invalidate_all()
        items = self.env["credit.exposure.item"].search([("partner_id", "=", self.customer_a.id)])
        rows = self.env["credit.exposure"].search([("partner_id", "=", self.customer_a.id)])
        for company in self.companies:
            expected = self._expected_in(company)
            self.assertEqual(self._figures_in(company), expected, company.name)
            row = rows.filtered(lambda row, company=company: row.company_id == company)
            listed = {name: Decimal(str(row[name])) for name in FIGURES}
            self.assertEqual(listed, expected, company.name)
            documents = items.filtered(lambda item, company=company: item.company_id == company)
            for name in FIGURES[:4]:
                total = sum((Decimal(str(value)) for value in documents.mapped(name)), Decimal(0))
                self.assertEqual(total, expected[name], name)

    def _lived(self):
        """What is live now, by company and the day it is there."""
        return {(company, company._today()): self._figures_in(company) for company in self.companies}

    def _check_past(self, lived):
        """The last figures of each company's day are those found of it afterwards, and of today those that are live."""
        last = {}
        for figures in lived:
            last.update(figures)
        for (company, day), figures in last.items():
            days = self.env["credit.exposure.day"].with_context(exposure_day=fields.Date.to_string(day))
            sums = days._read_group(
                [("partner_id", "=", self.customer_a.id), ("company_id", "=", company.id)],
                [],
                [f"{name}:sum" for name in FIGURES],
            )[0]
            read = dict(zip(FIGURES, (Decimal(str(round(value or 0, 2))) for value in sums), strict=True))
            # Deliveries of services have no day: only what does not hang on them is known of the past.
            known = FIGURES if day == company._today() else FIGURES[2:4]
            self.assertEqual(
                {name: read[name] for name in known},
                {name: figures[name] for name in known},
                (company.name, day),
            )
