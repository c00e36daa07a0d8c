from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

MONTHS = range(1, 13)
WEIGHTS = [f"weight_{month}" for month in MONTHS]


class AgentTargetSeason(models.Model):
    """How a year is divided among its months, typed: only the proportions of the weights count."""

    _name = "agent.target.season"
    _description = "Season of Targets"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    weight_1 = fields.Float("January", default=1.0, digits=(16, 2))
    weight_2 = fields.Float("February", default=1.0, digits=(16, 2))
    weight_3 = fields.Float("March", default=1.0, digits=(16, 2))
    weight_4 = fields.Float("April", default=1.0, digits=(16, 2))
    weight_5 = fields.Float("May", default=1.0, digits=(16, 2))
    weight_6 = fields.Float("June", default=1.0, digits=(16, 2))
    weight_7 = fields.Float("July", default=1.0, digits=(16, 2))
    weight_8 = fields.Float("August", default=1.0, digits=(16, 2))
    weight_9 = fields.Float("September", default=1.0, digits=(16, 2))
    weight_10 = fields.Float("October", default=1.0, digits=(16, 2))
    weight_11 = fields.Float("November", default=1.0, digits=(16, 2))
    weight_12 = fields.Float("December", default=1.0, digits=(16, 2))

    _not_negative = models.Constraint(
        "CHECK (LEAST({least}) >= 0 AND GREATEST({least}) > 0)".format(least=", ".join(WEIGHTS)),
        "Weights are not negative, and one of them at least is more than zero.",
    )

    def _weights(self):
        """The twelve weights, January first."""
        self.ensure_one()
        return [Decimal(str(round(self[name], 2))) for name in WEIGHTS]

    @api.model
    def _sold_in(self, year, agents):
        """`{seller (res.partner): his sales of the twelve months}` of a year, in the current company.

        Only proportions are taken from it, for whoever sets targets of these sellers.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT agent_id, EXTRACT(MONTH FROM date)::integer, SUM(amount)
                  FROM (%(rows)s) AS sold
                 WHERE date >= %(first)s AND date <= %(last)s AND company_id = %(company)s
                   AND agent_id = ANY(%(agents)s)
                 GROUP BY 1, 2
                """,
                rows=self.env["agent.sales.source"]._rows_query(),
                first=date(year, 1, 1),
                last=date(year, 12, 31),
                company=self.env.company.id,
                agents=agents.ids,
            )
        )
        profiles = {agent: [Decimal(0)] * 12 for agent in agents}
        for agent_id, month, amount in rows:
            profiles[self.env["res.partner"].browse(agent_id)][month - 1] = Decimal(str(round(amount, 2)))
        return profiles

    @api.model
    def _last_year_of(self, year, agent):
        """The twelve weights of a seller's year before; alike where he has not sold a whole year."""
        [profile] = self._sold_in(year - 1, agent).values()
        return profile if all(figure > 0 for figure in profile) else [Decimal(1)] * 12
