"""Random lives of orders: what is stored on them is what their documents come to, whatever happened in what order."""

from contextlib import suppress

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .order_life import OrderLife

STEPS = (
    "send",
    "confirm",
    "deliver",
    "deliver_and_close",
    "serve",
    "take_back",
    "invoice",
    "draft_invoice",
    "settle",
    "credit_note",
    "reset_invoice",
    "pay",
    "order_more",
    "cancel",
    "reopen",
)
LIVES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 12)), min_size=2, max_size=9)
# One life that takes every step with effect.
FULL = [
    ("send", 1),
    ("confirm", 1),
    ("deliver", 4),
    ("invoice", 4),
    ("pay", 7),
    ("take_back", 2),
    ("settle", 1),
    ("deliver_and_close", 3),
    ("serve", 1),
    ("draft_invoice", 1),
    ("credit_note", 1),
    ("order_more", 2),
    ("deliver", 1),
    ("reset_invoice", 1),
    ("cancel", 1),
    ("reopen", 1),
    ("confirm", 1),
]


@tagged("post_install", "-at_install")
class TestOrderLife(OrderLife):
    # Without shrinking, which takes minutes when each example books entries.
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(life=LIVES, with_service=st.booleans())
    @example(life=FULL, with_service=True)
    def test_any_life_of_an_order(self, life, with_service):
        with self.cr.savepoint() as savepoint:
            order = self._new_order(with_service)
            for number, (step, figure) in enumerate(life):
                with suppress(UserError), self.cr.savepoint():
                    getattr(self, f"_{step}")(order, figure)
                self._end_transaction()
                self._check(order, life[: number + 1])
            if life == FULL:
                self.assertEqual(self.taken, set(STEPS))
            savepoint.rollback()
        self.env.invalidate_all()

    def _check(self, order, life):
        stored = self.env.execute_query(
            SQL(
                "SELECT order_status, payment_progress, payment_due_date FROM sale_order WHERE id = %s",
                order.id,
            )
        )[0]
        goods, invoices = self._reckoned_goods(order), self._reckoned_invoices(order)
        state = {"draft": "open", "sent": "sent", "sale": "received", "cancel": "cancelled"}[order.state]
        if state in ("open", "sent"):
            goods = invoices = None
        status = "cancelled" if state == "cancelled" else invoices or goods or state
        self.assertEqual(stored, (status, *self._reckoned_payment(order)), life)
        standing = order.milestone_ids.filtered(lambda row: not row.undone_on).mapped("stage")
        self.assertEqual(len(standing), len(set(standing)), life)
        self.assertLessEqual({state, goods, invoices} - {None}, set(standing), life)
        for track, reached in (("shipped", goods), ("invoiced", invoices)):
            if reached != track:
                self.assertNotIn(track, standing, life)
            if not reached:
                self.assertNotIn(f"{track}_partial", standing, life)
