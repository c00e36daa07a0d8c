from dataclasses import dataclass

from odoo import api, models


@dataclass(frozen=True)
class CheckedLine:
    """A line of an order sheet after the check: what it stands for, its price, and its state.

    `problem` is a key of the customer's messages and empty when the line may be ordered; `is_short` tells that less
    is in stock than asked for, where the company shows stock at all.
    """

    number: int
    code: str
    typed: str
    problem: str = ""
    product: object = None
    name: str = ""
    quantity: object = None
    price: float = 0.0
    is_short: bool = False

    @property
    def subtotal(self):
        """The untaxed amount of the line in the customer's currency."""
        return self.price * float(self.quantity or 0)


class ProductProduct(models.Model):
    """Checking an order sheet against what a customer may order."""

    _inherit = "product.product"

    @api.model
    def _portal_check(self, lines, contact):
        """Check `lines` (`logic.order_sheet.SheetLine`) for `contact`, all of them in a handful of queries."""
        found = self._portal_find([line.code for line in lines if not line.problem], contact)
        meant = [self.browse() if line.problem else found[line.code.casefold()] for line in lines]
        wanted = {}
        for line, product in zip(lines, meant, strict=True):
            if len(product) == 1:
                wanted[product] = wanted.get(product, 0) + line.quantity
        products = self.browse(product.id for product in wanted)
        prices = products._portal_prices_at(contact, {product: float(wanted[product]) for product in wanted})
        short = products._portal_short(wanted)
        names = products._portal_names()
        return [
            self._checked(line, product, prices, names, short)
            for line, product in zip(lines, meant, strict=True)
        ]

    @api.model
    def _checked(self, line, product, prices, names, short):
        facts = {"number": line.number, "code": line.code, "typed": line.typed, "quantity": line.quantity}
        if line.problem:
            return CheckedLine(problem=line.problem, **facts)
        if len(product) != 1:
            return CheckedLine(problem="ambiguous" if product else "unknown", **facts)
        price = prices[product.id]
        return CheckedLine(
            problem="" if price > 0 else "no_price",
            product=product,
            name=names[product.id],
            price=price,
            is_short=product.id in short,
            **facts,
        )

    def _portal_short(self, wanted):
        """The ids of those products of which less is available than `wanted`; none where stock is not shown."""
        company = self.env.company
        if company.portal_stock_display == "hidden":
            return set()
        groups = self.env["stock.position"]._read_group(
            [("product_id", "in", self.ids), ("warehouse_id.company_id", "=", company.id)],
            ["product_id"],
            ["available:sum"],
        )
        available = {product.id: quantity for product, quantity in groups}
        return {
            product.id
            for product in self
            if product.is_storable and available.get(product.id, 0.0) < wanted[product]
        }
