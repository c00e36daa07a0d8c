"""The year of business, written area by area."""

from odoo import fields

from . import (
    agents,
    baskets,
    behaviour,
    catalogue,
    clock,
    collecting,
    complaints,
    counter,
    credit,
    current,
    direct_debit,
    instruments,
    knowledge,
    last_year,
    people,
    prices,
    prospects,
    purchases,
    register,
    routes,
    settlements,
    targets,
    visits,
    world,
)
from .year import Year


def load(env):
    """Write every document of the demo company, through the calls that people's buttons make."""
    demo = world.World(env)
    catalogue.prepare(demo)
    purchases.set_supplier_prices(demo)
    agents.assign(demo)
    last_year.write(demo)
    with clock.travelling(fields.Date.context_today(demo.company)) as time:
        Year(demo, time).run()
    settlements.write(demo)
    people.write(demo)
    direct_debit.write(demo)
    instruments.endorse(demo)
    prospects.write(demo)
    credit.set_ceilings(demo, behaviour.CUSTOMERS)
    credit.suspend(demo)
    credit.switch_on_reasons(demo)
    current.write(demo)
    counter.write(demo)
    collecting.write(demo)
    register.close_on_holidays(demo)
    visits.write(demo)
    routes.write(demo)
    complaints.write(demo)
    knowledge.write(demo)
    baskets.write(demo)
    register.write(demo)
    prices.write(demo)
    targets.write(demo)
    env["res.partner"]._cron_refresh_activity_status()
