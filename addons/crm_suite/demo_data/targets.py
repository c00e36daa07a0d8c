"""What sellers are to sell this year: their last twelve months, grown, by main family, a key customer apart."""

from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.addons.crm_agents.logic.target_periods import year_of
from odoo.addons.crm_agents.logic.target_spread import raised, spread
from odoo.tools import SQL

# The building trade: slow winters, and August closed by half.
SEASON = (6, 7, 9, 10, 10, 10, 9, 5, 9, 10, 9, 6)
# By how much each seller is to grow, in percent; everybody else keeps what he has.
GROWTH = {"user_seller": 10, "user_seller2": -6, "user_seller3": 4}
# Has a target of its own, which all families count toward.
KEY_CUSTOMER = "customer_ferragens_douro"
# Sold by the tin as well: a target in pieces beside that in money.
COUNTED = "category_paints"
STEP = Decimal(50)


def write(world):
    """A season, and for every seller and agent the twelve months of each of his targets."""
    season = world.env["agent.target.season"].create(
        {"name": "Building trade", **{f"weight_{number}": weight for number, weight in enumerate(SEASON, 1)}}
    )
    growth = {world.ref(key).partner_id.id: percent for key, percent in GROWTH.items()}
    months = year_of(fields.Date.context_today(world.company)).months
    targets, figures = world.env["agent.target"], {}
    for agent, customer, family, *sold in world.env.execute_query(_sold(world)):
        measures = dict(zip(("amount", "quantity", "margin"), sold, strict=True))
        if family != world.ref(COUNTED).id:
            del measures["quantity"]
        parts = {
            measure: spread(_grown(figure, growth.get(agent, 0)), season._weights(), Decimal(1))
            for measure, figure in measures.items()
        }
        for number, month in enumerate(months):
            key = targets._key(month=month, agent_id=agent, partner_id=customer, categ_id=family)
            figures[key] = {measure: float(figures_of[number]) for measure, figures_of in parts.items()}
    targets._put(figures)
    _copy(world)


def _copy(world):
    """Next year's targets: those of this year plus five percent, month by month."""
    copy = world.env["agent.target.copy"].create(
        {"source": "targets", "profile": "same", "with_quantity": True}
    )
    copy.action_propose()
    copy.action_set()


def _grown(figure, percent):
    return raised(Decimal(str(figure)), Decimal(percent), STEP)


def _sold(world):
    """`SQL` of seller, key customer or main family, amount, quantity and margin of the last twelve months."""
    return SQL(
        """
        SELECT agent_id, key_customer, family_id, SUM(amount), SUM(quantity), SUM(margin)
          FROM (
            SELECT sold.*, CASE WHEN sold.partner_id = %(customer)s THEN sold.partner_id END AS key_customer,
                   CASE WHEN sold.partner_id <> %(customer)s
                        THEN SPLIT_PART(family.parent_path, '/', 1)::integer END AS family_id
              FROM (%(rows)s) AS sold
              JOIN product_category family ON family.id = sold.categ_id
             WHERE sold.date > %(since)s
          ) AS line
         GROUP BY agent_id, key_customer, family_id
        HAVING SUM(amount) >= %(least)s
         ORDER BY agent_id, key_customer, family_id
        """,
        customer=world.ref(KEY_CUSTOMER).id,
        rows=world.env["agent.sales.source"]._rows_query(),
        since=fields.Date.context_today(world.company) - timedelta(days=365),
        least=STEP * 10,
    )
