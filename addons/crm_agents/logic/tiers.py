"""Rates that grow with the volume of a period: marginal or retroactive tiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .commission import HUNDRED, ZERO, round_money


@dataclass(frozen=True)
class Tier:
    """From above this volume on the rate (percent) holds; what is exactly the volume belongs to the tier below."""

    above: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Scale:
    """The tiers of a plan. `mode` is marginal (each slice at its own rate) or retroactive (all at the rate reached)."""

    mode: str
    tiers: tuple[Tier, ...]
    step: Decimal = Decimal("0.01")


@dataclass(frozen=True)
class Step:
    """What a change of the volume is worth.

    `amount` is its own, at the rates it lies in, and `correction` what the `rest` of the volume gains or loses when
    retroactive tiers take it from `old` to `new` (percent).
    """

    before: Decimal
    volume: Decimal
    amount: Decimal
    rest: Decimal = ZERO
    old: Decimal = ZERO
    new: Decimal = ZERO
    correction: Decimal = ZERO


def rate_at(scale: Scale, volume: Decimal) -> Decimal:
    """Return the rate (percent) that a volume has reached; nothing and less than nothing stand in the lowest tier.

    >>> scale = Scale("marginal", (Tier(Decimal(0), Decimal(2)), Tier(Decimal(10000), Decimal(3))))
    >>> rate_at(scale, Decimal("10000.00")), rate_at(scale, Decimal("10000.01")), rate_at(scale, Decimal(-5))
    (Decimal('2'), Decimal('3'), Decimal('2'))
    """
    reached = [tier.rate for tier in _ordered(scale) if tier.above < volume]
    return reached[-1] if reached else _ordered(scale)[0].rate


def slices(scale: Scale, start: Decimal, end: Decimal) -> list[tuple[Decimal, Decimal]]:
    """Return (part, rate) of the way from one volume to another, tier by tier; parts are negative on the way down.

    >>> scale = Scale("marginal", (Tier(Decimal(0), Decimal(2)), Tier(Decimal(10000), Decimal(3))))
    >>> slices(scale, Decimal(8000), Decimal(14000))
    [(Decimal('2000'), Decimal('2')), (Decimal('4000'), Decimal('3'))]
    >>> slices(scale, Decimal(14000), Decimal(13000))
    [(Decimal('-1000'), Decimal('3'))]
    """
    if end < start:
        return [(-part, rate) for part, rate in reversed(slices(scale, end, start))]
    parts = []
    tiers = _ordered(scale)
    for position, tier in enumerate(tiers):
        low = start if position == 0 else max(start, tier.above)
        high = end if position == len(tiers) - 1 else min(end, tiers[position + 1].above)
        if low < high:
            parts.append((high - low, tier.rate))
    return parts


def worth(scale: Scale, volume: Decimal) -> Decimal:
    """Return the commission of a period's volume, rounded once: whatever made it up, in whatever order.

    >>> tiers = (Tier(Decimal(0), Decimal(2)), Tier(Decimal(10000), Decimal(3)), Tier(Decimal(25000), Decimal(5)))
    >>> worth(Scale("marginal", tiers), Decimal(29000)), worth(Scale("retroactive", tiers), Decimal(29000))
    (Decimal('850.00'), Decimal('1450.00'))
    >>> worth(Scale("marginal", tiers), Decimal(10000)), worth(Scale("retroactive", tiers), Decimal(10000))
    (Decimal('200.00'), Decimal('200.00'))
    """
    if _is_retroactive(scale):
        return _at_one_rate(scale, volume, rate_at(scale, volume))
    whole = sum((part * rate for part, rate in slices(scale, ZERO, volume)), ZERO)
    return round_money(whole / HUNDRED, scale.step)


def tier_steps(scale: Scale, before: Decimal, volumes: Iterable[Decimal]) -> list[Step]:
    """Return what each change of the volume is worth, after `before` was counted already.

    Amounts and corrections add up to the worth of the volume reached less the worth of the volume before.

    >>> tiers = (Tier(Decimal(0), Decimal(2)), Tier(Decimal(10000), Decimal(3)), Tier(Decimal(25000), Decimal(5)))
    >>> [step.amount for step in tier_steps(Scale("marginal", tiers), Decimal(0), [8000, 6000, 15000])]
    [Decimal('160.00'), Decimal('160.00'), Decimal('530.00')]
    >>> for step in tier_steps(Scale("retroactive", tiers), Decimal(0), [8000, 6000, 15000]):
    ...     print(step.amount, step.correction)
    160.00 0.00
    180.00 80.00
    750.00 280.00
    >>> (step,) = tier_steps(Scale("retroactive", tiers), Decimal(29000), [-15000])
    >>> step.amount, step.correction, step.rest, step.old, step.new
    (Decimal('-750.00'), Decimal('-280.00'), Decimal('14000'), Decimal('5'), Decimal('3'))
    """
    steps = []
    make = _retroactive_step if _is_retroactive(scale) else _step
    for volume in volumes:
        steps.append(make(scale, before, volume))
        before += volume
    return steps


def _is_retroactive(scale: Scale) -> bool:
    return scale.mode == "retroactive"


def _step(scale: Scale, before: Decimal, volume: Decimal) -> Step:
    return Step(before, volume, worth(scale, before + volume) - worth(scale, before))


def _retroactive_step(scale: Scale, before: Decimal, volume: Decimal) -> Step:
    """Return a step at one rate, the higher volume's: what comes lifts what was there, what goes leaves it behind."""
    after = before + volume
    old, new = rate_at(scale, before), rate_at(scale, after)
    if volume > 0:
        rest, between = before, _at_one_rate(scale, before, new)
        amount, correction = worth(scale, after) - between, between - worth(scale, before)
    else:
        rest, between = after, _at_one_rate(scale, after, old)
        amount, correction = between - worth(scale, before), worth(scale, after) - between
    return Step(before, volume, amount, rest, old, new, correction)


def next_tier(scale: Scale, volume: Decimal) -> Tier | None:
    """Return the tier that a growing volume reaches next, None when it is in the highest.

    >>> next_tier(Scale("marginal", (Tier(Decimal(0), Decimal(2)), Tier(Decimal(10), Decimal(3)))), Decimal(10))
    Tier(above=Decimal('10'), rate=Decimal('3'))
    """
    return next((tier for tier in _ordered(scale) if tier.above >= volume and tier.above > 0), None)


def _at_one_rate(scale: Scale, volume: Decimal, rate: Decimal) -> Decimal:
    return round_money(volume * rate / HUNDRED, scale.step)


def _ordered(scale: Scale) -> Sequence[Tier]:
    """Return the tiers from the lowest on; below the first of them nothing is earned."""
    tiers = sorted(scale.tiers, key=lambda tier: tier.above)
    return tiers if tiers and tiers[0].above <= 0 else [Tier(ZERO, ZERO), *tiers]
