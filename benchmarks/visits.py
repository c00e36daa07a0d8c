"""Planning the visits of 5,000 and 50,000 customers, the reports of how often they are contacted, and a seller's day.

50,000 customers of 100 sellers with ten visits made each and a call before them; 5,000 of them are of class A, the
others of class B.
"""

from datetime import timedelta
from functools import partial

from odoo import Command, fields
from odoo.tools import SQL

from .building.multiply import Template, multiply
from .frame import Figure, Measure, seconds
from .web_client import WebClient

CUSTOMERS, CLASS_A = 50_000, 5_000
SELLERS = 100
CONTACTS_EACH = 10
CREATED = 500  # customers whose contacts are created the plain way: all would take minutes
PLAIN_PLAN = """
    INSERT INTO crm_occurrence (partner_id, commercial_partner_id, user_id, company_id, kind, cadence_id, cadence_date,
                                date, duration, state, create_uid, write_uid, create_date, write_date)
    SELECT partner.id, partner.id, partner.user_id, cadence.company_id, cadence.kind, cadence.id, day::date,
           day + INTERVAL '10 hours', cadence.duration, 'planned', 1, 1, NOW(), NOW()
      FROM res_partner partner
      JOIN crm_visit_cadence cadence ON cadence.customer_class = partner.customer_class
CROSS JOIN LATERAL generate_series(
               CURRENT_DATE + 1 + partner.id %% cadence.days, CURRENT_DATE + cadence.weeks * 7,
               cadence.days * INTERVAL '1 day'
           ) day
     WHERE cadence.id = ANY(%s) AND partner.active
"""
PLAIN_FREQUENCY = """
    SELECT partner.user_id, partner.customer_class, count(*), avg(CURRENT_DATE - last.day - cadence.days)
      FROM res_partner partner
      JOIN crm_visit_cadence cadence ON cadence.customer_class = partner.customer_class
 LEFT JOIN (SELECT commercial_partner_id, max(date)::date AS day FROM crm_occurrence
             WHERE state = 'done' AND kind = 'visit' GROUP BY commercial_partner_id) last
        ON last.commercial_partner_id = partner.id
     WHERE partner.active
  GROUP BY partner.user_id, partner.customer_class
"""
PLAIN_DEVIATION = """
    SELECT followed.user_id, avg(day - before - days)
      FROM (
            SELECT contact.user_id, contact.commercial_partner_id, day,
                   lag(day) OVER (PARTITION BY contact.commercial_partner_id ORDER BY contact.date) AS before
              FROM crm_occurrence contact
              JOIN res_users seller ON seller.id = contact.user_id
              JOIN res_partner person ON person.id = seller.partner_id
        CROSS JOIN LATERAL (SELECT (contact.date AT TIME ZONE 'UTC' AT TIME ZONE person.tz)::date AS day) local
             WHERE contact.state = 'done' AND contact.kind = 'visit'
           ) followed
      JOIN res_partner customer ON customer.id = followed.commercial_partner_id
      JOIN crm_visit_cadence cadence ON cadence.customer_class = customer.customer_class
  GROUP BY followed.user_id
"""


def prepare(env):
    """One customer with a year's visits and a call before him, multiplied over the sellers."""
    sellers = _users(env)
    customer = env["res.partner"].create(
        {"name": "Customer", "is_company": True, "customer_rank": 1, "customer_class": "a"}
    )
    now = fields.Datetime.now()
    made = {"state": "done", "kind": "visit"}
    contacts = env["crm.occurrence"].create(
        [
            {"partner_id": customer.id, "user_id": sellers[0].id, **values}
            for values in (
                *({**made, "date": now - timedelta(days=30 * n + 1)} for n in range(CONTACTS_EACH)),
                {"kind": "call", "date": now},
            )
        ]
    )
    env.flush_all()
    rows = {"res_partner": customer.ids, "crm_occurrence": contacts.ids}
    multiply(env, Template(rows, _changes(sellers)), CUSTOMERS)
    contacts.unlink()
    customer.active = False
    _cadences(env)
    env["res.partner"]._refresh_allowed_users()


def _users(env):
    """The sellers, and a controller, for whom our rules are open."""
    roles = {f"bench_seller{number}": env.ref("crm_base.group_seller") for number in range(SELLERS)} | {
        "bench_controller": env.ref("crm_base.group_credit_controller")
    }
    return env["res.users"].create(
        [
            {"name": login, "login": login, "tz": "Europe/Lisbon", "group_ids": [Command.set(role.ids)]}
            for login, role in roles.items()
        ]
    )[:-1]


def _changes(sellers):
    seller = SQL("(%s::int[])[1 + n %% %s]", sellers.ids, SELLERS)
    name = SQL("source.name || ' ' || n")
    # No two customers were visited on the same days, and each is to be called on another.
    made = SQL("source.date - (n %% 29) * INTERVAL '1 day' - (n %% 7) * INTERVAL '1 hour'")
    ahead = SQL("source.date + (n %% 57 - 28) * INTERVAL '1 day'")
    return {
        ("res_partner", "name"): name,
        ("res_partner", "complete_name"): name,
        ("res_partner", "user_id"): seller,
        ("res_partner", "customer_class"): SQL("CASE WHEN n <= %s THEN 'a' ELSE 'b' END", CLASS_A),
        ("crm_occurrence", "user_id"): seller,
        ("crm_occurrence", "date"): SQL("CASE WHEN source.state = 'done' THEN %s ELSE %s END", made, ahead),
    }


