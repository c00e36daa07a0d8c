from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

# Product, warehouse and day make one stable number below 2**53, the largest that a browser holds exactly.
WAREHOUSE_BITS, DAY_BITS = 12, 16
FIRST_DAY = "2020-01-01"


class StockPositionDay(models.Model):
    """The stock of a product in a warehouse on each day on which something arrives or is promised to leave."""

    _name = "stock.position.day"
    _description = "Stock position by day"
    _auto = False
    _order = "product_id, warehouse_id, date"
    _rec_name = "product_id"
    _depends = {
        "product.product": ["active", "product_tmpl_id"],
        "product.template": ["is_storable"],
        "stock.location": ["usage", "warehouse_id"],
        "stock.move": [
            "date",
            "location_dest_id",
            "location_final_id",
            "location_id",
            "product_id",
            "product_qty",
            "state",
        ],
        "stock.quant": ["location_id", "product_id", "quantity"],
        "stock.warehouse": ["active"],
    }

    product_id = fields.Many2one("product.product", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    company_id = fields.Many2one(related="warehouse_id.company_id")
    uom_id = fields.Many2one(related="product_id.uom_id")
    date = fields.Date(
        string="Day", readonly=True, help="What should have come or gone before today stands at today."
    )
    arriving = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="Expected from suppliers on this day, in the product's unit.",
    )
    promised = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="To leave for customers on this day, in the product's unit.",
    )
    forecast = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="On hand at the end of the day, when all arrives and leaves as planned.",
    )

    @api.model
    def _next_arrivals(self, products, warehouses, most=3):
        """When more of `products` comes in, in one query: {(product id, warehouse id): [(day, quantity)]}.

        At most `most` days each, the nearest first; what is late stands at today.
        """
        days = self.search_fetch(
            [
                ("product_id", "in", products.ids),
                ("warehouse_id", "in", warehouses.ids),
                ("arriving", ">", 0),
            ],
            ["product_id", "warehouse_id", "date", "arriving"],
            order="date",
        )
        arrivals = defaultdict(list)
        for day in days:
            found = arrivals[day.product_id.id, day.warehouse_id.id]
            if len(found) < most:
                found.append((day.date, day.arriving))
        return dict(arrivals)

    @property
    def _table_query(self):
        # A filter on products or warehouses reaches the parts: both stand in the window's partition.
        return SQL(
            """
            SELECT (day.product_id::bigint << %(id_bits)s) | (day.warehouse_id << %(day_bits)s)
                   | (day.date - DATE %(first_day)s) AS id,
                   day.product_id, day.warehouse_id, day.date, day.arriving, day.promised,
                   SUM(day.on_hand + day.arriving - day.promised)
                       OVER (PARTITION BY day.product_id, day.warehouse_id ORDER BY day.date) AS forecast
              FROM (SELECT part.product_id, part.warehouse_id, %(date)s AS date,
                           COALESCE(SUM(part.on_hand), 0) AS on_hand,
                           COALESCE(SUM(part.reserved), 0) AS promised,
                           COALESCE(SUM(part.incoming), 0) AS arriving
                      FROM (%(parts)s) part (product_id, warehouse_id, is_kept, on_hand, reserved, incoming, moment)
                      JOIN product_product product ON product.id = part.product_id AND product.active
                      JOIN product_template template ON template.id = product.product_tmpl_id AND template.is_storable
                      JOIN stock_warehouse warehouse ON warehouse.id = part.warehouse_id AND warehouse.active
                     GROUP BY part.product_id, part.warehouse_id, 3) day
            """,
            id_bits=WAREHOUSE_BITS + DAY_BITS,
            day_bits=DAY_BITS,
            first_day=FIRST_DAY,
            date=self._sql_day(),
            parts=self._sql_parts(),
        )

    def _sql_day(self):
        # In the reader's time zone, as every day on his screens.
        today, zone = fields.Date.context_today(self), self.env.context.get("tz") or self.env.user.tz or "UTC"
        return SQL(
            "GREATEST(%(today)s::date, (part.moment AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date)",
            today=today,
            zone=zone,
        )

    def _sql_parts(self):
        position, at_move = self.env["stock.position"], SQL(", move.date")
        return SQL(" UNION ALL ").join(
            [
                position._sql_on_hand(SQL(", NULL::timestamp")),
                position._sql_reserved(at_move),
                position._sql_incoming(at_move),
            ]
        )
