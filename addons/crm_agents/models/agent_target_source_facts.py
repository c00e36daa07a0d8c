from odoo import api, models
from odoo.tools import SQL

from ..logic.target_bounds import Bounds
from ..logic.target_scope import DETAILS, KINDS, Scope
from .agent_target_source import BOUNDS_KEY, SCOPE_KEY


class AgentTargetSource(models.AbstractModel):
    """What is set against targets, before it is known which: read within bounds, added up as far as it may be."""

    _inherit = "agent.target.source"

    @api.model
    def _bounds(self):
        bounds = self.env.context.get(BOUNDS_KEY)
        return bounds if isinstance(bounds, Bounds) else Bounds()

    @api.model
    def _scope(self):
        scope = self.env.context.get(SCOPE_KEY)
        return scope if isinstance(scope, Scope) else Scope()

    @api.model
    def _within_bounds(self, date, years=0):
        """`SQL` of the condition that the column `date`, of `years` before, and `agent_id` lie within the bounds."""
        bounds = self._bounds()
        first, end = bounds.earlier(years)
        if bounds.agents is not None and not bounds.agents:
            return SQL("FALSE")  # that nobody is found, is known before anything is read
        conditions = [SQL("TRUE")]
        if first:
            conditions.append(SQL("%s >= %s", SQL.identifier(date), first))
        if end:
            conditions.append(SQL("%s < %s", SQL.identifier(date), end))
        if bounds.agents is not None:
            conditions.append(SQL("agent_id = ANY(%s)", list(bounds.agents)))
        return SQL(" AND ").join(conditions)

    @api.model
    def _facts_query(self, criteria):
        """`SQL` of the facts, added up by month, seller and what of customer, family and brand matters.

        They matter where the scope asks for them and where targets do. Targets are looked for after that: it takes time
        for each row.

        :param criteria: what some target says something on
        """
        details = {*self._scope().details, *criteria}
        columns = SQL(", ").join(
            SQL(
                "%s AS %s",
                SQL.identifier(name) if name in details else SQL("NULL::integer"),
                SQL.identifier(f"sale_{name}"),
            )
            for name in DETAILS
        )
        facts = [
            SQL(
                """
                SELECT MIN(id) AS id, %(kind)s AS kind, company_id,
                       (month + make_interval(years => %(years)s))::date AS month, agent_id, %(columns)s, %(sums)s
                  FROM (%(lines)s) AS line
                 GROUP BY company_id, line.month, agent_id, sale_partner_id, sale_categ_id, sale_brand_id
                """,
                kind=kind,
                years=1 if kind == "last_year" else 0,
                columns=columns,
                sums=SQL(", ").join(
                    SQL("SUM(%s) AS %s", SQL.identifier(measure), SQL.identifier(measure))
                    for measure in self._scope().measures
                ),
                lines=self._lines_query(kind),
            )
            for kind in KINDS
            if kind in self._scope().kinds
        ]
        return SQL(" UNION ALL ").join(facts)

    @api.model
    def _documents_query(self, kind):
        """`SQL` of the single lines of a kind, with their `document_id`, as facts for `_matched_query`."""
        return SQL(
            """
            SELECT id, document_id, company_id, (month + make_interval(years => %(years)s))::date AS month, agent_id,
                   partner_id AS sale_partner_id, categ_id AS sale_categ_id, brand_id AS sale_brand_id
              FROM (%(lines)s) AS line
            """,
            years=1 if kind == "last_year" else 0,
            lines=self._lines_query(kind),
        )

    @api.model
    def _lines_query(self, kind):
        """`SQL` of the lines sold, or ordered and not invoiced, within the bounds, by the month of the document."""
        if kind == "order":
            return self._order_lines()
        years = 1 if kind == "last_year" else 0
        return SQL(
            """
            SELECT id * 4 + %(years)s AS id, move_id AS document_id, company_id,
                   date - (EXTRACT(DAY FROM date)::integer - 1) AS month,
                   agent_id, partner_id, categ_id, product_brand_id AS brand_id, amount, quantity, margin
              FROM (%(rows)s) AS sold
             WHERE %(bounds)s
            """,
            years=years,
            rows=self.env["agent.sales.source"]._rows_query(self._bounds().agents),
            bounds=self._within_bounds("date", years),
        )
