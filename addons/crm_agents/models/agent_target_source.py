from itertools import product

from odoo import api, models
from odoo.tools import SQL

from ..logic.target_bounds import Bounds
from .agent_target import MEASURES

# How narrow a target is, closest first: with its customer before without, with its brand before without, then the
# nearest family. In each combination of the three there is at most one target for a sale.
CRITERIA = ("partner_id", "brand_id", "categ_id")


# Months and sellers that are looked at (`logic.target_bounds.Bounds`), in the context.
BOUNDS_KEY = "target_bounds"
# Kinds of documents that are looked at, in the context: what is not asked for is not read.
KINDS_KEY = "target_kinds"
KINDS = ("sale", "last_year", "order")


class AgentTargetSource(models.AbstractModel):
    """Sales beside the targets they count toward: the one definition behind analysis, progress and drill-down.

    A sale counts toward one target, the closest that fits: of its customer before one of all customers, of its brand
    before one of all brands, of its own family before that of a family above, and those before one of all families.
    What fits none stands by itself, with its own customer, family and brand.
    """

    _name = "agent.target.source"
    _description = "Sales and the Targets They Count Toward"

    @api.model
    def _matched_query(self):
        """`SQL` of one row per sale, sale of a year before, and open order line, with the target it counts toward.

        `id` is unique; `kind` is sale, last_year or order; `document_id` the invoice or order. Customer, family and
        brand are those of the target, and of the sale where `target_id` is null. `month` is the month whose target it
        counts toward: for last year's sales a year later. Figures as in `agent.sales.source`.

        Bounds in the context (`BOUNDS_KEY`) are put where the sales are read. Conditions of searches stay outside
        (OFFSET 0): what they leave of a reckoned month or a seller of three sources the database cannot estimate, and
        would join the targets in loops.
        """
        levels = list(product((True, False), repeat=len(CRITERIA)))
        return SQL(
            """
            SELECT sale.id, sale.kind, sale.document_id, sale.company_id, sale.month, sale.agent_id,
                   target.id AS target_id,
                   CASE WHEN target.id IS NULL THEN sale.partner_id ELSE target.partner_id END AS partner_id,
                   CASE WHEN target.id IS NULL THEN sale.categ_id ELSE target.categ_id END AS categ_id,
                   CASE WHEN target.id IS NULL THEN sale.brand_id ELSE target.brand_id END AS brand_id,
                   sale.amount, sale.quantity, sale.margin
              FROM (%(facts)s) AS sale
              %(levels)s
         LEFT JOIN agent_target target ON target.id = COALESCE(%(found)s)
            OFFSET 0
            """,
            facts=self._facts_query(),
            levels=SQL(" ").join(self._level_join(number, level) for number, level in enumerate(levels)),
            found=SQL(", ").join(SQL.identifier(f"level_{number}", "id") for number in range(len(levels))),
            to_flush=[
                *(self.env["agent.target"]._fields[name] for name in ("company_id", "month", "agent_id")),
                *(self.env["agent.target"]._fields[name] for name in CRITERIA),
            ],
        )

    @api.model
    def _level_join(self, number, level):
        """`SQL` of the join of targets that say something on just those criteria that are true in `level`."""
        alias = SQL.identifier(f"level_{number}")
        names = [name for name, is_given in zip(CRITERIA, level, strict=True) if is_given]
        return SQL(
            "LEFT JOIN (%(targets)s) AS %(alias)s ON %(same)s",
            targets=self._family_targets(level) if "categ_id" in names else self._plain_targets(level),
            alias=alias,
            same=SQL(" AND ").join(
                SQL("%(alias)s.%(name)s = sale.%(name)s", alias=alias, name=SQL.identifier(name))
                for name in ("company_id", "month", "agent_id", *names)
            ),
        )

    @api.model
    def _level_condition(self, level):
        return SQL(" AND ").join(
            SQL("target.%s IS NOT NULL" if is_given else "target.%s IS NULL", SQL.identifier(name))
            for name, is_given in zip(CRITERIA, level, strict=True)
        )

    @api.model
    def _plain_targets(self, level):
        return SQL(
            """
            SELECT id, company_id, month, agent_id, partner_id, brand_id
              FROM agent_target target
             WHERE %s AND %s
            """,
            self._level_condition(level),
            self._within_bounds("month"),
        )

    @api.model
    def _family_targets(self, level):
        """`SQL` of the targets of families, one row for each family below of which it is the nearest with a target."""
        return SQL(
            """
            SELECT DISTINCT ON (company_id, month, agent_id, partner_id, brand_id, below.id)
                   target.id, company_id, month, agent_id, partner_id, brand_id, below.id AS categ_id
              FROM agent_target target
              JOIN product_category family ON family.id = target.categ_id
              JOIN product_category below ON below.parent_path LIKE family.parent_path || '%%'
             WHERE %(condition)s AND %(bounds)s
             ORDER BY company_id, month, agent_id, partner_id, brand_id, below.id, LENGTH(family.parent_path) DESC
            """,
            condition=self._level_condition(level),
            bounds=self._within_bounds("month"),
            to_flush=self.env["product.category"]._fields["parent_path"],
        )

    @api.model
    def _facts_query(self):
        """`SQL` of everything that is set against targets, before it is known which."""
        facts = {
            "sale": lambda: self._sales_facts("sale", 0),
            "last_year": lambda: self._sales_facts("last_year", 1),
            "order": self._order_facts,
        }
        kinds = self.env.context.get(KINDS_KEY) or KINDS
        return SQL(" UNION ALL ").join(facts[kind]() for kind in KINDS if kind in kinds)

    @api.model
    def _bounds(self):
        bounds = self.env.context.get(BOUNDS_KEY)
        return bounds if isinstance(bounds, Bounds) else Bounds()

    @api.model
    def _within_bounds(self, date, years=0):
        """`SQL` of the condition that the column `date`, of `years` before, and `agent_id` lie within the bounds."""
        bounds = self._bounds()
        first, end = bounds.earlier(years)
        conditions = [SQL("TRUE")]
        if first:
            conditions.append(SQL("%s >= %s", SQL.identifier(date), first))
        if end:
            conditions.append(SQL("%s < %s", SQL.identifier(date), end))
        if bounds.agents is not None:
            conditions.append(SQL("agent_id = ANY(%s)", list(bounds.agents)))
        return SQL(" AND ").join(conditions)

    @api.model
    def _sales_facts(self, kind, years):
        """`SQL` of the sales, set against the targets of the same month `years` later."""
        return SQL(
            """
            SELECT id * 4 + %(years)s AS id, %(kind)s AS kind, move_id AS document_id, company_id,
                   (date - (EXTRACT(DAY FROM date)::integer - 1) + make_interval(years => %(years)s))::date AS month,
                   agent_id, partner_id, categ_id, product_brand_id AS brand_id, amount, quantity, margin
              FROM (%(rows)s) AS sold
             WHERE %(bounds)s
            """,
            kind=kind,
            years=years,
            rows=self.env["agent.sales.source"]._rows_query(),
            bounds=self._within_bounds("date", years),
        )

    @api.model
    def _analysed_query(self):
        """`SQL` of the sums per target, and per month, seller, customer, family and brand of what has no target."""
        return SQL(
            """
            SELECT COALESCE(target_id::bigint * 4 + 3, MIN(id)) AS id,
                   company_id, month, agent_id, partner_id, categ_id, brand_id, target_id, %(sums)s
              FROM (
                SELECT id::bigint * 4 + 3 AS id, 'target' AS kind, company_id, month, agent_id, partner_id,
                       categ_id, brand_id, id AS target_id, amount, quantity, margin
                  FROM agent_target
                 WHERE %(bounds)s
                 UNION ALL
                SELECT id, kind, company_id, month, agent_id, partner_id, categ_id, brand_id, target_id,
                       amount, quantity, margin
                  FROM (%(matched)s) AS matched
              ) AS figure
             GROUP BY company_id, month, agent_id, partner_id, categ_id, brand_id, target_id
            """,
            sums=SQL(", ").join(
                SQL(
                    "COALESCE(SUM(%s) FILTER (WHERE kind = %s), 0) AS %s",
                    SQL.identifier(measure),
                    kind,
                    SQL.identifier(f"{kind}_{measure}"),
                )
                for kind in ("target", *KINDS)
                for measure in MEASURES
            ),
            matched=self._matched_query(),
            bounds=self._within_bounds("month"),
            to_flush=[self.env["agent.target"]._fields[measure] for measure in MEASURES],
        )
