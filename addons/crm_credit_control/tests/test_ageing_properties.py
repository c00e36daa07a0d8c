"""Random ledgers: the ageing of every day equals the ledger of that day, by customer and by document."""

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo import fields
from odoo.tests import tagged

from ..models.credit_ageing import DAY_KEY
from .common_ledger import LedgerCommon

DAYS = st.integers(-60, 3)
ENTRIES = st.tuples(
    st.integers(-900, 900).filter(bool), DAYS, st.integers(-80, 40), st.booleans(), st.booleans()
)
# Without shrinking, which takes minutes when each example books entries.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
STEPS = st.tuples(
    st.sampled_from(["reconcile", "unreconcile", "draft"]), st.integers(0, 5), st.integers(0, 5)
)


@tagged("post_install", "-at_install")
class TestAgeingProperties(LedgerCommon):
    @settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(
        entries=st.lists(ENTRIES, min_size=2, max_size=6),
        steps=st.lists(STEPS, max_size=6),
        days=st.lists(DAYS, min_size=1, max_size=3),
    )
    def test_total_equals_the_ledger_on_any_day(self, entries, steps, days):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        with self.cr.savepoint() as savepoint:
            lines = self.env["account.move.line"]
            for amount, day, due, is_foreign, is_other in entries:
                lines |= self._book(
                    amount / 4,
                    day,
                    due,
                    customer=self.customer_b if is_other else self.contact_a,
                    currency=dollar if is_foreign else None,
                    # A rate that changes from day to day leaves exchange differences.
                    amount_currency=round(amount / 4 * (1 + day % 7 / 10), 2) if is_foreign else None,
                )
            for step, first, second in steps:
                self._take(step, lines[first % len(lines)], lines[second % len(lines)])
            for day in {*days, 0}:
                self._check(day)
            savepoint.rollback()
        self.env.invalidate_all()

    def _take(self, step, line, other):
        """One step of an accountant; steps that make no sense now do nothing."""
        if step == "unreconcile":
            line.remove_move_reconcile()
        elif step == "draft" and line.parent_state == "posted":
            line.move_id.button_draft()
        elif (
            step == "reconcile"
            and line.partner_id == other.partner_id
            and line.balance * other.balance < 0
            and not (line + other).filtered(lambda item: item.reconciled or item.parent_state != "posted")
        ):
            (line + other).reconcile()

    def _check(self, day):
        ageing = self.env["credit.ageing"].with_context(**{DAY_KEY: fields.Date.to_string(self._day(day))})
        rows = ageing.search([("company_id", "=", self.company.id)])
        self.assertEqual(round(sum(rows.mapped("open_amount")), 2), self._ledger(day))
        for customer in self.customer_a | self.customer_b:
            amount = sum(rows.filtered_domain([("partner_id", "=", customer.id)]).mapped("open_amount"))
            self.assertEqual(round(amount, 2), self._ledger(day, customer))
        shown = {row.move_line_id.id: Decimal(str(row.open_amount)) for row in rows if row.open_amount}
        self.assertEqual(shown, self._open_by_definition(day))

    def _open_by_definition(self, day):
        """Booked less reconciled with what was posted and dated by then: slow, and plainly so."""
        day = self._day(day)

        def counts(item):
            return item.parent_state == "posted" and item.date <= day

        result = {}
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.receivable.id), ("company_id", "=", self.company.id)]
        )
        for item in filter(counts, items):
            paid = sum(part.amount for part in item.matched_credit_ids if counts(part.credit_move_id))
            taken = sum(part.amount for part in item.matched_debit_ids if counts(part.debit_move_id))
            if amount := round(item.balance - paid + taken, 2):
                result[item.id] = Decimal(str(amount))
        return result
