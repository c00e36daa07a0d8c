from itertools import product

from odoo import api, models
from odoo.tools import SQL

from ..logic.target_scope import DETAILS, KINDS, MEASURES

# How narrow a target is, closest first: with its customer before without, with its brand before without, then the
# nearest family. In each combination of the three there is at most one target for a sale.
CRITERIA = ("partner_id", "brand_id", "categ_id")
# Months and sellers that are looked at (`logic.target_bounds.Bounds`), in the context.
BOUNDS_KEY = "target_bounds"
# What of them is asked for (`logic.target_scope.Scope`), in the context.
SCOPE_KEY = "target_scope"


class AgentTargetSource(models.AbstractModel):
    """Sales beside the targets they count toward: the one definition behind analysis, progress and drill-down.

    A sale counts toward one target, the closest that fits: of its customer before one of all customers, of its brand
    before one of all brands, of its own family before that of a family above, and those before one of all families.
    What fits none stands by itself, with its own customer, family and brand.
    """

    _name = "agent.target.source"
    _description = "Sales and the Targets They Count Toward"

    @api.model
    def _matched_query(self, facts=None):
        """`SQL` of sales, sales of a year before, and open orders, added up, each with the target it counts toward.

        `id` is unique; `kind` is sale, last_year or order. Customer, family and brand are those of the target, and of
        the sale where `target_id` is null. `month` is the month whose target it counts toward: for last year's sales a
        year later. Figures as in `agent.sales.source`.

        Bounds and scope in the context are put where the sales are read. Conditions of searches stay outside
        (OFFSET 0): what they leave of a reckoned month or a seller of three sources the database cannot estimate, and
        would join the targets in loops.

        :param facts: what to match, else all, from `_facts_query`
        """
        levels = self._levels()
        found = SQL(", ").join(
            [
                *(SQL.identifier(f"level_{number}", "id") for number in range(len(levels))),
                SQL("NULL::integer"),
            ]
        )
        return SQL(
            """
            SELECT sale.*, target.id AS target_id, %(criteria)s
              FROM (%(facts)s) AS sale
              %(levels)s
         LEFT JOIN agent_target target ON target.id = COALESCE(%(found)s)
            OFFSET 0
            """,
            criteria=SQL(", ").join(self._criterion(name) for name in CRITERIA),
            facts=facts
            or self._facts_query([name for name, *told in zip(CRITERIA, *levels, strict=True) if any(told)]),
            levels=SQL(" ").join(self._level_join(number, level) for number, level in enumerate(levels)),
            found=found,
            to_flush=[
                *(self.env["agent.target"]._fields[name] for name in ("company_id", "month", "agent_id")),
                *(self.env["agent.target"]._fields[name] for name in CRITERIA),
            ],
        )

    @api.model
    def _criterion(self, name):
        """`SQL` of customer, family or brand of a row: the target's, else the sale's; null where nobody asks."""
        if name not in self._scope().details:
            return SQL("NULL::integer AS %s", SQL.identifier(name))
        return SQL(
            "CASE WHEN target.id IS NULL THEN %s ELSE %s END AS %s",
            SQL.identifier("sale", f"sale_{name}"),
            SQL.identifier("target", name),
            SQL.identifier(name),
        )

    @api.model
    def _levels(self):
        """The combinations of criteria, closest first, by which there are targets at all: mostly one or two."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %s FROM agent_target WHERE %s",
                SQL(", ").join(SQL("%s IS NOT NULL", SQL.identifier(name)) for name in CRITERIA),
                self._within_bounds("month"),
                to_flush=[
                    self.env["agent.target"]._fields[name] for name in (*CRITERIA, "month", "agent_id")
                ],
            )
        )
        return [level for level in product((True, False), repeat=len(CRITERIA)) if level in rows]

    @api.model
    def _level_join(self, number, level):
        """`SQL` of the join of targets that say something on just those criteria that are true in `level`."""
        alias = SQL.identifier(f"level_{number}")
        names = [name for name, is_given in zip(CRITERIA, level, strict=True) if is_given]
        columns = {name: name for name in ("company_id", "month", "agent_id")}
        columns |= {name: f"sale_{name}" for name in names}
        return SQL(
            "LEFT JOIN (%(targets)s) AS %(alias)s ON %(same)s",
            targets=self._family_targets(level) if "categ_id" in names else self._plain_targets(level),
            alias=alias,
            same=SQL(" AND ").join(
                SQL("%s.%s = sale.%s", alias, SQL.identifier(name), SQL.identifier(column))
                for name, column in columns.items()
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
    def _analysed_query(self):
        """`SQL` of the sums per target, and per month, seller, customer, family and brand of what has no target.

        Customer, family and brand are kept apart as far as the scope asks; measures and kinds beyond it are 0.
        """
        details = self._scope().details
        columns = SQL("company_id, month, agent_id, partner_id, categ_id, brand_id, target_id")
        targets = SQL(", ").join(
            SQL.identifier(name) if name in details else SQL("NULL::integer AS %s", SQL.identifier(name))
            for name in DETAILS
        )
        measures = SQL(", ").join(map(SQL.identifier, self._scope().measures))
        matched = SQL(
            "UNION ALL SELECT id, kind, %s, %s FROM (%s) AS matched", columns, measures, self._matched_query()
        )
        return SQL(
            """
            SELECT COALESCE(target_id::bigint * 4 + 3, MIN(id)) AS id, %(columns)s, %(sums)s
              FROM (
                SELECT id::bigint * 4 + 3 AS id, 'target' AS kind, company_id, month, agent_id, %(targets)s,
                       id AS target_id, %(measures)s
                  FROM agent_target
                 WHERE %(bounds)s
                 %(matched)s
              ) AS figure
             GROUP BY %(columns)s
            """,
            columns=columns,
            targets=targets,
            measures=measures,
            sums=SQL(", ").join(
                self._sum(kind, measure) for kind in ("target", *KINDS) for measure in MEASURES
            ),
            matched=matched if self._scope().kinds else SQL(),
            bounds=self._within_bounds("month"),
            to_flush=[self.env["agent.target"]._fields[measure] for measure in MEASURES],
        )

    @api.model
    def _sum(self, kind, measure):
        name, scope = SQL.identifier(f"{kind}_{measure}"), self._scope()
        if measure not in scope.measures or kind not in ("target", *scope.kinds):
            return SQL("0::numeric AS %s", name)
        return SQL("COALESCE(SUM(%s) FILTER (WHERE kind = %s), 0) AS %s", SQL.identifier(measure), kind, name)
