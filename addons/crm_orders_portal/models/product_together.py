from odoo import models
from odoo.tools import SQL

# What was bought together once was chance; and what one other customer alone buys, nobody is to read from this.
LEAST_ORDERS = LEAST_OTHERS = 2
MONTHS = 12


class ProductProduct(models.Model):
    """What is often bought with a product."""

    _inherit = "product.product"

    def _portal_together(self, contact, limit=4):
        """What `contact` may order of that which stands most often in orders of this product, most often first.

        Only what his own company ordered with it twice, or two others each.
        """
        self.ensure_one()
        for model in ("sale.order", "sale.order.line"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT other.product_id
                  FROM sale_order_line line
                  JOIN sale_order sale ON sale.id = line.order_id
                  JOIN sale_order_line other ON other.order_id = sale.id
                  JOIN res_partner buyer ON buyer.id = sale.partner_id
                 WHERE line.product_id = %(product)s AND other.product_id != %(product)s
                   AND sale.state = 'sale' AND sale.company_id = %(company)s
                   AND sale.date_order > now() at time zone 'UTC' - make_interval(months => %(months)s)
                   AND other.product_id IN %(allowed)s
                 GROUP BY other.product_id
                HAVING COUNT(DISTINCT sale.id) FILTER (WHERE buyer.commercial_partner_id = %(own)s) >= %(orders)s
                       OR COUNT(DISTINCT buyer.commercial_partner_id)
                          FILTER (WHERE buyer.commercial_partner_id != %(own)s) >= %(others)s
                 ORDER BY COUNT(DISTINCT sale.id) DESC, other.product_id
                 LIMIT %(limit)s
                """,
                product=self.id,
                company=self.env.company.id,
                months=MONTHS,
                allowed=self._search(self._portal_domain(contact)).subselect(),
                own=contact.commercial_partner_id.id,
                orders=LEAST_ORDERS,
                others=LEAST_OTHERS,
                limit=limit,
            )
        )
        return self.browse(product_id for (product_id,) in rows)
