"""The year of business, written area by area."""

from odoo import fields

from . import clock, purchases, world
from .year import Year


def load(env):
    """Write every document of the demo company, through the calls that people's buttons make."""
    demo = world.World(env)
    purchases.set_supplier_prices(demo)
    with clock.travelling(fields.Date.context_today(demo.company)) as time:
        Year(demo, time).run()
