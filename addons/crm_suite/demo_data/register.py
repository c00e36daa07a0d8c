"""What else stands in the register of visits: follow-ups that are due, services, prospects, holidays, a stand-in."""

from datetime import date, datetime, time, timedelta

from odoo import fields
from odoo.fields import Command

# Customer, kind, days ago, follow-up in days from today, subject, what was said.
PROMISED = (
    (
        "customer_mondego",
        "call",
        9,
        0,
        "Offer for 40 taps",
        "Wants a price for 40 taps by the end of the month.",
    ),
    ("customer_ria", "call", 16, -1, "Helmets for the shipyard", "Asks the yard how many helmets they need."),
    ("customer_sado", "call", 6, 0, "Paint for the spring", "Orders when the weather is dry."),
)
# Customer, days ago, subject, what was done, hours.
SERVICES = (
    ("customer_viriato", 57, "Sockets replaced", "White sockets fitted in the whole display.", 2.0),
    ("customer_ria", 90, "Straps fitted", "Ten chin straps fitted, all helmets tested.", 1.5),
    ("customer_tejo", 12, "Lighting measured", "Measured at eight places; the plan follows.", 3.0),
)
# Prospect by the name of the opportunity, days from today, hour, kind, whether it took place, what was said.
PROSPECTS = (
    ("Lighting for six stores", -20, 10, "visit", True, "Six stores, the first opens in May."),
    ("Lighting for six stores", 1, 16, "visit", False, False),
    ("Pipes for a housing estate", -12, 15, "call", True, "Compares our price with a wholesaler's."),
)
# Where the prospect is whom somebody visits.
PIN = ("Lighting for six stores", 41.5388, -8.6151)
HELP = (
    "Pipes for a housing estate",
    "They want delivery in four parts at the price of one. May I agree to that?",
)
# An opportunity that has become a customer: name, company, city, contacts (days ago, kind, what was said).
WON = (
    "Hinges for kitchens",
    "Carpintaria do Cértima, Lda.",
    "Águeda",
    (
        (45, "visit", "Makes 30 kitchens a month; not content with his supplier."),
        (30, "call", "The samples are good."),
    ),
)
HOLIDAYS = ((1, 1, "New Year's Day"), (5, 1, "Labour Day"), (12, 25, "Christmas Day"))
# From and until, days from today: the seller of the north is away, her colleague of the south stands in.
AWAY = (24, 28)


def close_on_holidays(world):
    """Keep public holidays free; before the contacts of the coming weeks are planned."""
    today = fields.Date.context_today(world.company)
    calendar = world.company.resource_calendar_id
    days = [
        (date(year, month, day), name)
        for year in (today.year, today.year + 1)
        for month, day, name in HOLIDAYS
        if date(year, month, day) > today
    ]
    world.env["resource.calendar.leaves"].create(
        [
            {
                "name": name,
                "calendar_id": calendar.id,
                "company_id": world.company.id,
                "date_from": datetime.combine(day, time.min),
                "date_to": datetime.combine(day, time.max).replace(microsecond=0),
            }
            for day, name in days
        ]
    )


def write(world):
    """Enter it, each contact in the name of the customer's seller."""
    today = fields.Date.context_today(world.company)
    occurrences = world.env["crm.occurrence"]
    occurrences.create([_promised(world, today, *row) for row in PROMISED])
    occurrences.create([_service(world, today, *row) for row in SERVICES])
    leads = world.env["crm.lead"].search([]).grouped("name")
    occurrences.create([_with_prospect(leads[row[0]], today, *row[1:]) for row in PROSPECTS])
    _pin(world, leads)
    name, text = HELP
    requests = world.env["crm.help.request"].with_user(leads[name].user_id)
    requests.create({"lead_id": leads[name].id, "text": text})
    _win(world, today)
    _stand_in(world, today)


def _promised(world, today, customer, kind, days, follow_up, subject, notes):
    return {
        **_contact(world.ref(customer), kind, today - timedelta(days=days), 11),
        "name": subject,
        "notes": notes,
        "state": "done",
        "result_id": world.env.ref("crm_visits.result_call_again").id,
        "next_date": today + timedelta(days=follow_up),
    }


def _service(world, today, customer, days, subject, notes, hours):
    return {
        **_contact(world.ref(customer), "service", today - timedelta(days=days), 14),
        "name": subject,
        "notes": notes,
        "state": "done",
        "duration": hours,
    }


def _contact(partner, kind, day, hour):
    return {
        "partner_id": partner.id,
        "user_id": partner.user_id.id,
        "kind": kind,
        "date": datetime.combine(day, time(hour)),
    }


def _with_prospect(lead, today, days, hour, kind, is_done, notes):
    return {
        "lead_id": lead.id,
        "user_id": lead.user_id.id,
        "kind": kind,
        "name": lead.name,
        "date": datetime.combine(today + timedelta(days=days), time(hour)),
        "state": "done" if is_done else "planned",
        "notes": notes,
    }


def _pin(world, leads):
    name, latitude, longitude = PIN
    lead = leads[name]
    lead.geocoding_id = world.env["crm.geocoding"].create(
        {
            "address": f"{lead.city}, {lead.country_id.name}",
            "state": "found",
            "latitude": latitude,
            "longitude": longitude,
        }
    )


def _win(world, today):
    """Win an opportunity: its company becomes a customer, who takes what was said along."""
    name, company, city, contacts = WON
    seller = world.ref("user_seller3")
    lead = world.env["crm.lead"].create(
        {
            "name": name,
            "type": "opportunity",
            "partner_name": company,
            "city": city,
            "country_id": world.env.ref("base.pt").id,
            "user_id": seller.id,
            "team_id": world.ref("team_iberia").id,
            "expected_revenue": 5400,
            "occurrence_ids": [
                Command.create(_with_prospect_won(seller, today, *contact)) for contact in contacts
            ],
        }
    )
    lead._handle_partner_assignment(create_missing=True)
    lead.action_set_won()


def _with_prospect_won(seller, today, days, kind, notes):
    return {
        "user_id": seller.id,
        "kind": kind,
        "date": datetime.combine(today - timedelta(days=days), time(10)),
        "state": "done",
        "notes": notes,
    }


def _stand_in(world, today):
    first, last = (today + timedelta(days=days) for days in AWAY)
    world.env["crm.visit.reassign"].create(
        {
            "user_id": world.ref("user_seller").id,
            "successor_id": world.ref("user_seller3").id,
            "date_from": first,
            "date_to": last,
            "with_activities": False,
        }
    ).action_reassign()
