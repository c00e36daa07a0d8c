from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.target_periods import months_later


class AgentTargetSource(models.AbstractModel):
    """Open orders beside targets: what comes on top of the running month when they are invoiced in it."""

    _inherit = "agent.target.source"

    @api.model
    def _order_lines(self):
        """`SQL` of the order lines in no invoice yet, shared by agent, set against the running month.

        Untaxed, at the order's own exchange rate: what is added to the month when all of it is invoiced in it. The
        agents' parts are rounded on the running sum of their shares, so that they add up to the line.
        """
        order, line = self.env["sale.order"], self.env["sale.order.line"]
        return SQL(
            """
            SELECT * FROM (
            SELECT (line.id::bigint << 6 | COALESCE(earlier.agents, 0)) * 4 + 2 AS id,
                   line.order_id AS document_id, so.company_id, %(month)s::date AS month,
                   COALESCE(agent.agent_id, seller.partner_id, company.partner_id) AS agent_id,
                   customer.commercial_partner_id AS partner_id, template.categ_id,
                   template.product_brand_id AS brand_id,
                   ROUND(
                       whole.amount * COALESCE(earlier.share + agent.share, agent.share, 100) / 100,
                       currency.decimal_places
                   ) - ROUND(whole.amount * COALESCE(earlier.share, 0) / 100, currency.decimal_places) AS amount,
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
                SELECT line.price_subtotal * (1 - COALESCE(line.qty_invoiced, 0) / line.product_uom_qty)
                       / COALESCE(so.currency_rate, 1) AS amount
             ) AS whole
         LEFT JOIN sale_order_agent agent ON agent.order_id = so.id AND %(same_as_line)s
         LEFT JOIN LATERAL (
                SELECT COUNT(*) AS agents, SUM(share) AS share
                  FROM sale_order_agent other
                 WHERE other.order_id = agent.order_id AND other.id < agent.id AND %(same_as_agent)s
             ) AS earlier ON agent.share < 100
             WHERE line.state = 'sale' AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
               AND COALESCE(line.qty_invoiced, 0) < line.product_uom_qty
            ) AS item
             WHERE %(bounds)s
            """,
            month=self._running_month(),
            bounds=self._within_bounds("month"),
            same_as_line=self.env["agent.product.line"]._same("agent", "line"),
            same_as_agent=self.env["agent.product.line"]._same("other", "agent"),
            to_flush=[
                *(order._fields[name] for name in ("agent_ids", "currency_rate", "partner_id", "user_id")),
                *(line._fields[name] for name in ("is_downpayment", "price_subtotal", "product_id", "state")),
                *(line._fields[name] for name in ("product_line_id", "product_uom_qty", "qty_invoiced")),
                *(
                    self.env["sale.order.agent"]._fields[name]
                    for name in ("order_id", "agent_id", "share", "product_line_id")
                ),
            ],
        )

    @api.model
    def _running_month(self):
        """The first day of the month that today lies in."""
        return months_later(fields.Date.context_today(self), 0)
