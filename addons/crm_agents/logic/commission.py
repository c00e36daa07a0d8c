"""Commission in money: what a line earns, and how it is recognised in steps without losing a cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
ZERO = Decimal(0)


def round_money(amount: Decimal, step: Decimal) -> Decimal:
    """Round half away from zero to the currency's smallest step.

    >>> round_money(Decimal("11.665"), Decimal("0.01"))
    Decimal('11.67')
    >>> round_money(Decimal("-11.665"), Decimal("0.01"))
    Decimal('-11.67')
    >>> round_money(Decimal("12.32"), Decimal("0.05"))
    Decimal('12.30')
    """
    return ((amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step).quantize(step)


@dataclass(frozen=True)
class Claim:
    """An agent's part of one line: `share` and `rate` in percent."""

    agent: int
    share: Decimal
    rate: Decimal


def divide(base: Decimal, claims: Iterable[Claim], step: Decimal) -> dict[int, Decimal]:
    """Return what each agent earns of a line's base when all of it is recognised.

    Agents with the same rate divide one rounded sum and the last of them takes the remainder, so that 60 and
    40 % of 10.01 are 6.01 and 4.00; agents with different rates are rounded each for himself.

    >>> divide(Decimal("200.20"), [Claim(1, Decimal(60), Decimal(5)), Claim(2, Decimal(40), Decimal(5))],
    ...        Decimal("0.01"))
    {1: Decimal('6.01'), 2: Decimal('4.00')}
    >>> divide(Decimal(1000), [Claim(1, Decimal(60), Decimal(5)), Claim(2, Decimal(40), Decimal(3))],
    ...        Decimal("0.01"))
    {1: Decimal('30.00'), 2: Decimal('12.00')}
    """
    by_rate: dict[Decimal, list[Claim]] = {}
    for claim in claims:
        by_rate.setdefault(claim.rate, []).append(claim)
    amounts: dict[int, Decimal] = {}
    for rate, group in by_rate.items():
        whole = sum((claim.share for claim in group), ZERO)
        rest = round_money(base * rate * whole / HUNDRED / HUNDRED, step)
        for claim in group[:-1]:
            amounts[claim.agent] = round_money(base * rate * claim.share / HUNDRED / HUNDRED, step)
            rest -= amounts[claim.agent]
        amounts[group[-1].agent] = rest
    return amounts


def recognised(
    total: Decimal, settled: Decimal, gross: Decimal, step: Decimal, limit: Decimal | None = Decimal(1)
) -> Decimal:
    """Return the part of `total` that is due when `settled` of the document's `gross` was received.

    Of a document that asks for nothing, as after a down payment of the whole, all is due at once.

    :param limit: the largest part; None where money received may be worth more than was invoiced

    >>> recognised(Decimal("35.00"), Decimal("393.33"), Decimal("1180"), Decimal("0.01"))
    Decimal('11.67')
    >>> recognised(Decimal("35.00"), Decimal("1180.01"), Decimal("1180"), Decimal("0.01"))
    Decimal('35.00')
    >>> recognised(Decimal("35.00"), Decimal(0), Decimal(0), Decimal("0.01"))
    Decimal('35.00')
    """
    if not gross:
        return round_money(total, step)
    part = max(settled / gross, ZERO)
    return round_money(total * (part if limit is None else min(part, limit)), step)


def receipt_steps(
    total: Decimal,
    gross: Decimal,
    before: Decimal,
    changes: Sequence[Decimal],
    step: Decimal,
    limit: Decimal | None = Decimal(1),
) -> list[Decimal]:
    """Return the amount that each change of the receipts adds, after `before` was received already.

    A change is a receipt, or minus a receipt that was taken back. Each step is the difference of two rounded
    running sums: whatever the order, the steps add up to what the receipts of the end are worth.

    >>> receipt_steps(Decimal("35.00"), Decimal(1180), Decimal(0),
    ...               [Decimal("393.33"), Decimal("393.33"), Decimal("393.34")], Decimal("0.01"))
    [Decimal('11.67'), Decimal('11.66'), Decimal('11.67')]
    """
    amounts = []
    reached = recognised(total, before, gross, step, limit)
    for change in changes:
        before += change
        new = recognised(total, before, gross, step, limit)
        amounts.append(new - reached)
        reached = new
    return amounts
