from dataclasses import dataclass
from decimal import Decimal

from odoo import api, models


@dataclass(frozen=True)
class CheckedLine:
    """A line of an order sheet after the check: what it stands for, its price, and its state.

    `problem` is a key of the customer's messages and empty when the line may be ordered; `quantity` is as asked,
    `units` what that is in the product's unit (a pack's bar code stands for all that is in it); `correction` tells
    that another quantity is taken; `is_short` that less is in stock than asked for, where the company shows stock.
    """

    number: int
    code: str
    typed: str
    problem: str = ""
    product: object = None
    name: str = ""
    quantity: object = None
    units: object = None
    price: float = 0.0
    correction: str = ""
    is_short: bool = False

    @property
    def subtotal(self):
        """The untaxed amount of the line in the customer's currency."""
        return self.price * float(self.units or 0)


class ProductProduct(models.Model):
    """Checking an order sheet against what a customer may order."""

    _inherit = "product.product"

    @api.model
    def _portal_check(self, lines, contact):
        """Check `lines` (`logic.order_sheet.SheetLine`) for `contact`, all of them in a handful of queries."""
        found = self._portal_find([line.code for line in lines if not line.problem], contact)
        meant = [{} if line.problem else found[line.code] for line in lines]
        asked = {}
        for line, hits in zip(lines, meant, strict=True):
            if len(hits) == 1:
                [(product, units)] = hits.items()
                asked[product] = asked.get(product, 0) + _units(line, units)
        products = self.browse(product.id for product in asked)
        corrections = products._order_corrections(asked, contact)
        wanted = asked | {product: correction.given for product, correction in corrections.items()}
        prices = products._portal_prices_at(contact, {product: float(wanted[product]) for product in wanted})
        facts = {
            "prices": prices,
            "names": products._portal_names(),
            "short": products._portal_short(wanted, contact),
            "corrections": corrections,
        }
        return [self._checked(line, hits, **facts) for line, hits in zip(lines, meant, strict=True)]

    @api.model
    def _checked(self, line, hits, *, prices, names, short, corrections):
        facts = {"number": line.number, "code": line.code, "typed": line.typed, "quantity": line.quantity}
        if line.problem:
            return CheckedLine(problem=line.problem, **facts)
        if len(hits) != 1:
            return CheckedLine(problem="ambiguous" if hits else "unknown", **facts)
        [(product, units)] = hits.items()
        # What a product takes beyond what was asked stands on the first of its lines.
        correction = corrections.pop(product, None)
        price = prices[product.id]
        return CheckedLine(
            problem="" if price > 0 else "no_price",
            product=product,
            name=names[product.id],
            units=_units(line, units) + (correction.given - correction.asked if correction else 0),
            price=price,
            correction=product._order_correction_text(correction) if correction else "",
            is_short=product.id in short,
            **facts,
        )


def _units(line, units):
    # Units of measure are floats with Odoo; a dozen is twelve all the same.
    return line.quantity * Decimal(f"{units:.6f}").normalize()
