from odoo import api, fields, models
from odoo.tools import SQL


class ProductProduct(models.Model):
    """What a customer bought before."""

    _inherit = "product.product"

    @api.model
    def _portal_history(self, contact, *, limit, offset=0):
        """What `contact`'s company bought and may still order, the latest first: (rows, how many there are).

        A row is a dict of product, last_date, last_quantity (in the product's unit), times and interval: the usual
        days from one order to the next, None for a single order.
        """
        for model in ("sale.order", "sale.order.line", "res.partner"):
            self.env[model].flush_model()
        allowed = self._search(self._portal_domain(contact))
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT line.product_id, MAX(sale.date_order) AS last_date, COUNT(DISTINCT sale.id) AS times,
                       MIN(sale.date_order) AS first_date, COUNT(*) OVER () AS total,
                       (ARRAY_AGG(line.product_uom_qty * unit.factor / own_unit.factor
                                  ORDER BY sale.date_order DESC, line.id DESC))[1] AS last_quantity
                  FROM sale_order_line line
                  JOIN sale_order sale ON sale.id = line.order_id
                  JOIN res_partner partner ON partner.id = sale.partner_id
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                  JOIN uom_uom unit ON unit.id = line.product_uom_id
                  JOIN uom_uom own_unit ON own_unit.id = template.uom_id
                 WHERE partner.commercial_partner_id = %(customer)s AND sale.state = 'sale'
                   AND sale.company_id = %(company)s AND line.product_uom_qty > 0
                   AND line.product_id IN %(allowed)s
                 GROUP BY line.product_id
                 ORDER BY last_date DESC, line.product_id
                 LIMIT %(limit)s OFFSET %(offset)s
                """,
                customer=contact.commercial_partner_id.id,
                company=self.env.company.id,
                allowed=allowed.subselect(),
                limit=limit,
                offset=offset,
            )
        )
        return [self._history_row(row) for row in rows], rows[0]["total"] if rows else 0

    def _history_row(self, row):
        days = (row["last_date"] - row["first_date"]).days
        return {
            "product": self.browse(row["product_id"]),
            "last_date": fields.Datetime.context_timestamp(self, row["last_date"]).date(),
            "last_quantity": row["last_quantity"],
            "times": row["times"],
            "interval": round(days / (row["times"] - 1)) if row["times"] > 1 else None,
        }
