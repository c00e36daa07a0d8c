"""The year's contacts with customers, and the ones planned."""

from datetime import datetime, time, timedelta
from random import Random

from odoo import fields
from odoo.tools import SQL

from .behaviour import CUSTOMERS

# Days between two contacts by size, and what came of them.
EVERY = {"a": 21, "b": 35, "c": 70}
RESULTS = ("result_order", "result_interested", "result_no_need", "result_call_again", "result_absent")
KINDS = ("visit", "visit", "visit", "call", "call", "mail")
NOTES = {
    "result_order": "Order noted, to be entered today.",
    "result_interested": "Wants prices for larger quantities.",
    "result_no_need": "Shelves are full.",
    "result_call_again": "Decides after the stock-taking.",
    "result_absent": "Closed for the afternoon.",
}
# Customer, days from today, hour, kind: what the sellers have before them.
PLANNED = (
    ("customer_casa_minho", 0, 9, "visit"),
    ("customer_construnorte", 0, 11, "visit"),
    ("customer_lima", 0, 15, "call"),
    ("customer_vigo", 1, 10, "visit"),
    ("customer_tras_os_montes", 1, 14, "visit"),
    ("customer_tejo", 0, 10, "visit"),
    ("customer_sado", 0, 15, "visit"),
    ("customer_madrid", 2, 11, "meeting"),
    ("customer_tel_aviv", 0, 9, "call"),
    ("customer_sao_paulo", 1, 15, "call"),
    ("customer_mondego", -2, 10, "visit"),
    ("customer_algarve", -1, 11, "visit"),
)
# How often a visit is wanted, in days, by class.
CADENCES = {"a": 42, "b": 70, "c": 140}
CONTACTS_PER_DAY = 6


def write(world):
    """Enter contacts made and contacts planned."""
    today = fields.Date.context_today(world.company)
    occurrences = world.env["crm.occurrence"]
    past = occurrences.create([*_past(world, today)])
    _take_orders(world, past)
    occurrences.create([*_planned(world, today)])
    _plan(world)


def _past(world, today):
    """Contacts at the usual distance, moved by some days; one in twelve did not take place."""
    randomness = Random(7)  # noqa: S311  the same contacts everywhere
    for customer in CUSTOMERS:
        partner = world.ref(customer.key)
        step = EVERY[customer.size]
        for due in range(customer.first_day + step, min(customer.last_day + 60, -3), step):
            day = min(due + randomness.randint(-6, 6), -3)
            result = randomness.choice(RESULTS)
            missed = randomness.randrange(12) == 0
            yield {
                **_who(partner, randomness.choice(KINDS), _moment(today, day, randomness.randint(9, 17))),
                "state": "missed" if missed else "done",
                "result_id": False if missed else world.env.ref(f"crm_visits.{result}").id,
                "notes": False if missed else NOTES[result],
                "duration": randomness.choice((0.25, 0.5, 0.75, 1.0)),
            }


def _take_orders(world, past):
    """Say at which contact the orders of the following week were taken, and that most contacts had been planned."""
    orders = world.env["sale.order"].search([("state", "=", "sale")]).grouped("partner_id")
    taken = world.env.ref("crm_visits.result_order")
    for contact in past.filtered(lambda contact: contact.result_id == taken):
        for order in orders.get(contact.partner_id, ()):
            if contact.date <= order.date_order < contact.date + timedelta(days=7):
                order.occurrence_id = order.occurrence_id or contact
    world.env.flush_all()
    # The day of entry is Odoo's own: one contact in six was made on the spot.
    world.env.cr.execute(
        SQL(
            "UPDATE crm_occurrence SET create_date = date - INTERVAL '5 days' WHERE id = ANY(%s) AND id %% 6 <> 0",
            past.ids,
        )
    )
    past.invalidate_recordset(["create_date"])


def _plan(world):
    """Cadences by class and one of the summer, a rule for what follows a delivery, and the plan of the next weeks."""
    world.company.contacts_per_day = CONTACTS_PER_DAY
    cadences = world.env["crm.visit.cadence"].create(
        [
            {"name": f"Class {key.upper()}: every {days} days", "customer_class": key, "days": days}
            for key, days in CADENCES.items()
        ]
    )
    cadences |= cadences.create(
        {
            "name": "Algarve in summer",
            "partner_id": world.ref("customer_algarve").id,
            "days": 14,
            "weekday": "3",
            "date_from": "2020-06-01",
            "date_to": "2020-09-15",
            "every_year": True,
        }
    )
    world.env["crm.visit.rule"].create(
        {
            "name": "Is the drill running well?",
            "product_id": world.product("fer_ber13").id,
            "kind": "call",
            "days": 14,
            "times": 2,
            "repeat_days": 90,
        }
    )
    cadences._plan()


def _planned(world, today):
    for key, day, hour, kind in PLANNED:
        yield {**_who(world.ref(key), kind, _moment(today, day, hour)), "duration": 0.75}


def _who(partner, kind, date) -> dict:
    return {"partner_id": partner.id, "user_id": partner.user_id.id, "kind": kind, "date": date}


def _moment(today, day: int, hour: int) -> datetime:
    return datetime.combine(today + timedelta(days=day), time(hour))
