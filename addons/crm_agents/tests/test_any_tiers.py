"""Random lives of invoices under tiers: the ledger has what the end is worth, by whatever way it was reached."""

import os
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon

# How many lives; more by `OBLIGO_EXAMPLES`, for a long look now and then.
EXAMPLES = int(os.environ.get("OBLIGO_EXAMPLES", "4"))
CENT = Decimal("0.01")
SHARES = (Decimal("0.615"), Decimal("0.385"))
TIERS = ((0, "2.5"), (2000, "3.3"), (5000, "7.25"))
LIVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["sell", "sell", "sell", "credit", "credit", "give back", "pay", "pay", "take back", "reset"]
        ),
        st.integers(1, 400_000),
    ),
    min_size=3,
    max_size=9,
)


@tagged("post_install", "-at_install")
class TestAnyTiers(AgentsCommon):
    """Sold in two months, credited, credit notes reversed, paid, taken back, reset and posted again."""

    def _set_up(self, mode, basis):
        plan = self._create_plan(
            (0, {"by_tier": True}),
            basis=basis,
            tier_mode=mode,
            tier_ids=[Command.create({"volume_above": above, "rate": float(rate)}) for above, rate in TIERS],
        )
        customer = self._create_customer("Any")
        for agent, share in zip((self.agent_a, self.agent_b), SHARES, strict=True):
            agent.commission_plan_id = plan
            self._assign(customer, agent, float(share * 100))
        return customer

    def _live(self, customer, step, number):
        """One step; what makes no sense now does nothing."""
        invoices = self.env["account.move"].search(
            [
                ("partner_id", "=", customer.id),
                ("move_type", "=", "out_invoice"),
                ("reversed_entry_id", "=", False),
            ],
            order="id",
        )
        invoice = invoices[number % len(invoices)] if invoices else invoices
        if step == "sell":
            day = f"2026-{1 + number % 2:02}-15"
            self._invoice(customer, (self.desk, number / 100), day=day)
        elif step == "credit" and invoice:
            self._credit(invoice, "2026-03-01", round(invoice.amount_untaxed * (number % 100 + 1) / 100, 2))
        elif step == "give back":
            notes = invoice.reversal_move_ids.filtered(lambda note: not note.reversal_move_ids)
            notes[:1]._reverse_moves([{"invoice_date": "2026-03-05", "date": "2026-03-05"}], cancel=True)
        elif step == "pay" and invoice.amount_residual:
            self._pay(
                invoice, max(round(invoice.amount_residual * (number % 10 + 1) / 10, 2), 0.01), "2026-03-15"
            )
        elif step == "take back":
            self._receivable(invoice).matched_credit_ids[:1].unlink()
        elif step == "reset" and invoice:
            invoice.button_draft()
            invoice.action_post()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # to make a failing life shorter takes longer than to read it
    )
    @given(
        mode=st.sampled_from(["marginal", "retroactive"]),
        basis=st.sampled_from(["invoice", "receipt"]),
        life=LIVES,
    )
    def test_the_end_is_worth_the_same(self, mode, basis, life):
        with self.cr.savepoint() as savepoint:
            customer = self._set_up(mode, basis)
            for step, number in life:
                self._live(customer, step, number)
                kept = {entry.id: entry.read()[0] for entry in self._entries()}
            self._check(customer, mode, basis)
            self.assertEqual({entry.id: entry.read()[0] for entry in self._entries()}, kept)
            savepoint.rollback()
        self.env.invalidate_all()

    def _check(self, customer, mode, basis):
        """Compare the volumes with the documents, the commission with the volumes, and the sums with the ledger."""
        self.env.flush_all()
        expected = self._volumes(customer, basis)
        for agent, place in ((self.agent_a, 0), (self.agent_b, 1)):
            counted, earned = defaultdict(Decimal), Decimal(0)
            for entry in self._entries(agent):
                counted[str(entry.volume_from)] += Decimal(str(round(entry.volume, 2)))
                earned += Decimal(str(round(entry.amount, 2)))
            volumes = {day: volume for day, volume in counted.items() if volume}
            self.assertEqual(volumes, {day: both[place] for day, both in expected.items() if both[place]})
            self.assertEqual(
                earned, sum((self._worth(mode, volume) for volume in volumes.values()), Decimal(0))
            )
            rows = self.env["agent.commission.volume"].search([("agent_id", "=", agent.id)])
            self.assertEqual(
                {
                    str(row.date_from): Decimal(str(round(row.volume, 2)))
                    for row in rows
                    if round(row.volume, 2)
                },
                volumes,
            )

    def _volumes(self, customer, basis):
        """What documents and receipts come to, reckoned without the ledger: {first day: volumes of both agents}."""
        volumes = defaultdict(lambda: [Decimal(0), Decimal(0)])
        moves = self.env["account.move"].search([("partner_id", "=", customer.id), ("state", "=", "posted")])
        for move in moves.filtered(lambda m: m.move_type == "out_invoice" and not m.reversed_entry_id):
            untaxed = Decimal(str(move.amount_untaxed))
            first = self._round(untaxed * SHARES[0])
            notes = move.reversal_move_ids
            credited = sum(notes.mapped("amount_untaxed")) - sum(
                notes.reversal_move_ids.mapped("amount_untaxed")
            )
            credited = min(Decimal(str(round(credited, 2))), untaxed)
            for place, whole in enumerate((first, untaxed - first)):
                if basis == "invoice":
                    day = f"2026-{move.invoice_date.month:02}-01"
                    volumes[day][place] += whole - self._round(whole * credited / untaxed)
                else:
                    part = self._paid(move) / Decimal(str(move.amount_total))
                    volumes["2026-03-01"][place] += self._round(whole * part)
        return volumes

    def _paid(self, move):
        payments = self._receivable(move).matched_credit_ids.filtered(
            "credit_move_id.move_id.origin_payment_id"
        )
        return Decimal(str(round(sum(payments.mapped("amount")), 2)))

    @staticmethod
    def _round(amount):
        return amount.quantize(CENT, ROUND_HALF_UP)

    def _worth(self, mode, volume):
        reached = [(Decimal(above), Decimal(rate)) for above, rate in TIERS]
        if mode == "retroactive":
            rate = [rate for above, rate in reached if above < volume or not above][-1]
            return self._round(volume * rate / 100)
        earned = Decimal(0)
        for place, (above, rate) in enumerate(reached):
            top = reached[place + 1][0] if place + 1 < len(reached) else volume
            earned += max(min(volume, top) - above, Decimal(0)) * rate
        return self._round(earned / 100)
