"""A guarantee and a cap on what an agent earns in a period."""

from decimal import Decimal


def within(earned: Decimal, guarantee: Decimal | None, cap: Decimal | None) -> Decimal:
    """Return what the period is worth: at least the guarantee, at most the cap; None is no limit.

    >>> within(Decimal(400), Decimal(500), None), within(Decimal(900), Decimal(500), Decimal(800))
    (Decimal('500'), Decimal('800'))
    >>> within(Decimal(-25), None, Decimal(800))
    Decimal('-25')
    """
    if guarantee is not None:
        earned = max(earned, guarantee)
    if cap is not None:
        earned = min(earned, cap)
    return earned


def missing(
    earned: Decimal, booked: Decimal, guarantee: Decimal | None, cap: Decimal | None
) -> tuple[str, Decimal]:
    """Return which limit bears on a period and what is still to be booked for it; an amount of zero is none.

    `earned` is without what was `booked` for limits already: a late entry changes what is missing, and what was
    booked before stays.

    >>> missing(Decimal(400), Decimal(0), Decimal(500), None)
    ('guarantee', Decimal('100'))
    >>> missing(Decimal(450), Decimal(100), Decimal(500), None)
    ('guarantee', Decimal('-50'))
    >>> missing(Decimal(900), Decimal(0), None, Decimal(800))
    ('cap', Decimal('-100'))
    """
    wanted = within(earned, guarantee, cap) - earned
    missed = wanted - booked
    lowered = wanted < 0 or (not wanted and booked < 0)
    return ("cap" if lowered else "guarantee"), missed


def limits_in_text(guarantee: Decimal | None, cap: Decimal | None) -> dict[str, str | None]:
    """Return the limits as they are kept beside what they were held against.

    >>> limits_in_text(Decimal("500.00"), None)
    {'guarantee': '500.00', 'cap': None}
    """
    return {
        "guarantee": None if guarantee is None else str(guarantee),
        "cap": None if cap is None else str(cap),
    }
