"""The year's contacts with customers, and the ones planned."""

from datetime import datetime, time, timedelta
from random import Random

from odoo import fields

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


def write(world):
    """Enter contacts made and contacts planned."""
    today = fields.Date.context_today(world.company)
    occurrences = world.env["crm.occurrence"]
    occurrences.create([*_past(world, today), *_planned(world, today)])


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


def _planned(world, today):
    for key, day, hour, kind in PLANNED:
        yield {**_who(world.ref(key), kind, _moment(today, day, hour)), "duration": 0.75}


def _who(partner, kind, date) -> dict:
    return {"partner_id": partner.id, "user_id": partner.user_id.id, "kind": kind, "date": date}


def _moment(today, day: int, hour: int) -> datetime:
    return datetime.combine(today + timedelta(days=day), time(hour))
