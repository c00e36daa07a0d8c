"""In which quantities a product is sold: from a minimum on, and in whole steps."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True)
class OrderSteps:
    """The smallest quantity sold and the step it grows by, in the product's unit; nought where there is none."""

    minimum: Decimal = Decimal(0)
    multiple: Decimal = Decimal(0)

    def fit(self, quantity: Decimal) -> Decimal:
        """The quantity nearest above `quantity` that is sold.

        >>> OrderSteps(multiple=Decimal(6)).fit(Decimal(7)), OrderSteps(Decimal(10), Decimal(6)).fit(Decimal(1))
        (Decimal('12'), Decimal('12'))
        >>> OrderSteps().fit(Decimal("1.5")), OrderSteps(Decimal(3)).fit(Decimal(2))
        (Decimal('1.5'), Decimal('3'))
        """
        fitting = max(quantity, self.minimum)
        if self.multiple > 0:
            steps = (fitting / self.multiple).to_integral_value(rounding=ROUND_CEILING)
            fitting = steps * self.multiple
        return fitting


@dataclass(frozen=True)
class Correction:
    """A quantity that is not sold, and the one that was taken instead."""

    asked: Decimal
    given: Decimal
    steps: OrderSteps
