"""Which of several product lines a product falls in: families with all below them, brands, or both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ProductLine:
    """A product line: products of one of the `families` and of one of the `brands`; an empty set means any."""

    key: int
    families: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()


def distance(line: ProductLine, families: Sequence[int], brand: int | None) -> tuple[bool, int] | None:
    """Return how far a product is from a line, the smaller the closer; None when it is not of the line.

    As among targets: of its brand is closer than of any brand, then its own family closer than one above, and that
    closer than any family.

    :param families: the product's family and those above it, nearest first

    >>> distance(ProductLine(1, families=frozenset({3})), [9, 3], brand=None)
    (True, 1)
    >>> distance(ProductLine(1, brands=frozenset({5})), [9, 3], brand=7) is None
    True
    """
    if line.brands and brand not in line.brands:
        return None
    if not line.families:
        return not line.brands, len(families)
    steps = next((place for place, family in enumerate(families) if family in line.families), None)
    return None if steps is None else (not line.brands, steps)


def closest(lines: Iterable[ProductLine], families: Sequence[int], brand: int | None) -> int | None:
    """Return the key of the closest line, of equally close ones the first; None when the product is of no line.

    >>> tools, drills = ProductLine(1, families=frozenset({3})), ProductLine(2, families=frozenset({9}))
    >>> closest([tools, drills], [9, 3], None), closest([tools, drills], [4, 3], None), closest([drills], [4], None)
    (2, 1, None)
    """
    found = [(distance(line, families, brand), line.key) for line in lines]
    near = [(steps, key) for steps, key in found if steps is not None]
    return min(near, key=lambda item: item[0])[1] if near else None
