"""Buckets of debt by age: how many days past its due date an amount is."""

MAX_BOUNDS = 5


class BoundsError(ValueError):
    """What was typed as the bounds of buckets cannot be used; `args[0]` is what is wrong with it."""


def read_bounds(text: str) -> tuple[int, ...]:
    """The upper bounds of the buckets, in days overdue, from what a person typed.

    >>> read_bounds("30, 60,90 ; 120")
    (30, 60, 90, 120)
    >>> read_bounds("60, 30")
    Traceback (most recent call last):
    ...
    addons.crm_credit_control.logic.ageing.BoundsError: order
    """
    words = text.replace(",", " ").replace(";", " ").replace("/", " ").split()
    if not 1 <= len(words) <= MAX_BOUNDS:
        raise BoundsError("count")
    if not all(word.isascii() and word.isdigit() and len(word) <= 4 for word in words):
        raise BoundsError("number")
    bounds = tuple(int(word) for word in words)
    if any(low >= high for low, high in zip((0, *bounds), bounds, strict=False)):
        raise BoundsError("order")
    return bounds


def write_bounds(bounds: tuple[int, ...]) -> str:
    """The bounds as a person would type them.

    >>> write_bounds((30, 60))
    '30, 60'
    """
    return ", ".join(str(bound) for bound in bounds)


def ranges(bounds: tuple[int, ...]) -> tuple[tuple[int, int | None], ...]:
    """First and last day overdue of each bucket; the last bucket has no end.

    >>> ranges((30, 60))
    ((1, 30), (31, 60), (61, None))
    """
    firsts = (1, *(bound + 1 for bound in bounds))
    return tuple(zip(firsts, (*bounds, None), strict=True))


def label(first: int, last: int | None) -> str:
    """How a bucket is called: digits only, so the same in every language.

    >>> label(1, 30), label(121, None)
    ('1-30', '> 120')
    """
    return f"> {first - 1}" if last is None else f"{first}-{last}"