def _cadences(env):
    calendar = env.company.resource_calendar_id
    year = fields.Date.context_today(calendar).year
    env["resource.calendar.leaves"].create(
        {
            "name": "Holiday",
            "calendar_id": calendar.id,
            "date_from": f"{year}-12-25 00:00:00",
            "date_to": f"{year}-12-25 23:00:00",
        }
    )
    env["crm.visit.cadence"].create(
        [
            {"name": "Class A", "customer_class": "a", "days": 14, "weeks": 8},
            {"name": "Class B", "customer_class": "b", "days": 14, "weeks": 8, "weekday": "2"},
        ]
    )


def measures(env):
    """Planning, the two reports, and the lists a seller opens in the morning."""
    yield from _planning(env)
    frequency, deviation = env["crm.contact.frequency"], env["crm.contact.deviation"]
    yield Measure(
        f"frequency report by seller and class, {CUSTOMERS:,}",
        ours=lambda: frequency._read_group([], ["user_id", "customer_class"], ["__count", "days_late:avg"]),
        other=lambda: env.execute_query(SQL(PLAIN_FREQUENCY)),
        against="plain SQL",
        at_most=3,
    )
    yield Measure(
        f"deviations by seller, {CUSTOMERS * CONTACTS_EACH:,}",
        ours=lambda: deviation._read_group([], ["user_id"], ["deviation_days:avg"]),
        other=lambda: env.execute_query(SQL(PLAIN_DEVIATION)),
        against="plain SQL of the same figures",
        at_most=1.5,
    )
    yield from _day(env)


def _planning(env):
    """Planning, up to what Odoo reckons afterwards.

    Twice a plain insert of as many is the limit: indexes and foreign keys, row by row, are most of the work, and the
    same for both. What ours does besides is to find each customer's cadences, his last contact and his seller's working
    days. Whoever plans for one class still goes through the cadences of all customers, because another may be nearer:
    therefore 5,000 of 50,000 cost more for each than all of them do. Odoo's `create` pays for the same insert: five
    times its speed is all that can be had, four is asked for.
    """
    cadences = env["crm.visit.cadence"].search([("customer_class", "!=", False)], order="customer_class")
    for chosen, count in ((cadences[:1], CLASS_A), (cadences, CUSTOMERS)):
        yield Measure(
            f"planning {count:,} customers",
            ours=partial(_plan, env, chosen),
            other=lambda chosen=chosen: env.cr.execute(SQL(PLAIN_PLAN, chosen.ids)),
            against="a plain insert of as many",
            at_most=2,
        )
    yield Figure(
        "planning 5,000 customers",
        value=partial(seconds, partial(_plan, env, cadences[:1])),
        unit="s",
        at_most=60,
    )
    targets = cadences._targets()
    planner = cadences._planner(targets)
    few = targets[:CREATED]
    yield Measure(
        f"planning {CREATED:,} customers",
        ours=lambda: (cadences._plan_targets(few, planner), env.flush_all()),
        other=lambda: _create(env, few, planner),
        against="Odoo's create of the same",
        at_least=4,
    )
    yield Figure(
        "planning again, nothing to do",
        value=lambda: _again(env, cadences),
        unit="of the first run",
        at_most=1,
    )
    env.cr.rollback()


def _plan(env, cadences):
    """Plan to the end: what Odoo reckons afterwards counts."""
    planned = cadences._plan()
    env.flush_all()
    return planned


def _create(env, targets, planner):
    env["crm.occurrence"].with_context(tracking_disable=True, mail_create_nosubscribe=True).create(
        [
            {
                "partner_id": target.partner_id,
                "user_id": target.user_id,
                "cadence_id": cadence_id,
                "cadence_date": day,
                "date": moment,
                "kind": target.kind,
            }
            for target in targets
            for cadence_id, day, moment, _stand_in in planner(target)
        ]
    )
    env.flush_all()


def _again(env, cadences):
    first = seconds(partial(_plan, env, cadences))
    again = seconds(lambda: _nothing(_plan(env, cadences)))
    env.cr.rollback()
    return again / first


def _nothing(planned):
    assert not planned, "what was planned is not planned again"


def _day(env):
    """The lists that a seller opens in the morning, among the contacts of all."""
    users = env["res.users"]
    seller = users.search([("login", "=", "bench_seller1")])
    controller = users.search([("login", "=", "bench_controller")])
    browsers = {user: WebClient(env, user) for user in (seller, controller)}
    lists = {
        "today": [("date", ">=", "today"), ("date", "<", "today +1d"), ("state", "=", "planned")],
        "tomorrow": [("date", ">=", "today +1d"), ("date", "<", "today +2d"), ("state", "=", "planned")],
        "overdue": [("is_overdue", "=", True)],
    }
    columns = ("date", "kind", "contact_name", "city", "phone", "name", "is_overdue", "state")
    specification = {name: {} for name in columns} | {"partner_id": {"fields": {"display_name": {}}}}
    for name, domain in lists.items():
        page = ("crm.occurrence", specification, 10_001, [("user_id", "=", seller.id), *domain])
        yield Measure(
            f"a seller's list of {name}, among {CUSTOMERS:,}",
            ours=partial(browsers[seller].list_page, *page),
            other=partial(browsers[controller].list_page, *page),
            against="without our rules",
            at_most=1.3,
        )
