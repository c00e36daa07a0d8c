from collections.abc import Collection

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.date_utils import parse_date

from ..logic.target_bounds import Bounds, bounds_of
from ..logic.target_scope import scope_of
from .agent_target_source import BOUNDS_KEY, SCOPE_KEY


class AgentTargetAnalysis(models.Model):
    """What a search cannot find, and sums do not ask for, is not read: bounds and scope go where the sales are read."""

    _inherit = "agent.target.analysis"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Let no more be added up than what the domain, and the rules, can find."""
        domain = Domain(domain).optimize(self)
        bounds = bounds_of(list(domain), self._bounds_of_condition)
        if not (self.env.su or bypass_access):
            bounds = bounds.both(self._permitted_bounds())
        bounded = self.with_context(**{BOUNDS_KEY: bounds})
        return super(AgentTargetAnalysis, bounded)._search(
            domain, *args, bypass_access=bypass_access, **kwargs
        )

    def _as_query(self, ordered=True):
        """Look for these rows in their months only."""
        bounds = self._bounds_of_condition("id", "in", self._ids)
        return super(AgentTargetAnalysis, self.with_context(**{BOUNDS_KEY: bounds}))._as_query(ordered)

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), *args, **options):
        """Read what the sums ask for."""
        asking = self._asking(domain, groupby, [*aggregates, *_names(having)])
        return super(AgentTargetAnalysis, asking)._read_group(
            domain, groupby, aggregates, having, *args, **options
        )

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        """As `_read_group`."""
        asking = self._asking(domain, [spec for groupby in grouping_sets for spec in groupby], aggregates)
        return super(AgentTargetAnalysis, asking)._read_grouping_sets(
            domain, grouping_sets, aggregates, order
        )

    def _asking(self, domain, groupby, aggregates):
        """Return the model with the scope that a query needs; where rows are counted, all of them."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read") if not self.env.su else []
        specs = [*groupby, *aggregates, *_names(domain), *_names(rules)]
        names = {spec.partition(":")[0].partition(".")[0] for spec in specs}
        every_row = bool(names & {"__count", "id"}) or any(":count" in spec for spec in aggregates)
        return self.with_context(**{SCOPE_KEY: scope_of(names, every_row=every_row)})

    @api.model
    def _bounds_of_condition(self, name, operator, value):
        """`Bounds` of what a condition can find."""
        if name == "month" and operator in (">", ">="):
            return Bounds(first=self._day_of(value))
        if name == "month" and operator in ("<", "<="):
            return Bounds(last=self._day_of(value))
        values = [value] if operator == "=" else value
        if operator not in ("=", "in") or not isinstance(values, Collection) or not all(values):
            return Bounds()
        if name == "month":
            days = [self._day_of(day) for day in values]
            return Bounds(min(days), max(days)) if days else Bounds()
        if name == "agent_id" and all(isinstance(agent, int) for agent in values):
            return Bounds(agents=frozenset(values))
        return self._bounds_of_ids(values) if name == "id" else Bounds()

    @api.model
    def _day_of(self, value):
        """The day that a condition names, also in words such as `today =1d`; None when it names none."""
        return fields.Date.to_date(parse_date(value, self.env) if isinstance(value, str) else value)

    @api.model
    def _bounds_of_ids(self, ids):
        """`Bounds` of the months of rows, which their ids tell: see `agent.target.source`."""
        numbers = [number for number in ids if isinstance(number, int)]
        [(first, last)] = self.env.execute_query(
            SQL(
                """
                SELECT MIN(month), MAX(month)
                  FROM (
                    SELECT month FROM agent_target WHERE id = ANY(%(targets)s)
                     UNION ALL
                    SELECT (line.date + make_interval(years => place.years))::date
                      FROM UNNEST(%(lines)s::integer[], %(years)s::integer[]) AS place(line_id, years)
                      JOIN account_move_line line ON line.id = place.line_id
                     UNION ALL
                    SELECT %(today)s::date WHERE %(has_orders)s
                  ) AS known
                """,
                targets=[number // 4 for number in numbers if number % 4 == 3],
                lines=[number // 4 >> 6 for number in numbers if number % 4 < 2],
                years=[number % 4 for number in numbers if number % 4 < 2],
                today=fields.Date.context_today(self),
                has_orders=any(number % 4 == 2 for number in numbers),
            )
        )
        return Bounds(first, last)

    @api.model
    def _permitted_bounds(self):
        """`Bounds` of the sellers whose figures the user may see, as the rules say it."""
        if not self.env.user._is_restricted_seller():
            return Bounds()
        # sudo: only their ids are taken, and the domain is the one of the rules
        agents = self.env["res.partner"].sudo().search(self.env.user._agent_domain("id"))
        return Bounds(agents=frozenset(agents.ids))


def _names(domain):
    """The fields that a domain names."""
    return [condition.field_expr for condition in Domain(domain).iter_conditions()]
