"""What the credit controller finds in the morning: cases opened over night, a promise, cheques for the bank."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

# Cheques and bills that fall due within so many days are on the deposit slip that waits for the bank.
SLIP_DAYS = 14
# Within so many days the customer of the largest case has promised to pay half of what is overdue.
PROMISE_DAYS = 7


def write(world):
    """Leave the collection as its nightly job would, and the deposit slip as somebody prepared it."""
    cases = _open_cases(world)
    _promise(world, cases)
    _prepare_slip(world)


def _open_cases(world):
    rule = world.env["credit.collection.rule"]._for_company(world.company)
    causes = rule._causes(world.company)
    # The steps of the nightly job without its commits: an installation is one transaction.
    return world.env["credit.collection.case"]._open(rule, world.company, causes, sorted(causes))


def _promise(world, cases):
    case = max(cases.filtered("overdue_amount"), key=lambda case: case.overdue_amount)
    world.env["credit.promise"].create(
        {
            "case_id": case.id,
            "amount": world.company.currency_id.round(case.overdue_amount / 2),
            "date_due": fields.Date.context_today(case) + timedelta(days=PROMISE_DAYS),
        }
    )


def _prepare_slip(world):
    until = fields.Date.context_today(world.company) + timedelta(days=SLIP_DAYS)
    instruments = world.env["credit.instrument"].search(
        [
            ("state", "=", "in_hand"),
            ("maturity_date", "<=", until),
            ("currency_id", "=", world.company.currency_id.id),
        ]
    )
    journals = [("type", "=", "bank"), ("company_id", "=", world.company.id)]
    bank = world.env["account.journal"].search(journals, limit=1)
    world.env["credit.deposit.slip"].create(
        {"bank_journal_id": bank.id, "instrument_ids": [Command.set(instruments.ids)]}
    )
