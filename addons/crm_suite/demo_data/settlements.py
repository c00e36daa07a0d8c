"""What was settled, how far that has come, and what the agents say to it."""

from datetime import timedelta

from odoo import fields

from . import payments

# Days ago in the month that commission was settled up to, and how far that has come: paid, billed, looked through.
SETTLED = (
    (364, ("action_review", "action_approve", "action_bill", "pay")),
    (150, ("action_review", "action_approve", "action_bill")),
    (40, ("action_review",)),
)
# Who objects to his last settlement and what he says; the manager's answer and what it brings, unless still open.
OBJECTIONS = (
    (
        "user_seller",
        "I won this customer at the fair: more of it is mine.",
        ("Agreed: your part of it.", 25.0),
    ),
    ("user_seller3", "The customer paid the old price list here. Please look again.", None),
)


def write(world):
    """Settle up to the ends of three months: the oldest paid, one billed, one looked through and objected to."""
    today = fields.Date.context_today(world.company)
    for days, steps in SETTLED:
        month_end = fields.Date.end_of(today - timedelta(days=days), "month")
        world.env["agent.settlement.run"].create({"date_to": month_end}).action_settle()
        drafts = world.env["agent.settlement"].search([("state", "=", "draft")])
        for step in steps:
            _pay(drafts) if step == "pay" else getattr(drafts, step)()
    for login, text, answer in OBJECTIONS:
        _object(world, login, text, answer)


def _pay(settlements):
    """Post the agents' bills and pay them the week after."""
    bills = settlements.bill_id
    day = max(settlements.mapped("date_to")) + timedelta(days=7)
    bills.write({"invoice_date": day, "date": day})
    bills.action_post()
    payments.pay(bills, day)


def _object(world, key, text, answer):
    """An agent objects to the largest entry of his reviewed settlement; his manager may answer."""
    seller = world.ref(key)
    settlement = world.env["agent.settlement"].search(
        [("agent_id", "=", seller.partner_id.id), ("state", "=", "reviewed")], limit=1
    )
    entry = max(settlement.entry_ids, key=lambda entry: (entry.amount, entry.id))
    objection = (
        world.env["agent.settlement.objection"]
        .with_user(seller)
        .create({"settlement_id": settlement.id, "entry_id": entry.id, "text": text})
    )
    if answer:
        words, amount = answer
        dialog = world.env["agent.settlement.answer"].with_user(world.ref("user_manager"))
        dialog.create({"objection_id": objection.id, "answer": words, "amount": amount}).action_accept()
