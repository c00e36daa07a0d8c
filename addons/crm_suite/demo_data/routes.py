"""Today's route of a seller round Porto: the pin of the office, an appointment, opening hours, and the order."""

from datetime import datetime, time

from freezegun import freeze_time
from odoo import Command, fields

OFFICE = (41.1672, -8.6262)
EARLY = time(5)
# Customer, hour (UTC), subject, whether the hour is agreed on.
VISITS = (
    ("customer_ferragens_douro", 14, "Shelf for the spring", True),
    ("customer_drogaria_ave", 13, "New catalogue", False),
)
SHOP_HOURS = ((9, 12.5, "morning"), (14.5, 19, "afternoon"))


def write(world):
    """Enter the visits and put them in order, as the seller does it before he leaves."""
    env, today = world.env, fields.Date.context_today(world.company)
    world.company.partner_id.write({"partner_latitude": OFFICE[0], "partner_longitude": OFFICE[1]})
    seller = world.ref("user_seller")
    world.ref("customer_drogaria_ave").opening_calendar_id = _shop_hours(env)
    env["crm.occurrence"].create(
        [
            {
                "partner_id": world.ref(key).id,
                "user_id": seller.id,
                "kind": "visit",
                "name": subject,
                "date": datetime.combine(today, time(hour)),
                "duration": 0.5,
                "has_fixed_hour": is_agreed,
            }
            for key, hour, subject, is_agreed in VISITS
        ]
    )
    with freeze_time(datetime.combine(today, EARLY)):
        env["crm.visit.route"]._of_day(seller, today).action_plan()


def _shop_hours(env):
    lines = [
        {"name": part, "dayofweek": str(day), "hour_from": opens, "hour_to": closes, "day_period": part}
        for day in range(7)
        for opens, closes, part in SHOP_HOURS
    ]
    return env["resource.calendar"].create(
        {"name": "Shop hours", "attendance_ids": [Command.clear(), *map(Command.create, lines)]}
    )
