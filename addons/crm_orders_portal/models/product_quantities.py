from decimal import Decimal

from odoo import api, models
from odoo.addons.crm_base.logic.quantities import write_quantity

from ..logic.order_quantity import OrderSteps


class ProductProduct(models.Model):
    """Quantities in which products are sold, and what is told about those in which they are not."""

    _inherit = "product.product"

    def _order_steps(self, contact):
        """The quantities in which each product is sold to `contact`: {product: `logic.order_quantity.OrderSteps`}.

        What is said for his groups goes before what the product says of itself.
        """
        # With sudo(): customers do not read in which quantities others order.
        told = self.env["portal.order.step"].sudo()._steps_of(contact, self)
        return {
            product: told.get(product)
            or OrderSteps(_exact(product.order_minimum), _exact(product.order_multiple))
            for product in self
        }

    @api.model
    def _order_corrections(self, quantities, contact):
        """Which of `quantities` ({product: quantity in its unit}) `contact` cannot order: {product: Correction}."""
        corrections = {}
        steps_of = self.browse(product.id for product in quantities)._order_steps(contact)
        for product, quantity in quantities.items():
            correction = steps_of[product].correction(Decimal(str(quantity)))
            if correction:
                corrections[product] = correction
        return corrections

    def _order_correction_text(self, correction):
        """What a customer reads about a quantity that was changed, with the reason."""
        self.ensure_one()
        return self.env._(
            "%(product)s: %(given)s %(unit)s instead of %(asked)s. %(reason)s",
            product=self.with_context(display_default_code=False).display_name,
            given=self._written(correction.given),
            asked=self._written(correction.asked),
            unit=self.uom_id.name,
            reason=self._order_steps_text(correction.steps),
        )

    def _order_steps_text(self, steps):
        """In which quantities this product is sold, in a sentence; empty when in any."""
        self.ensure_one()
        minimum, multiple = self._written(steps.minimum), self._written(steps.multiple)
        if steps.minimum and steps.multiple:
            return self.env._(
                "Sold from %(minimum)s on, in steps of %(multiple)s.", minimum=minimum, multiple=multiple
            )
        if steps.multiple:
            return self.env._("Sold in steps of %(multiple)s.", multiple=multiple)
        return self.env._("Sold from %(minimum)s on.", minimum=minimum) if steps.minimum else ""

    def _written(self, quantity):
        return write_quantity(
            quantity, self.env["res.lang"]._get_data(code=self.env.lang).decimal_point or "."
        )

    def _portal_packs(self):
        """The packs in which this product may be ordered beside its own unit: [(unit id, name, units in it)]."""
        self.ensure_one()
        return [
            (pack.id, pack.name, self._written(self._units_in(pack))) for pack in self.product_tmpl_id.uom_ids
        ]

    def _units_of(self, unit_id, quantity):
        """`quantity` (Decimal) of the unit `unit_id` in the product's own unit; None when it is not sold in it."""
        self.ensure_one()
        unit = (self.uom_id | self.uom_ids).filtered(lambda unit: unit.id == unit_id)
        return quantity * self._units_in(unit) if unit else None

    def _units_in(self, pack):
        return _exact(pack._compute_quantity(1, self.uom_id, round=False))


def _exact(quantity):
    # A float of Odoo's, as the figure that somebody typed.
    return Decimal(f"{quantity:.6f}").normalize()
