from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.target_bounds import Bounds
from ..logic.target_scope import MEASURES
from .account_move_line_cost import SEE_COST
from .agent_target_source import BOUNDS_KEY

# Ratios in percent, as sums divided by sums: those of a group are not the mean of those of its rows.
RATIOS = {
    "deviation_percent": ("deviation_amount", "target_amount"),
    "quantity_deviation_percent": ("deviation_quantity", "target_quantity"),
    "margin_deviation_percent": ("deviation_margin", "target_margin"),
    "index": ("actual_amount", "last_year_amount"),
    "quantity_index": ("actual_quantity", "last_year_quantity"),
    "margin_index": ("actual_margin", "last_year_margin"),
}
# Lists that name the customer.
LISTS = {"account.move": "account.view_out_invoice_tree", "sale.order": "sale.view_order_tree"}
# What tells one row of a month from another.
DETAILS = ("company_id", "agent_id", "partner_id", "categ_id", "brand_id", "target_id")
MARGIN = {"readonly": True, "groups": SEE_COST}


class AgentTargetAnalysis(models.Model):
    """Targets against what was sold: one row per target, and per month, seller, customer, family and brand of the rest.

    Targets without a sale are there as well as sales without a target, so the sums of all rows are all targets and
    all sales. Company currency, without tax; credit notes count negative in the month of their date.
    """

    _name = "agent.target.analysis"
    _description = "Target Analysis"
    _auto = False
    _order = "month desc, agent_id, id"
    _depends = {
        "res.company": ["currency_id"],
        "res.partner": ["user_id"],
        "res.users": ["partner_id", "sale_team_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month = fields.Date(readonly=True)
    agent_id = fields.Many2one("res.partner", "Seller", readonly=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, help="The seller's log-in, or who looks after an outside agent."
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    categ_id = fields.Many2one("product.category", "Family", readonly=True)
    brand_id = fields.Many2one("product.brand", readonly=True)
    target_id = fields.Many2one("agent.target", "Target For", readonly=True)
    has_target = fields.Boolean("With Target", readonly=True)

    target_amount = fields.Monetary("Target", readonly=True)
    actual_amount = fields.Monetary("Actual", readonly=True)
    deviation_amount = fields.Monetary("Deviation", readonly=True, help="Actual less target.")
    deviation_percent = fields.Float("Deviation (%)", readonly=True, aggregator="avg", digits=(16, 1))
    last_year_amount = fields.Monetary(
        "Last Year",
        readonly=True,
        help="Sales of the same month a year before that would count toward the same.",
    )
    index = fields.Float(readonly=True, aggregator="avg", digits=(16, 1), help="Actual, last year being 100.")
    open_orders_amount = fields.Monetary(
        "Open Orders", readonly=True, help="Confirmed and in no invoice yet; shown in the running month."
    )
    forecast_amount = fields.Monetary(
        "Forecast",
        readonly=True,
        help="Of the running month, if its other working days bring as much as those that have passed, today "
        "included. Of other months what was sold.",
    )
    target_quantity = fields.Float(readonly=True, digits="Product Unit")
    actual_quantity = fields.Float(readonly=True, digits="Product Unit")
    deviation_quantity = fields.Float("Quantity Deviation", readonly=True, digits="Product Unit")
    quantity_deviation_percent = fields.Float(
        "Quantity Deviation (%)", readonly=True, aggregator="avg", digits=(16, 1)
    )
    last_year_quantity = fields.Float(readonly=True, digits="Product Unit")
    quantity_index = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    target_margin = fields.Monetary(**MARGIN)
    actual_margin = fields.Monetary(**MARGIN)
    deviation_margin = fields.Monetary("Margin Deviation", **MARGIN)
    margin_deviation_percent = fields.Float(
        "Margin Deviation (%)", aggregator="avg", digits=(16, 1), **MARGIN
    )
    last_year_margin = fields.Monetary(**MARGIN)
    margin_index = fields.Float(aggregator="avg", digits=(16, 1), **MARGIN)

    @property
    def _table_query(self):
        return SQL(
            """
            -- Found once: beside rows whose number cannot be estimated it would be found for each.
            WITH seller AS MATERIALIZED (%(sellers)s)
            SELECT figure.*, %(ratios)s
              FROM (
                SELECT row.id, row.company_id, company.currency_id, row.month, row.agent_id,
                       seller.user_id, seller.team_id, row.partner_id, row.categ_id, row.brand_id,
                       row.target_id, row.target_id IS NOT NULL AS has_target, %(figures)s,
                       row.order_amount AS open_orders_amount,
                       row.sale_amount * CASE WHEN row.month = %(month)s THEN COALESCE(running.factor, 1)
                                              ELSE 1 END AS forecast_amount
                  FROM (%(rows)s) AS row
                  JOIN res_company company ON company.id = row.company_id
             LEFT JOIN seller ON seller.id = row.agent_id
             LEFT JOIN (VALUES %(factors)s) AS running(company_id, factor)
                    ON running.company_id = row.company_id
              ) AS figure
            """,
            ratios=SQL(", ").join(
                SQL("%s AS %s", _percent(*map(SQL.identifier, parts)), SQL.identifier(name))
                for name, parts in RATIOS.items()
            ),
            figures=SQL(", ").join(_figures(measure) for measure in MEASURES),
            month=self.env["agent.target.source"]._running_month(),
            rows=self.env["agent.target.source"]._analysed_query(),
            sellers=self._sellers_query(),
            factors=SQL(", ").join(
                SQL("(%s, %s)", company.id, company._month_forecast_factor())
                for company in self.env.companies
            ),
        )

    @api.model
    def _sellers_query(self):
        """`SQL` of each seller's user and team: his own log-in's, an outside agent's those of who looks after him."""
        return SQL(
            """
            SELECT DISTINCT ON (id) id, user_id, team_id
              FROM (
                SELECT partner_id AS id, id AS user_id, sale_team_id AS team_id, 0 AS place
                  FROM res_users WHERE active AND share IS NOT TRUE
                 UNION ALL
                SELECT agent.id, users.id, users.sale_team_id, 1
                  FROM res_partner agent JOIN res_users users ON users.id = agent.user_id
                 WHERE agent.is_agent
              ) AS person
             ORDER BY id, place, user_id
            """
        )

    def _read_group_select(self, aggregate_spec, query):
        """Divide the sums: the mean of the percentages of rows says nothing about their group."""
        name, _colon, aggregator = aggregate_spec.partition(":")
        if name not in RATIOS or aggregator != "avg":
            return super()._read_group_select(aggregate_spec, query)
        return _percent(
            *(SQL("SUM(%s)", self._field_to_sql(self._table, part, query)) for part in RATIOS[name])
        )

    def action_open_documents(self):
        """Open the invoices and credit notes behind the actual figures of these rows."""
        return self._open_documents("sale", self.env._("Invoices behind the figure"), "account.move")

    def action_open_last_year(self):
        """Open the invoices and credit notes behind the figures of last year."""
        return self._open_documents("last_year", self.env._("Invoices of last year"), "account.move")

    def action_open_orders(self):
        """Open the orders that are not invoiced yet."""
        return self._open_documents("order", self.env._("Open orders"), "sale.order")

    def _open_documents(self, kind, name, model):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(self.env.ref(LISTS[model]).id, "list"), (False, "form")],
            "domain": [("id", "in", self._document_ids(kind))],
            "context": {"create": False, "default_move_type": "out_invoice"},
        }

    def _document_ids(self, kind):
        """Ids of the documents of `kind` (sale, last_year, order) whose lines make up these rows.

        Which of them the user may open is for the rules of the documents to say.
        """
        self.check_access("read")
        if not self:
            return []
        months = self.mapped("month")
        bounds = Bounds(min(months), max(months), frozenset(self.agent_id.ids))
        source = self.env["agent.target.source"].with_context(**{BOUNDS_KEY: bounds})
        columns = SQL(", ").join(SQL("COALESCE(%s, 0)", SQL.identifier(name)) for name in DETAILS)
        rows = [(row.month, *(row[name].id or 0 for name in DETAILS)) for row in self]
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT document_id
                  FROM (%(matched)s) AS line
                 WHERE (month, %(columns)s) IN %(rows)s
                """,
                matched=source._matched_query(source._documents_query(kind)),
                columns=columns,
                rows=tuple(rows),
            )
        )
        return [document for (document,) in found]


def _figures(measure):
    """`SQL` of the columns of a measure."""
    return SQL(
        "row.%(target)s, row.%(sale)s AS %(actual)s, row.%(sale)s - row.%(target)s AS %(deviation)s, row.%(last_year)s",
        **{
            name: SQL.identifier(f"{name}_{measure}")
            for name in ("target", "sale", "actual", "deviation", "last_year")
        },
    )


def _percent(part, whole):
    """`SQL` of what percentage of `whole` is `part`; null of nothing."""
    return SQL("100.0 * %s / NULLIF(%s, 0)", part, whole)
