"""Which months and sellers a search can find at most, told from its domain: nothing else need be added up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from .target_periods import months_later


@dataclass(frozen=True)
class Bounds:
    """Days from `first` to `last`, both included, and `agents` (ids); None is without bound."""

    first: date | None = None
    last: date | None = None
    agents: frozenset[int] | None = None

    def both(self, other: "Bounds") -> "Bounds":
        """What lies within both.

        >>> january = Bounds(date(2026, 1, 1), date(2026, 1, 31))
        >>> january.both(Bounds(last=date(2026, 1, 9), agents=frozenset({7}))).last
        datetime.date(2026, 1, 9)
        """
        return Bounds(
            _known(max, self.first, other.first),
            _known(min, self.last, other.last),
            _known(frozenset.intersection, self.agents, other.agents),
        )

    def either(self, other: "Bounds") -> "Bounds":
        """The narrowest bounds around both.

        >>> january = Bounds(date(2026, 1, 1), date(2026, 1, 31))
        >>> january.either(Bounds(last=date(2026, 1, 9))).first is None
        True
        """
        return Bounds(
            self.first and other.first and min(self.first, other.first),
            self.last and other.last and max(self.last, other.last),
            None if self.agents is None or other.agents is None else self.agents | other.agents,
        )

    def earlier(self, years: int) -> tuple[date | None, date | None]:
        """The whole months of it, `years` before: first day, and first day after.

        >>> Bounds(date(2026, 1, 5), date(2026, 3, 1)).earlier(1)
        (datetime.date(2025, 1, 1), datetime.date(2025, 4, 1))
        """
        return (
            self.first and months_later(self.first, -12 * years),
            self.last and months_later(self.last, 1 - 12 * years),
        )


def _known(choose: Callable, one, other):
    """`choose` of two values, the other one where one is None."""
    return choose(one, other) if one is not None and other is not None else other if one is None else one


def bounds_of(domain: Sequence, of_condition: Callable[..., Bounds]) -> Bounds:
    """Return the bounds around all that a domain in prefix notation can find.

    :param of_condition: the bounds of one condition, given as (field, operator, value)

    >>> since = lambda _field, _operator, value: Bounds(first=value)
    >>> two = [("month", ">=", date(2026, 1, 1)), ("month", ">=", date(2026, 5, 1))]
    >>> [bounds_of([sign, *two], since).first.month for sign in "&|"], bounds_of(["!", two[0]], since).first
    ([5, 1], None)
    """
    terms, found = iter(domain), Bounds()
    for term in terms:
        found = found.both(_operand(term, terms, of_condition))
    return found


def _operand(term, terms, of_condition) -> Bounds:
    if term == "!":
        _operand(next(terms), terms, of_condition)
        return Bounds()
    if term in ("&", "|"):
        one, other = (_operand(next(terms), terms, of_condition) for _side in "12")
        return one.both(other) if term == "&" else one.either(other)
    return of_condition(*term) if isinstance(term, tuple) and len(term) == 3 else Bounds()
