from odoo import api, models
from odoo.tools import SQL

from .credit_exposure_item import flush_sources


class CreditExposure(models.Model):
    """What the gate asks: where debtors stand without certain orders, and what each of these would add."""

    _inherit = "credit.exposure"

    @api.model
    def _apart_from(self, orders):
        """One row per debtor and company of `orders`, and one for each of `orders` that adds anything.

        Both from one statement under the lock, and so of the same moment: planning such a statement takes many times as
        long as running it for one customer. The row of a debtor has no `order_id`, leaves `orders` out of its amounts
        and holds the ceilings; that of an order has the amount it comes to once confirmed.
        """
        flush_sources(self)
        query = SQL(
            """
            SELECT partner_id, company_id, own_order_id AS order_id,
                   SUM(credit_amount) AS credit_amount,
                   SUM(credit_amount + instruments_amount) AS obligo_amount,
                   MAX(credit_ceiling) FILTER (WHERE has_credit_ceiling) AS credit_ceiling,
                   MAX(obligo_ceiling) FILTER (WHERE has_obligo_ceiling) AS obligo_ceiling
              FROM (
                SELECT part.*,
                       open_orders_amount + delivered_uninvoiced_amount + receivable_amount AS credit_amount,
                       CASE WHEN order_id = ANY(%(orders)s) THEN order_id END AS own_order_id
                  FROM (%(parts)s) AS part
                 WHERE partner_id = ANY(%(debtors)s) AND company_id = ANY(%(companies)s)
              ) AS own
             GROUP BY partner_id, company_id, own_order_id
            """,
            orders=orders.ids,
            parts=self._parts(orders.ids),
            debtors=orders.partner_invoice_id.commercial_partner_id.ids,
            companies=orders.company_id.ids,
        )
        return self.env.execute_query_dict(query)
