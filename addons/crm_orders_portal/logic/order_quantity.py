"""In which quantities a product is sold: from a minimum on, and in whole steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True)
class Correction:
    """A quantity that is not sold, and the one that was taken instead."""

    asked: Decimal
    given: Decimal
    steps: "OrderSteps"


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

    def correction(self, quantity: Decimal) -> Correction | None:
        """What is taken instead of `quantity`; None when it is sold as it is.

        >>> OrderSteps(multiple=Decimal(6)).correction(Decimal(7)).given
        Decimal('12')
        >>> OrderSteps(multiple=Decimal(6)).correction(Decimal(12))
        """
        given = self.fit(quantity)
        return Correction(quantity, given, self) if given != quantity else None


@dataclass(frozen=True)
class GroupSteps:
    """What is said of a product for a group of customers: how far above the product, and how far above his group."""

    family_distance: int  # 0 for the product itself, 1 for its family, 2 for the one above...
    group_distance: int  # 0 for a group he is in, 1 for the one above...
    steps: OrderSteps


def nearest(rules: Iterable[GroupSteps]) -> OrderSteps:
    """Which of the rules holds: what is said nearest to the product, then to the customer, then what asks least.

    >>> box, pallet = OrderSteps(multiple=Decimal(6)), OrderSteps(multiple=Decimal(120))
    >>> nearest([GroupSteps(1, 0, box), GroupSteps(0, 2, pallet)]) == pallet
    True
    >>> nearest([GroupSteps(1, 1, pallet), GroupSteps(1, 0, box)]) == box
    True
    >>> nearest([GroupSteps(0, 0, pallet), GroupSteps(0, 0, box)]) == box
    True
    """
    return min(rules, key=_farness).steps


def _farness(rule):
    return (rule.family_distance, rule.group_distance, rule.steps.fit(Decimal(1)), rule.steps.multiple)
