"""How a figure of a year or quarter is laid over its months: exact sums, whatever the weights."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")


def spread(total: Decimal, weights: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """Return the parts of `total`, one per weight, whole multiples of `step` that add up to it exactly.

    Rounded cumulatively towards zero, so no part is more than a step away from its exact share, none has
    the wrong sign, and what is left stands in the last part with a weight. Without any weight all parts
    are alike. A month in which more came back than was sold weighs nothing.

    >>> [str(part) for part in spread(Decimal(100), [Decimal(1)] * 3)]
    ['33.33', '33.33', '33.34']
    >>> [str(part) for part in spread(Decimal(1000), [Decimal(3), Decimal(0), Decimal(1)], Decimal(100))]
    ['700', '0', '300']
    >>> [str(part) for part in spread(Decimal("10.50"), [Decimal(0)] * 2, Decimal(1))]
    ['5', '5.50']
    """
    positive = [max(weight, Decimal(0)) for weight in weights]
    if not any(positive):
        positive = [Decimal(1)] * len(positive)
    whole, cumulated, before, parts = sum(positive, Decimal(0)), Decimal(0), Decimal(0), []
    for weight in positive:
        cumulated += weight
        upto = total if cumulated == whole else _rounded_down(total * cumulated / whole, step)
        parts.append(upto - before)
        before = upto
    return parts


def _rounded_down(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_DOWN) * step


def raised(figure: Decimal, percent: Decimal, step: Decimal = CENT) -> Decimal:
    """Return `figure` plus `percent`, to the nearest whole `step`.

    >>> raised(Decimal("12345.67"), Decimal(8), Decimal(100)), raised(Decimal(50), Decimal(-10))
    (Decimal('13300'), Decimal('45.00'))
    """
    return ((figure * (100 + percent) / 100) / step).quantize(Decimal(1)) * step


def summed(profiles: Iterable[Sequence[Decimal]]) -> list[Decimal]:
    """Return the profiles added month by month.

    >>> summed([[Decimal(1), Decimal(2)], [Decimal(3), Decimal(4)]])
    [Decimal('4'), Decimal('6')]
    """
    return [sum(figures, Decimal(0)) for figures in zip(*profiles, strict=True)]
