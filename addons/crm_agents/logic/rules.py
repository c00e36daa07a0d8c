"""Which rule of a commission plan gives the rate of a sold line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Rule:
    """One row of a plan, in the plan's order. An empty criterion matches everything.

    `rate`, `discount_from` and `margin_from` in percent; the last two match what is equal or more. With `by_tier` the
    rate is that of the plan's tiers.
    """

    key: int
    rate: Decimal
    agent: int | None = None
    customer_group: int | None = None
    customer: int | None = None
    product: int | None = None
    family: int | None = None
    brand: int | None = None
    discount_from: Decimal | None = None
    margin_from: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    by_tier: bool = False

    @property
    def earns(self) -> bool:
        """Whether what the rule fits earns anything, or is excluded by it.

        >>> Rule(1, Decimal(0)).earns, Rule(1, Decimal(0), by_tier=True).earns
        (False, True)
        """
        return self.by_tier or bool(self.rate)

    def besides_family(self) -> tuple:
        """Return all criteria except the family: rules equal in these compete by family alone."""
        return (
            self.agent,
            self.customer_group,
            self.customer,
            self.product,
            self.brand,
            self.discount_from,
            self.margin_from,
            self.date_from,
            self.date_to,
        )


@dataclass(frozen=True)
class Sale:
    """What rules look at. `families` from the product's own family up to the root.

    `discount` is the effective one, against the list price, and `margin` that of the line, both in percent.
    """

    day: date
    agent: int
    customer: int | None = None
    customer_groups: frozenset[int] = frozenset()
    product: int | None = None
    families: tuple[int, ...] = ()
    brand: int | None = None
    discount: Decimal = Decimal(0)
    margin: Decimal = Decimal(0)


def matches(rule: Rule, sale: Sale) -> bool:
    """Tell whether every criterion of the rule holds for the sale.

    >>> matches(Rule(1, Decimal(5), family=3), Sale(date(2026, 1, 1), agent=7, families=(9, 3)))
    True
    >>> matches(Rule(1, Decimal(5), date_to=date(2025, 12, 31)), Sale(date(2026, 1, 1), agent=7))
    False
    """
    return (
        (rule.date_from is None or rule.date_from <= sale.day)
        and (rule.date_to is None or sale.day <= rule.date_to)
        and rule.agent in (None, sale.agent)
        and rule.customer in (None, sale.customer)
        and (rule.customer_group is None or rule.customer_group in sale.customer_groups)
        and rule.product in (None, sale.product)
        and (rule.family is None or rule.family in sale.families)
        and rule.brand in (None, sale.brand)
        and (rule.discount_from is None or rule.discount_from <= sale.discount)
        and (rule.margin_from is None or rule.margin_from <= sale.margin)
    )


def choose_rule(rules: Iterable[Rule], sale: Sale) -> Rule | None:
    """Return the rule that gives the rate: the first that matches, in the plan's order.

    Among rules that differ from it in nothing but the family, the nearest family wins wherever it stands,
    so "Furniture 5 %" above "Furniture / Chairs 8 %" does not hide the chairs.

    >>> rules = [
    ...     Rule(1, Decimal(5), family=3), Rule(2, Decimal(8), family=9), Rule(3, Decimal(2)),
    ... ]
    >>> choose_rule(rules, Sale(date(2026, 1, 1), agent=7, families=(9, 3))).key
    2
    >>> choose_rule(rules, Sale(date(2026, 1, 1), agent=7, families=(4,))).key
    3
    """
    matching = [rule for rule in rules if matches(rule, sale)]
    if not matching or matching[0].family is None:
        return matching[0] if matching else None
    rivals = [
        rule
        for rule in matching
        if rule.family is not None and rule.besides_family() == matching[0].besides_family()
    ]
    return min(rivals, key=lambda rule: sale.families.index(rule.family))
