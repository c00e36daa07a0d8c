from odoo import api, fields, models
from odoo.tools import SQL

SALES_SHOWN = 3


class SaleOrderLine(models.Model):
    """What a seller wants to know while he writes a line: stock, arrivals, and what this customer paid before."""

    _inherit = "sale.order.line"

    line_facts = fields.Json(
        string="Stock and last sales",
        compute="_compute_line_facts",
        groups="base.group_user",
        help="Stock in the line's warehouse, the next arrivals, and the last sales of the product to this customer.",
    )

    @api.depends("product_id", "warehouse_id", "order_id.partner_id")
    def _compute_line_facts(self):
        goods = self.filtered("product_id")
        products, warehouses = goods.product_id, goods.warehouse_id
        # Whoever may see the line may know its stock, also without a right to the whole list.
        positions = self.env["stock.position"].sudo()._figures(products, warehouses)
        arrivals = self.env["stock.position.day"].sudo()._next_arrivals(products, warehouses)
        sales = goods._last_sales()
        for line in self:
            if line not in goods:
                line.line_facts = False
                continue
            place = (line.product_id.id, line.warehouse_id.id)
            customer = line.order_id.partner_id.commercial_partner_id
            line.line_facts = {
                "unit": line.product_id.uom_id.name,
                "stock": self._stock_fact(positions.get(place)),
                "arrivals": [[fields.Date.to_string(day), count] for day, count in arrivals.get(place, [])],
                "sales": [sold._sale_fact() for sold in sales.get((line.product_id.id, customer.id), [])],
            }

    def _stock_fact(self, position):
        if not position:
            return False
        return {name: position[name] for name in ("on_hand", "reserved", "available", "incoming")}

    def _sale_fact(self):
        return {
            "id": self.id,
            "date": fields.Datetime.to_string(self.order_id.date_order),
            "order": self.order_id.name,
            "quantity": self.product_uom_qty,
            "unit": self.product_uom_id.name,
            "price": self.price_unit,
            "discount": self.discount,
            "currency": self.currency_id.id,
        }

    def _last_sales(self):
        """The last confirmed sales of these lines' products to their customers: {(product id, customer id): lines}.

        The latest first, of the orders' own companies, and only what the user may see; this order is left out.
        """
        found = self._search(
            [
                ("product_id", "in", self.product_id.ids),
                (
                    "order_id.partner_id.commercial_partner_id",
                    "in",
                    self.order_id.partner_id.commercial_partner_id.ids,
                ),
                ("order_id.company_id", "in", self.order_id.company_id.ids),
                ("state", "=", "sale"),
                ("is_downpayment", "=", False),
                ("product_uom_qty", ">", 0),
                ("order_id", "not in", self.order_id._origin.ids),
            ]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT ranked.product_id, ranked.commercial_partner_id, ranked.id
                  FROM (SELECT line.id, line.product_id, partner.commercial_partner_id,
                               ROW_NUMBER() OVER (PARTITION BY line.product_id, partner.commercial_partner_id
                                                  ORDER BY sale.date_order DESC, line.id DESC) AS place
                          FROM sale_order_line line
                          JOIN sale_order sale ON sale.id = line.order_id
                          JOIN res_partner partner ON partner.id = sale.partner_id
                         WHERE line.id IN %(found)s) ranked
                 WHERE ranked.place <= %(shown)s
                 ORDER BY ranked.place
                """,
                found=found.subselect(),
                shown=SALES_SHOWN,
            )
        )
        lines = self.browse(line_id for *_key, line_id in rows)
        sales = {}
        for (product_id, customer_id, _line_id), line in zip(rows, lines, strict=True):
            sales.setdefault((product_id, customer_id), []).append(line)
        return sales
