from odoo import fields, models
from odoo.fields import Domain

from ..logic.availability import availability


class ProductProduct(models.Model):
    """What customers are told about stock."""

    _inherit = "product.product"

    def _portal_availability(self, contact):
        """What `contact` is told about the stock of each product, over the company's warehouses: {id: Availability}."""
        company, display = self.env.company, contact._portal_stock_display()
        figures = self._portal_stock() if display != "hidden" else {}
        coming = self.filtered(lambda product: figures.get(product.id, (1, 0))[0] <= 0)
        arrivals = coming._portal_arrivals() if display != "hidden" and company.portal_show_arrival else {}
        return {
            product.id: availability(
                *figures.get(product.id, (0.0, 0.0)),
                display=display,
                low_below=company.portal_stock_low_below,
                is_stocked=product.is_storable,
                arrival=arrivals.get(product.id),
            )
            for product in self
        }

    def _portal_stock(self):
        """{product id: (available, on order)} over the company's warehouses, of what is kept in stock."""
        groups = self.env["stock.position"]._read_group(
            [("product_id", "in", self.ids), ("warehouse_id.company_id", "=", self.env.company.id)],
            ["product_id"],
            ["available:sum", "incoming:sum"],
        )
        return {product.id: (available, incoming) for product, available, incoming in groups}

    def _portal_short(self, wanted, contact):
        """The ids of those products of which less is available than `wanted`; none where stock is not shown."""
        if contact._portal_stock_display() == "hidden":
            return set()
        stock = self._portal_stock()
        return {
            product.id
            for product in self
            if product.is_storable and stock.get(product.id, (0.0, 0.0))[0] < wanted[product]
        }

    def _portal_arrivals(self):
        """The day on which suppliers' goods are expected next, from today on: {product id: date}."""
        today = fields.Date.context_today(self)
        groups = self.env["stock.move"]._read_group(
            Domain(
                [
                    ("product_id", "in", self.ids),
                    ("state", "in", ["waiting", "confirmed", "partially_available", "assigned"]),
                    ("location_id.usage", "=", "supplier"),
                    ("location_dest_id.usage", "=", "internal"),
                    ("location_dest_id.warehouse_id.company_id", "=", self.env.company.id),
                    ("date", ">=", today),
                ]
            ),
            ["product_id"],
            ["date:min"],
        )
        return {product.id: fields.Datetime.context_timestamp(self, day).date() for product, day in groups}
