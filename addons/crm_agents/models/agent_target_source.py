from itertools import product

from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.target_periods import months_later
from .agent_target import MEASURES

# How narrow a target is, closest first: with its customer before without, with its brand before without, then the
# nearest family. In each combination of the three there is at most one target for a sale.
CRITERIA = ("partner_id", "brand_id", "categ_id")


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
             WHERE %s
            """,
            self._level_condition(level),
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
             WHERE %(condition)s
             ORDER BY company_id, month, agent_id, partner_id, brand_id, below.id, LENGTH(family.parent_path) DESC
            """,
            condition=self._level_condition(level),
            to_flush=self.env["product.category"]._fields["parent_path"],
        )

    @api.model
    def _facts_query(self):
        """`SQL` of everything that is set against targets, before it is known which."""
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._sales_facts("sale", 0),
            self._sales_facts("last_year", 1),
            self._order_facts(),
        )

    @api.model
    def _sales_facts(self, kind, years):
        """`SQL` of the sales, set against the targets of the same month `years` later."""
        return SQL(
            """
            SELECT id * 4 + %(years)s AS id, %(kind)s AS kind, move_id AS document_id, company_id,
                   (date - (EXTRACT(DAY FROM date)::integer - 1) + make_interval(years => %(years)s))::date AS month,
                   agent_id, partner_id, categ_id, product_brand_id AS brand_id, amount, quantity, margin
              FROM (%(rows)s) AS sold
            """,
            kind=kind,
            years=years,
            rows=self.env["agent.sales.source"]._rows_query(),
        )

    @api.model
    def _order_facts(self):
        """`SQL` of the order lines in no invoice yet, shared by agent, set against the running month.

        Untaxed, at the order's own exchange rate: what is added to the month when all of it is invoiced in it.
        """
        order, line = self.env["sale.order"], self.env["sale.order.line"]
        return SQL(
            """
            SELECT (line.id::bigint << 6 | agent.place) * 4 + 2 AS id, 'order' AS kind,
                   line.order_id AS document_id, so.company_id, %(month)s::date AS month, agent.agent_id,
                   customer.commercial_partner_id AS partner_id, template.categ_id,
                   template.product_brand_id AS brand_id,
                   ROUND(
                       line.price_subtotal * (1 - COALESCE(line.qty_invoiced, 0) / line.product_uom_qty)
                       / COALESCE(so.currency_rate, 1) * agent.share / 100, currency.decimal_places
                   ) AS amount,
                   0::numeric AS quantity, 0::numeric AS margin
              FROM sale_order_line line
              JOIN sale_order so ON so.id = line.order_id
              JOIN res_company company ON company.id = so.company_id
              JOIN res_currency currency ON currency.id = company.currency_id
              JOIN res_partner customer ON customer.id = so.partner_id
         LEFT JOIN res_users seller ON seller.id = so.user_id
         LEFT JOIN product_product product ON product.id = line.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
             CROSS JOIN LATERAL (
                SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS place, agent_id, share
                  FROM sale_order_agent WHERE order_id = so.id
                 UNION ALL
                SELECT 0, COALESCE(seller.partner_id, company.partner_id), 100
                 WHERE NOT EXISTS (SELECT FROM sale_order_agent WHERE order_id = so.id)
             ) AS agent
             WHERE line.state = 'sale' AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
               AND COALESCE(line.qty_invoiced, 0) < line.product_uom_qty
            """,
            month=self._running_month(),
            to_flush=[
                *(order._fields[name] for name in ("agent_ids", "currency_rate", "partner_id", "user_id")),
                *(line._fields[name] for name in ("is_downpayment", "price_subtotal", "product_id", "state")),
                *(line._fields[name] for name in ("product_uom_qty", "qty_invoiced")),
                *(self.env["sale.order.agent"]._fields[name] for name in ("order_id", "agent_id", "share")),
            ],
        )

    @api.model
    def _running_month(self):
        """The first day of the month that today lies in."""
        return months_later(fields.Date.context_today(self), 0)

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
                for kind in ("target", "sale", "last_year", "order")
                for measure in MEASURES
            ),
            matched=self._matched_query(),
            to_flush=[self.env["agent.target"]._fields[measure] for measure in MEASURES],
        )
