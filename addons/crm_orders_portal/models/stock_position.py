from odoo import api, fields, models
from odoo.tools import SQL

# Product and warehouse make one stable number; products go up to 2**40, beyond any database.
WAREHOUSE_BITS = 12
NOTHING_MORE = SQL()


class StockPosition(models.Model):
    """On hand, held for customers, on order from suppliers: one line per product and warehouse."""

    _name = "stock.position"
    _description = "Stock position of a product in a warehouse"
    _auto = False
    _order = "product_id, warehouse_id"
    _rec_name = "product_id"
    _depends = {
        "product.product": ["active", "product_tmpl_id"],
        "product.template": ["company_id", "is_storable"],
        "stock.location": ["usage", "warehouse_id"],
        "stock.move": [
            "location_dest_id",
            "location_final_id",
            "location_id",
            "product_id",
            "product_qty",
            "state",
        ],
        "stock.quant": ["location_id", "product_id", "quantity"],
        "stock.warehouse": ["active", "company_id"],
    }

    product_id = fields.Many2one("product.product", readonly=True)
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id")
    categ_id = fields.Many2one(related="product_tmpl_id.categ_id", string="Family")
    product_brand_id = fields.Many2one(related="product_tmpl_id.product_brand_id", string="Brand")
    default_code = fields.Char(related="product_id.default_code", string="Reference")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one(related="warehouse_id.company_id")
    uom_id = fields.Many2one(related="product_id.uom_id")
    on_hand = fields.Float(digits="Product Unit", readonly=True)
    reserved = fields.Float(
        string="Held for customers",
        digits="Product Unit",
        readonly=True,
        help="Sold to customers and not yet delivered, whether or not stock is set aside for it.",
    )
    incoming = fields.Float(
        string="On order", digits="Product Unit", readonly=True, help="Bought and not yet received."
    )
    available = fields.Float(
        digits="Product Unit", readonly=True, help="On hand less what is held for customers."
    )
    forecast = fields.Float(digits="Product Unit", readonly=True, help="Available and on order together.")

    @api.model
    def _figures(self, products, warehouses):
        """The positions of `products` in `warehouses` in one query: {(product id, warehouse id): position}."""
        positions = self.search_fetch(
            [("product_id", "in", products.ids), ("warehouse_id", "in", warehouses.ids)],
            ["product_id", "warehouse_id", "on_hand", "reserved", "available", "incoming"],
        )
        return {(position.product_id.id, position.warehouse_id.id): position for position in positions}

    def action_open_days(self):
        """The same stock day by day: what arrives, what is promised, what is left."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_orders_portal.stock_position_day_action")
        return {
            **action,
            "name": f"{action['name']}: {self.product_id.display_name}",
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("warehouse_id", "=", self.warehouse_id.id),
            ],
        }

    @property
    def _table_query(self):
        # One pass over all parts; a filter on products or warehouses reaches every part of it. The columns of the
        # product are related fields, joined only where somebody asks for them.
        return SQL(
            """
            SELECT (part.product_id::bigint << %(bits)s) | part.warehouse_id AS id,
                   part.product_id, part.warehouse_id,
                   SUM(part.on_hand) AS on_hand,
                   SUM(part.reserved) AS reserved,
                   SUM(part.incoming) AS incoming,
                   SUM(part.on_hand) - SUM(part.reserved) AS available,
                   SUM(part.on_hand) - SUM(part.reserved) + SUM(part.incoming) AS forecast
              FROM (%(parts)s) part
             GROUP BY part.product_id, part.warehouse_id
            HAVING bool_or(part.is_kept)
            """,
            bits=WAREHOUSE_BITS,
            parts=SQL(" UNION ALL ").join(
                [self._sql_every_pair(), self._sql_on_hand(), self._sql_reserved(), self._sql_incoming()]
            ),
        )

    def _sql_every_pair(self):
        # A product that never moved has a position too: nothing on hand. And only what is kept in stock has one.
        return SQL(
            """
            SELECT product.id AS product_id, warehouse.id AS warehouse_id, TRUE AS is_kept,
                   0::numeric AS on_hand, 0::numeric AS reserved, 0::numeric AS incoming
              FROM product_product product
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN stock_warehouse warehouse
                ON template.company_id IS NULL OR template.company_id = warehouse.company_id
             WHERE product.active AND template.is_storable AND warehouse.active
            """
        )

    def _sql_on_hand(self, more=NOTHING_MORE):
        """What lies in the warehouses; `more` are further columns, as in the other parts."""
        return SQL(
            """
            SELECT quant.product_id, place.warehouse_id, FALSE, quant.quantity, NULL::numeric, NULL::numeric%s
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
             WHERE place.usage = 'internal' AND place.warehouse_id IS NOT NULL
            """,
            more,
        )

    def _sql_reserved(self, more=NOTHING_MORE):
        # By where the goods end: a delivery in several steps is pushed on step by step, and in a pulled chain only
        # the last step ends at the customer, so that no piece is counted twice.
        return SQL(
            """
            SELECT move.product_id, place.warehouse_id, FALSE, NULL, move.product_qty, NULL%s
              FROM stock_move move
              JOIN stock_location place ON place.id = move.location_id
              JOIN stock_location target ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
             WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND place.usage = 'internal' AND place.warehouse_id IS NOT NULL AND target.usage = 'customer'
            """,
            more,
        )

    def _sql_incoming(self, more=NOTHING_MORE):
        return SQL(
            """
            SELECT move.product_id, target.warehouse_id, FALSE, NULL, NULL, move.product_qty%s
              FROM stock_move move
              JOIN stock_location place ON place.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND place.usage = 'supplier' AND target.usage = 'internal' AND target.warehouse_id IS NOT NULL
            """,
            more,
        )
