from odoo import api, fields, models
from odoo.tools import SQL

# Who may see what goods cost, and with it every margin.
SEE_COST = "crm_base.group_see_cost"


class AccountMoveLine(models.Model):
    """What the goods of a line cost when they were sold: frozen with the posting, like the price.

    The product's cost moves with every purchase, and a salesperson may correct that of an order line; the margin of
    what was sold last year must not.
    """

    _inherit = "account.move.line"

    sold_cost = fields.Monetary(
        string="Cost of the Sale",
        currency_field="company_currency_id",
        copy=False,
        readonly=True,
        groups=SEE_COST,
        help="What the goods cost when they were sold, signed like the sale: negative on credit notes. From the order "
        "line, else the product's cost on the day of posting; a credit note takes the cost of what it credits.",
    )

    def init(self):
        """Give the documents posted before the module came, or before it froze costs, the cost known today."""
        self._freeze_sold_cost(SQL("line.sold_cost IS NULL AND move.state = 'posted'"))
        return super().init()

    @api.model
    def _freeze_sold_cost(self, condition):
        """Write the cost of the sales that match, invoices before the credit notes that look at them.

        :param condition: `SQL` on `line` (account_move_line) and `move` (account_move)
        """
        for kinds in (["out_invoice", "out_receipt"], ["out_refund"]):
            self.env.execute_query(
                SQL(
                    """
                    UPDATE account_move_line sale
                       SET sold_cost = frozen.sold_cost
                      FROM (%(frozen)s) AS frozen
                     WHERE frozen.id = sale.id AND sale.sold_cost IS DISTINCT FROM frozen.sold_cost
                    """,
                    frozen=self._sold_costs(SQL("(%s) AND move.move_type = ANY(%s)", condition, kinds)),
                )
            )
        self.invalidate_model(["sold_cost"], flush=False)

    @api.model
    def _sold_costs(self, condition):
        """`SQL` of (id, sold_cost) of lines that sell or credit goods, in company currency.

        Costs per unit are brought to the smallest unit of the unit's family: an order may be in dozens, its invoice in
        pieces. The order's own rate of exchange turns its cost back into what it was in company currency.
        """
        return SQL(
            """
            SELECT line.id,
                   ROUND(
                       (CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END)
                       * line.quantity * COALESCE(unit.factor, 1)
                       * COALESCE(credited.unit_cost, ordered.unit_cost, today.unit_cost, 0),
                       currency.decimal_places
                   ) AS sold_cost
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              JOIN res_currency currency ON currency.id = line.company_currency_id
         LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
         LEFT JOIN LATERAL (%(credited)s) AS credited ON move.reversed_entry_id IS NOT NULL
         LEFT JOIN LATERAL (%(ordered)s) AS ordered ON credited.unit_cost IS NULL
         LEFT JOIN LATERAL (%(today)s) AS today ON ordered.unit_cost IS NULL
             WHERE line.display_type = 'product' AND line.is_downpayment IS NOT TRUE AND (%(condition)s)
            """,
            credited=self._credited_unit_cost(),
            ordered=self._ordered_unit_cost(),
            today=self._unit_cost_of_today(),
            condition=condition,
            to_flush=[
                *(self._fields[name] for name in ("quantity", "product_uom_id", "display_type", "move_id")),
                *(
                    self.env["account.move"]._fields[name]
                    for name in ("move_type", "state", "reversed_entry_id")
                ),
            ],
        )

    @api.model
    def _credited_unit_cost(self):
        """`SQL` of the cost per unit of what `line` credits: of the same order line, else of the same product.

        Without a sign, because a credit note can be reversed in turn.
        """
        return SQL(
            """
            SELECT ABS(COALESCE(
                       SUM(original.sold_cost) FILTER (WHERE same_order.yes)
                           / NULLIF(SUM(original.units) FILTER (WHERE same_order.yes), 0),
                       SUM(original.sold_cost) / NULLIF(SUM(original.units), 0)
                   )) AS unit_cost
              FROM (
                    SELECT item.id, item.sold_cost, item.quantity * COALESCE(unit.factor, 1) AS units
                      FROM account_move_line item
                 LEFT JOIN uom_uom unit ON unit.id = item.product_uom_id
                     WHERE item.move_id = move.reversed_entry_id
                       AND item.product_id = line.product_id
                       AND item.sold_cost IS NOT NULL
                   ) AS original
        CROSS JOIN LATERAL (
                    SELECT EXISTS (
                        SELECT FROM sale_order_line_invoice_rel sold
                          JOIN sale_order_line_invoice_rel credit USING (order_line_id)
                         WHERE sold.invoice_line_id = original.id AND credit.invoice_line_id = line.id
                    ) AS yes
                   ) AS same_order
            """,
            to_flush=[self._fields["sale_line_ids"], self._fields["product_id"]],
        )

    @api.model
    def _ordered_unit_cost(self):
        """`SQL` of the cost per unit on the order line that `line` invoices."""
        order, order_line = self.env["sale.order"], self.env["sale.order.line"]
        return SQL(
            """
            SELECT sold.purchase_price / NULLIF(COALESCE(sale.currency_rate, 1), 0) / unit.factor AS unit_cost
              FROM sale_order_line_invoice_rel invoiced
              JOIN sale_order_line sold ON sold.id = invoiced.order_line_id
              JOIN sale_order sale ON sale.id = sold.order_id
              JOIN uom_uom unit ON unit.id = sold.product_uom_id
             WHERE invoiced.invoice_line_id = line.id AND sold.product_id = line.product_id
          ORDER BY sold.id
             LIMIT 1
            """,
            to_flush=[
                order._fields["currency_rate"],
                *(order_line._fields[name] for name in ("purchase_price", "product_uom_id", "product_id")),
            ],
        )

    @api.model
    def _unit_cost_of_today(self):
        """`SQL` of the cost per unit that the product of `line` has today in the company of the document."""
        product, template = self.env["product.product"], self.env["product.template"]
        return SQL(
            """
            SELECT (product.standard_price ->> line.company_id::text)::numeric / unit.factor AS unit_cost
              FROM product_product product
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom unit ON unit.id = template.uom_id
             WHERE product.id = line.product_id
            """,
            to_flush=[product._fields["standard_price"], template._fields["uom_id"]],
        )
