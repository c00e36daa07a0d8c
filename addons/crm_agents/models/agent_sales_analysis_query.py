from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from .agent_item_row_mixin import AGENTS_KEY

# A row of the past is counted once more so much later: grouped by months, quarters or years, what was sold then
# stands beside what was sold now.
SHIFTS = {
    "sold": "0 months",
    "previous_month": "1 month",
    "previous_quarter": "3 months",
    "last_year": "12 months",
}
COMPARED = tuple(SHIFTS)[1:]
MEASURES = ("amount", "quantity", "cost", "margin")
# Reckoned from the sums of a group, never from the figures of its rows: (of what, per what).
PERCENTS = {
    f"{name}{suffix}": (f"margin{suffix}", f"{base}{suffix}")
    for suffix in ("", *(f"_{kind}" for kind in COMPARED))
    for name, base in (("margin_percent", "amount"), ("profitability_index", "cost"))
}
CHANGES = {f"change_{kind}": f"amount_{kind}" for kind in COMPARED}


class AgentSalesAnalysis(models.Model):
    """The rows of the sales analysis, and how groups of them are reckoned."""

    _inherit = "agent.sales.analysis"

    @property
    def _table_query(self):
        kinds = self._kinds()
        first, last = self.env.context.get("sales_dates", (None, None))
        return SQL(
            """
            SELECT *, %(percents)s, %(changes)s FROM (
                SELECT sale.id << 2 | view.number AS id, view.kind, %(date)s AS date, sale.date AS document_date,
                       sale.move_id, sale.line_id, sale.agent_id, sale.share, sale.user_id, sale.team_id,
                       sale.partner_id, (%(first_group)s) AS customer_group_id,
                       customer.state_id, customer.country_id,
                       sale.product_id, sale.categ_id, sale.product_brand_id, sale.company_id, sale.currency_id,
                       %(measures)s
                  FROM (%(rows)s) AS sale
            CROSS JOIN (VALUES %(kinds)s) AS view (number, kind, shift)
             LEFT JOIN res_partner customer ON customer.id = sale.partner_id
                 WHERE %(within)s
            ) AS counted
            """,
            rows=self.env["agent.sales.source"]._rows_query(self.env.context.get(AGENTS_KEY)),
            # Without the past the index on dates serves filters and order.
            date=SQL("sale.date") if kinds == ("sold",) else SQL("(sale.date + view.shift)::date"),
            kinds=SQL(", ").join(
                SQL("(%s, %s, %s::interval)", tuple(SHIFTS).index(kind), kind, SHIFTS[kind]) for kind in kinds
            ),
            measures=SQL(", ").join(self._measure_columns()),
            percents=SQL(", ").join(self._percent_columns()),
            changes=SQL(", ").join(self._change_columns()),
            first_group=self._first_group(),
            within=self._within(first, last),
        )

    @api.model
    def _kinds(self):
        """The kinds of rows that are looked at: all, those named in the context, or what was sold only."""
        wanted = self.env.context.get("sales_comparison")
        if not wanted:
            return ("sold",)
        return tuple(SHIFTS) if wanted is True else ("sold", *(kind for kind in COMPARED if kind in wanted))

    def _measure_columns(self):
        for number, kind in enumerate(SHIFTS):
            for name in MEASURES:
                yield SQL(
                    "CASE WHEN view.number = %s THEN sale.%s ELSE 0 END AS %s",
                    number,
                    SQL.identifier(name),
                    SQL.identifier(name if kind == "sold" else f"{name}_{kind}"),
                )

    def _percent_columns(self):
        for name, (part, whole) in PERCENTS.items():
            yield SQL("%s AS %s", _percent(SQL.identifier(part), SQL.identifier(whole)), SQL.identifier(name))

    def _change_columns(self):
        for name, before in CHANGES.items():
            change = SQL("amount - %s", SQL.identifier(before))
            yield SQL("%s AS %s", _percent(change, SQL.identifier(before)), SQL.identifier(name))

    def _first_group(self):
        group = self.env["crm.customer.group"]
        return SQL(
            """
            SELECT member.id
              FROM crm_customer_group_partner_rel membership
              JOIN crm_customer_group member ON member.id = membership.group_id
             WHERE membership.partner_id = sale.partner_id AND member.active
          ORDER BY member.complete_name, member.id
             LIMIT 1
            """,
            to_flush=[group._fields[name] for name in ("partner_ids", "active", "complete_name")],
        )

    def _within(self, first, last):
        """`SQL` that keeps to the days that can matter: the index on dates knows nothing of dates moved later.

        From the end of a month a month later can be up to three days short of the same day.
        """
        if not first and not last:
            return SQL("TRUE")
        ranges = []
        for kind in self._kinds():
            bounds = []
            if first:
                bounds.append(SQL("sale.date >= (%s::date - %s::interval)::date", first, SHIFTS[kind]))
            if last:
                slack = 0 if kind == "sold" else 3
                bounds.append(
                    SQL("sale.date <= (%s::date - %s::interval)::date + %s", last, SHIFTS[kind], slack)
                )
            ranges.append(SQL("(%s)", SQL(" AND ").join(bounds)))
        return SQL("(%s)", SQL(" OR ").join(ranges))

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **options):
        """Tell the query which days the domain leaves."""
        bounded = self.with_context(sales_dates=self._dates_left(fields.Domain(domain).optimize(self)))
        return super(AgentSalesAnalysis, bounded)._search(domain, offset, limit, order, **options)

    @api.model
    def _dates_left(self, domain):
        """The first and the last day that the conditions of a domain on `date` leave; None where they are open."""
        first = last = None
        conditions = domain.children if getattr(domain, "OPERATOR", None) == "&" else [domain]
        for condition in conditions:
            if getattr(condition, "field_expr", None) != "date" or not isinstance(condition.value, date):
                continue
            if condition.operator in (">", ">="):
                first = max(filter(None, (first, condition.value)))
            elif condition.operator in ("<", "<="):
                last = min(filter(None, (last, condition.value)))
        return first, last

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), *args, **options):
        """Look at the past as far as the measures ask for it."""
        asking = self._comparing(aggregates)
        return super(AgentSalesAnalysis, asking)._read_group(domain, groupby, aggregates, *args, **options)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        """As `_read_group`."""
        asking = self._comparing(aggregates)
        return super(AgentSalesAnalysis, asking)._read_grouping_sets(domain, grouping_sets, aggregates, order)

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        """A grouped list counts all the rows that it shows when a group is opened."""
        every = self.with_context(sales_every_row=True)
        return super(AgentSalesAnalysis, every).web_read_group(domain, groupby, *args, **options)

    def _comparing(self, aggregates):
        if self.env.context.get("sales_every_row"):
            return self
        asked = " ".join(aggregates)
        return self.with_context(sales_comparison=[kind for kind in COMPARED if f"_{kind}:" in asked])

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Percentages and the index are those of the sums: an average of percentages is the percentage of nothing."""
        name = aggregate_spec.partition(":")[0]
        if name not in PERCENTS and name not in CHANGES:
            return super()._read_group_select(aggregate_spec, query)
        self._check_field_access(self._fields[name], "read")
        part, whole = PERCENTS.get(name, ("amount", CHANGES.get(name)))
        part, whole = (
            SQL("SUM(%s)", self._field_to_sql(self._table, field, query)) for field in (part, whole)
        )
        return _percent(SQL("%s - %s", part, whole) if name in CHANGES else part, whole)


def _percent(part, whole):
    return SQL("100 * (%s) / NULLIF(%s, 0)", part, whole)
