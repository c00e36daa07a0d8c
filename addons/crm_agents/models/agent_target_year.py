from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.target_scope import MEASURES
from .account_move_line_cost import SEE_COST
from .agent_target import KEY, SELLER_DOMAIN
from .agent_target_season import MONTHS

COLUMNS = [f"month_{month}" for month in MONTHS]
QUARTERS = [f"quarter_{quarter}" for quarter in range(1, 5)]
# What names a row, besides the measure.
ROW_KEY = ("company_id", "year", "agent_id", "partner_id", "categ_id", "brand_id")


class AgentTargetYear(models.Model):
    """The targets of a year as a sheet: a row per seller, customer, family, brand and measure, a column per month.

    A view on `agent.target` that can be written: what is typed into a month is that month's target, what is typed
    into a quarter or the year is laid over its months in the proportions that they have.
    """

    _name = "agent.target.year"
    _description = "Targets of a Year"
    _auto = False
    _order = "year desc, agent_id, id"
    _rec_name = "agent_id"
    _depends = {"agent.target": [*KEY, *MEASURES], "res.company": ["currency_id"]}

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: fields.Date.context_today(self).year
    )
    agent_id = fields.Many2one("res.partner", "Seller", required=True, domain=SELLER_DOMAIN)
    partner_id = fields.Many2one(
        "res.partner", "Customer", domain="[('parent_id', '=', False), ('customer_rank', '>', 0)]"
    )
    categ_id = fields.Many2one("product.category", "Family")
    brand_id = fields.Many2one("product.brand")
    measure = fields.Selection(
        [("amount", "Amount"), ("quantity", "Quantity"), ("margin", "Margin")],
        required=True,
        default="amount",
    )
    month_1 = fields.Float("Jan", digits=(16, 2))
    month_2 = fields.Float("Feb", digits=(16, 2))
    month_3 = fields.Float("Mar", digits=(16, 2))
    month_4 = fields.Float("Apr", digits=(16, 2))
    month_5 = fields.Float("May", digits=(16, 2))
    month_6 = fields.Float("Jun", digits=(16, 2))
    month_7 = fields.Float("Jul", digits=(16, 2))
    month_8 = fields.Float("Aug", digits=(16, 2))
    month_9 = fields.Float("Sep", digits=(16, 2))
    month_10 = fields.Float("Oct", digits=(16, 2))
    month_11 = fields.Float("Nov", digits=(16, 2))
    month_12 = fields.Float("Dec", digits=(16, 2))
    quarter_1 = fields.Float(digits=(16, 2))
    quarter_2 = fields.Float(digits=(16, 2))
    quarter_3 = fields.Float(digits=(16, 2))
    quarter_4 = fields.Float(digits=(16, 2))
    total = fields.Float("Year's Total", digits=(16, 2))

    @property
    def _table_query(self):
        measures = [name for name in MEASURES if self._may_see(name)]
        return SQL(
            """
            SELECT MIN(target.id)::bigint * 4 + measure.place AS id,
                   company_id, EXTRACT(YEAR FROM month)::integer AS year, agent_id, partner_id, categ_id, brand_id,
                   measure.measure, %(periods)s, SUM(measure.value) AS total
              FROM agent_target target
             CROSS JOIN LATERAL (VALUES %(measures)s) AS measure(place, measure, value)
             GROUP BY company_id, EXTRACT(YEAR FROM month), agent_id, partner_id, categ_id, brand_id,
                      measure.place, measure.measure
            HAVING SUM(ABS(measure.value)) > 0
                OR measure.place = 0 AND BOOL_AND(%(is_idle)s)
            """,
            periods=SQL(", ").join(_period_sums()),
            is_idle=SQL(" AND ").join(
                SQL("COALESCE(%s, 0) = 0", SQL.identifier("target", name)) for name in MEASURES
            ),
            measures=SQL(", ").join(
                SQL("(%s, %s, COALESCE(%s, 0))", MEASURES.index(name), name, SQL.identifier("target", name))
                for name in measures
            ),
        )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer the margin to those who may see margins."""
        result = super().fields_get(allfields, attributes)
        if "selection" in result.get("measure", {}):
            result["measure"]["selection"] = [
                item for item in result["measure"]["selection"] if self._may_see(item[0])
            ]
        return result

    @api.model
    def _may_see(self, measure):
        return measure != "margin" or self.env.su or self.env.user.has_groups(SEE_COST)

    @api.depends("agent_id", "partner_id", "categ_id", "brand_id", "year")
    def _compute_display_name(self):
        for row in self:
            names = [row[name].display_name for name in ROW_KEY[2:] if row[name]]
            row.display_name = " · ".join([str(row.year), *names])


def _period_sums():
    """`SQL` of the columns of months and quarters."""
    for number, name in enumerate(COLUMNS, 1):
        yield SQL(
            "COALESCE(SUM(measure.value) FILTER (WHERE EXTRACT(MONTH FROM month) = %s), 0) AS %s",
            number,
            SQL.identifier(name),
        )
    for number, name in enumerate(QUARTERS, 1):
        yield SQL(
            "COALESCE(SUM(measure.value) FILTER (WHERE EXTRACT(QUARTER FROM month) = %s), 0) AS %s",
            number,
            SQL.identifier(name),
        )
