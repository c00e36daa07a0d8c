from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic import target_forecast
from ..logic.target_bounds import Bounds, bounds_of
from ..logic.target_periods import month_of, quarter_of, year_of
from ..logic.target_scope import MEASURES, Scope
from .account_move_line_cost import SEE_COST
from .agent_target_source import BOUNDS_KEY, SCOPE_KEY

SPANS = {"month": month_of, "quarter": quarter_of, "year": year_of}
# The one span that is looked at, in the context, if not all: its months alone are then read, and no open orders.
SPAN_KEY = "target_span"
# The sellers that a search can find at most (ids), in the context: others' sales are not read.
SELLERS_KEY = "target_sellers"
# Room for the seller and the span below the company in one number, so that a row keeps its id.
COMPANY_SHIFT = 2**34


class AgentTargetProgress(models.Model):
    """How a seller stands to his targets of the running month, quarter and year: what the bars on his page show.

    Only what counts toward a target: who has one for a brand only is not praised for all the rest.
    """

    _name = "agent.target.progress"
    _description = "Progress Toward Targets"
    _auto = False
    _order = "agent_id, id"
    _rec_name = "agent_id"
    _depends = {"agent.target.analysis": ["currency_id"]}

    span = fields.Selection([("month", "Month"), ("quarter", "Quarter"), ("year", "Year")], readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    agent_id = fields.Many2one("res.partner", "Seller", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("Until", readonly=True)
    days = fields.Integer("Working Days", readonly=True, aggregator=None)
    days_passed = fields.Integer("Working Days Passed", readonly=True, aggregator=None)
    target_amount = fields.Monetary("Target", readonly=True)
    actual_amount = fields.Monetary("Actual", readonly=True)
    missing_amount = fields.Monetary(
        "Missing", readonly=True, help="What is left to sell; nothing once reached."
    )
    open_orders_amount = fields.Monetary("Open Orders", readonly=True)
    forecast_amount = fields.Monetary("Forecast", readonly=True)
    target_quantity = fields.Float(readonly=True, digits="Product Unit")
    actual_quantity = fields.Float(readonly=True, digits="Product Unit")
    target_margin = fields.Monetary(readonly=True, groups=SEE_COST)
    actual_margin = fields.Monetary(readonly=True, groups=SEE_COST)
    amount_percent = fields.Float("Achieved (%)", compute="_compute_percents", digits=(16, 0))
    quantity_percent = fields.Float("Quantity Achieved (%)", compute="_compute_percents", digits=(16, 0))
    margin_percent = fields.Float(
        "Margin Achieved (%)", compute="_compute_margin_percent", digits=(16, 0), groups=SEE_COST
    )
    time_percent = fields.Float("Time Passed (%)", compute="_compute_percents", digits=(16, 0))
    pace = fields.Selection(
        [("reached", "Reached"), ("on_track", "On track"), ("near", "Nearly"), ("behind", "Behind")],
        compute="_compute_percents",
        help="What is sold against what should be sold by now, after the working days that have passed.",
    )

    @property
    def _table_query(self):
        year = year_of(fields.Date.context_today(self))
        return SQL(
            """
            SELECT row.company_id * %(shift)s + row.agent_id * 4 + span.place AS id,
                   span.span, span.date_from, span.date_to, span.days, span.days_passed,
                   row.company_id, row.currency_id, row.agent_id, row.user_id, row.team_id,
                   GREATEST(SUM(row.target_amount) - SUM(row.actual_amount), 0) AS missing_amount,
                   SUM(row.actual_amount) * span.factor AS forecast_amount,
                   SUM(row.open_orders_amount) AS open_orders_amount, %(figures)s
              FROM (VALUES %(spans)s)
                   AS span(company_id, place, span, date_from, date_to, days, days_passed, factor)
              JOIN (%(analysis)s) AS row
                ON row.company_id = span.company_id AND row.month BETWEEN span.date_from AND span.date_to
             WHERE row.has_target AND row.month BETWEEN %(first)s AND %(last)s
             GROUP BY row.company_id, row.currency_id, row.agent_id, row.user_id, row.team_id, span.place,
                      span.span, span.date_from, span.date_to, span.days, span.days_passed, span.factor
            """,
            shift=COMPANY_SHIFT,
            figures=SQL(", ").join(_sums(measure) for measure in MEASURES),
            spans=SQL(", ").join(self._span_rows()),
            analysis=self._analysis()._table_query,
            first=year.first,
            last=year.months[-1],
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Tell the query which sellers the domain leaves."""
        domain = Domain(domain).optimize(self)
        sellers = bounds_of(list(domain), _sellers_of_condition).agents
        bounded = self.with_context(**{SELLERS_KEY: sellers})
        return super(AgentTargetProgress, bounded)._search(domain, *args, **kwargs)

    @api.model
    def _with_targets(self, domain, span, limit):
        """The first sellers (res.partner) of whom there are rows of the running `span`, in the order of the rows.

        :param domain: on company and seller, as the rows are searched
        """
        period = SPANS[span](fields.Date.context_today(self))
        months = Domain("month", ">=", period.first) & Domain("month", "<=", period.months[-1])
        rows = self.env["agent.target"]._read_group(
            domain & months, ["agent_id"], order="agent_id", limit=limit
        )
        return self.env["res.partner"].concat(*(seller for (seller,) in rows))

    @api.model
    def _analysis(self):
        """The analysis of what is shown, of the sellers with targets whose figures the user may see."""
        analysis, span = self.env["agent.target.analysis"], self.env.context.get(SPAN_KEY)
        period = SPANS[span or "year"](fields.Date.context_today(self))
        # sudo: who has targets is read to leave the others out; whose figures are shown is for the rules
        targets = self.env["agent.target"].sudo()
        known = targets._read_group(
            [("month", ">=", period.first), ("month", "<=", period.months[-1])], ["agent_id"]
        )
        bounds = Bounds(period.first, period.months[-1], frozenset(agent.id for (agent,) in known))
        bounds = bounds.both(Bounds(agents=self.env.context.get(SELLERS_KEY)))
        if not self.env.su:
            bounds = bounds.both(analysis._permitted_bounds())
        kinds = ("sale",) if span else ("sale", "order")
        return analysis.with_context(**{BOUNDS_KEY: bounds, SCOPE_KEY: Scope(kinds, details=())})

    @api.model
    def _span_rows(self):
        """`SQL` of a row per company and span: its months, and how far it has come."""
        today = fields.Date.context_today(self)
        for company in self.env.companies:
            for place, (span, find) in enumerate(SPANS.items()):
                if span != self.env.context.get(SPAN_KEY, span):
                    continue
                period = find(today)
                progress = company._period_progress(period)
                yield SQL(
                    "(%s, %s, %s, %s::date, %s::date, %s, %s, %s)",
                    *(company.id, place, span, period.first, fields.Date.subtract(period.end, days=1)),
                    *(progress.days, progress.passed, target_forecast.factor(progress)),
                )

    @api.depends(
        "target_amount", "actual_amount", "target_quantity", "actual_quantity", "days", "days_passed"
    )
    def _compute_percents(self):
        for row in self:
            period = target_forecast.Progress(row.days, row.days_passed)
            row.amount_percent = _percent(row.actual_amount, row.target_amount)
            row.quantity_percent = _percent(row.actual_quantity, row.target_quantity)
            row.time_percent = float(100 * period.share)
            # A seller whose targets are all in pieces is judged by pieces.
            figures = (
                (row.actual_amount, row.target_amount)
                if row.target_amount or not row.target_quantity
                else (row.actual_quantity, row.target_quantity)
            )
            row.pace = target_forecast.pace(*(Decimal(str(figure)) for figure in figures), period)

    @api.depends("target_margin", "actual_margin")
    def _compute_margin_percent(self):
        for row in self:
            row.margin_percent = _percent(row.actual_margin, row.target_margin)

    def action_open_analysis(self):
        """Open the targets that the bar is made of, with what was sold toward each."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_target_analysis")
        return {
            **action,
            "name": self.display_name,
            "domain": [
                ("agent_id", "=", self.agent_id.id),
                ("company_id", "=", self.company_id.id),
                ("has_target", "=", True),
                ("month", ">=", self.date_from),
                ("month", "<=", self.date_to),
            ],
            "context": {},
            "view_mode": "list,pivot,graph,kanban",
        }


def _sellers_of_condition(name, operator, value):
    """`Bounds` of the sellers that a condition of an optimized domain can find."""
    named = (
        name == "agent_id" and operator == "in" and all(isinstance(agent, int) and agent for agent in value)
    )
    return Bounds(agents=frozenset(value)) if named else Bounds()


def _sums(measure):
    """`SQL` of a measure's target and of what counts toward it.

    Pieces and margin count where they are asked; money wherever there is a target, because who is asked for pieces of
    one brand is to sell them toward his total too.
    """
    target, actual = SQL.identifier(f"target_{measure}"), SQL.identifier(f"actual_{measure}")
    asked = SQL("TRUE") if measure == "amount" else SQL("row.%s <> 0", target)
    return SQL(
        "SUM(row.%(target)s) AS %(target)s, COALESCE(SUM(row.%(actual)s) FILTER (WHERE %(asked)s), 0) AS %(actual)s",
        target=target,
        actual=actual,
        asked=asked,
    )


def _percent(part, whole):
    """What percentage of `whole` is `part`; 0 where nothing was asked."""
    return 100 * part / whole if whole else 0.0
