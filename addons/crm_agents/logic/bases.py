"""What a document line contributes to commission: bases of sold lines, discounts and credit notes."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


def spread_discount(bases: Mapping[int, Decimal], discount: Decimal) -> dict[int, Decimal]:
    """Lower the commissionable lines by a document-wide discount, in proportion to their size.

    The bases add up to their sum plus the (negative) discount: each line takes the step of a rounded running sum,
    so none falls below nothing for a cent. A discount above the whole leaves nothing, it does not fine. Nothing is
    spread when there is nothing to spread it over.

    >>> spread_discount({1: Decimal(600), 2: Decimal(400)}, Decimal(-100))
    {1: Decimal('540.00'), 2: Decimal('360.00')}
    >>> spread_discount({1: Decimal("50.00")}, Decimal(-100))
    {1: Decimal('0.00')}
    >>> spread_discount({}, Decimal(-100))
    {}
    """
    whole = sum(bases.values(), ZERO)
    if whole <= 0 or not discount:
        return dict(bases)
    discount = max(discount, -whole)
    lowered = {}
    reached = spread = ZERO
    for position, (line, base) in enumerate(bases.items(), 1):
        reached += base
        exact = discount * reached / whole
        rounded = discount if position == len(bases) else exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        lowered[line] = base + rounded - spread
        spread = rounded
    return lowered


def part_of(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part in percent of the whole, to two decimals; of nothing it is nothing.

    >>> part_of(Decimal(30), Decimal(120))
    Decimal('25.00')
    >>> part_of(Decimal(30), Decimal(0))
    Decimal('0')
    """
    return (part * 100 / whole).quantize(Decimal("0.01")) if whole else ZERO


def margin_base(untaxed: Decimal, cost: Decimal) -> Decimal:
    """Return the margin that commission is paid on; a line sold below cost earns nothing, it does not fine.

    Both are negative for goods that come back.

    >>> margin_base(Decimal(100), Decimal(70))
    Decimal('30')
    >>> margin_base(Decimal(60), Decimal(70))
    Decimal('0')
    >>> margin_base(Decimal(-100), Decimal(-70))
    Decimal('-30')
    """
    if untaxed < 0:
        return -margin_base(-untaxed, -cost)
    return max(untaxed - cost, ZERO)
