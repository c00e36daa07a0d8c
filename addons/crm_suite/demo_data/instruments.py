"""Collecting by cheques and bills: received, discounted, deposited, cleared or bounced."""

from collections import defaultdict

from odoo.fields import Command

BANKS = ("Caixa do Noroeste", "Banco Comercial do Tejo", "Banco do Sado")
CLEARING_DAYS = 2
# Earlier ones were collected without a separate deposit: the bank cleared them the same week.
DEPOSITED_SINCE = -30
BOUNCE_FEE = 15.0
ENDORSED = 2
ENDORSED_TO = "supplier_hidrovale"
# What the bank takes when it buys a bill before its day: percent a year, and euro for each.
DISCOUNT_RATE = 7.25
DISCOUNT_COST = 4.5


class Portfolio:
    """Takes instruments in and walks them through their steps when their day comes."""

    def __init__(self, world, clock):
        self.world = world
        self.clock = clock
        self.bank = world.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
        )
        self.banks = [world.env["res.bank"].create({"name": name}) for name in BANKS]
        self.due = defaultdict(list)
        self.number = 0

    def receive(self, invoice, planned):
        """Take in an instrument for what is open on an invoice, and note its next steps."""
        self.number += 1
        instrument = self.world.env["credit.instrument"].create(
            {
                "kind": planned.kind,
                "name": f"{81700000 + self.number * 137}"
                if planned.kind == "cheque"
                else f"L-{2400 + self.number}",
                "partner_id": invoice.commercial_partner_id.id,
                "amount": invoice.amount_residual,
                "currency_id": invoice.currency_id.id,
                "issue_date": self.clock.date(planned.day),
                "maturity_date": self.clock.date(planned.maturity),
                "bank_id": self.banks[self.number % len(self.banks)].id,
                "invoice_ids": [(4, invoice.id)],
            }
        )
        instrument.action_receive()
        if planned.discounted_on is not None:
            self.due[planned.discounted_on].append((self._discount, instrument))
        elif planned.bounces or planned.maturity >= DEPOSITED_SINCE:
            self.due[planned.maturity - 1].append((self._deposit, instrument))
        settle = self._bounce if planned.bounces else self._clear
        self.due[planned.maturity + CLEARING_DAYS].append((settle, instrument))
        return instrument

    def step(self, day: int):
        """Take the steps that fall due on a day."""
        for action, instrument in self.due.pop(day, ()):
            action(instrument)

    def _discount(self, instrument):
        """Sell a bill to our bank, on a list that has what the bank keeps."""
        self.world.env["credit.discount"].create(
            {
                "bank_journal_id": self.bank.id,
                "currency_id": instrument.currency_id.id,
                "rate": DISCOUNT_RATE,
                "unit_cost": DISCOUNT_COST,
                "instrument_ids": [Command.set(instrument.ids)],
            }
        ).action_confirm()

    def _deposit(self, instrument):
        instrument.action_deposit(self.bank)

    def _clear(self, instrument):
        instrument.action_clear(self.bank)

    def _bounce(self, instrument):
        instrument.action_bounce(fee=BOUNCE_FEE)


def endorse(world):
    """The cheques and bills that pay a supplier: those in hand that mature last, never deposited."""
    instruments = world.env["credit.instrument"].search(
        [("state", "=", "in_hand"), ("currency_id", "=", world.company.currency_id.id)],
        order="maturity_date desc, id",
        limit=ENDORSED,
    )
    if instruments:
        world.env["credit.endorsement"].create(
            {
                "supplier_id": world.ref(ENDORSED_TO).id,
                "instrument_ids": [Command.set(instruments.ids)],
            }
        ).action_confirm()
