"""When an order needs somebody's word, and how far that word carries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Standing:
    """Credit and obligo of a customer against its ceilings (`None`: no ceiling), in one currency."""

    credit: Decimal
    obligo: Decimal
    credit_ceiling: Decimal | None = None
    obligo_ceiling: Decimal | None = None

    def plus(self, amount: Decimal) -> "Standing":
        """The standing after an order of `amount` more.

        >>> Standing(Decimal(1), Decimal(3)).plus(Decimal(10))
        Standing(credit=Decimal('11'), obligo=Decimal('13'), credit_ceiling=None, obligo_ceiling=None)
        """
        return replace(self, credit=self.credit + amount, obligo=self.obligo + amount)


@dataclass(frozen=True)
class Finding:
    """One thing in an order that somebody must answer for; money in the company's currency.

    `value` is what was found, `ceiling` what would have been right, `excess` how far apart they are.
    """

    reason: str
    value: Decimal
    ceiling: Decimal
    excess: Decimal
    line_id: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Release:
    """A finding that was released: up to which excess (tolerance in percent of the value), until which day."""

    reason: str
    value: Decimal
    excess: Decimal
    tolerance: Decimal
    valid_until: date | None = None
    line_id: int | None = None

    @property
    def covered_excess(self) -> Decimal:
        """Largest excess this release still covers.

        >>> Release("credit", Decimal(12000), Decimal(2000), Decimal(5)).covered_excess
        Decimal('2600')
        """
        return self.excess + abs(self.value) * self.tolerance / HUNDRED


def ceiling_findings(standing: Standing, amount: Decimal, reasons: Iterable[str]) -> tuple[Finding, ...]:
    """Findings of an order that adds `amount` to `standing`; an order that adds nothing has none.

    >>> standing = Standing(Decimal(9000), Decimal(14000), Decimal(10000), Decimal(15000))
    >>> [(f.reason, f.value, f.excess) for f in ceiling_findings(standing, Decimal(1500), ("credit", "obligo"))]
    [('credit', Decimal('10500'), Decimal('500')), ('obligo', Decimal('15500'), Decimal('500'))]
    >>> ceiling_findings(standing, Decimal(1000), ("credit", "obligo"))
    ()
    """
    if amount <= 0:
        return ()
    after = standing.plus(amount)
    checks = (("credit", after.credit, after.credit_ceiling), ("obligo", after.obligo, after.obligo_ceiling))
    return tuple(
        Finding(reason, value, ceiling, value - ceiling)
        for reason, value, ceiling in checks
        if reason in reasons and ceiling is not None and value > ceiling
    )


def is_covered(finding: Finding, releases: Iterable[Release], today: date) -> bool:
    """Whether a release still in force covers the finding, its tolerance included.

    >>> release = Release("credit", Decimal(12000), Decimal(2000), Decimal(5), date(2026, 3, 31))
    >>> found = Finding("credit", Decimal(12600), Decimal(10000), Decimal(2600))
    >>> is_covered(found, [release], date(2026, 3, 31)), is_covered(found, [release], date(2026, 4, 1))
    (True, False)
    >>> is_covered(replace(found, excess=Decimal("2600.01")), [release], date(2026, 3, 31))
    False
    """
    return any(
        release.reason == finding.reason
        and release.line_id == finding.line_id
        and finding.excess <= release.covered_excess
        and (release.valid_until is None or today <= release.valid_until)
        for release in releases
    )
