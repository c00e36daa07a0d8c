"""Reading a quantity as a buyer types it: decimal comma or point, groups of thousands, and nothing else."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

LARGEST = Decimal(1_000_000)
_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_NUMBER = re.compile(r"[+-]?[\d.,]+")


@dataclass(frozen=True)
class Quantity:
    """A quantity read, or why it could not be: missing, not_a_number, not_positive, too_large, too_precise."""

    value: Decimal | None = None
    problem: str = ""


def read_quantity(
    text: str,
    *,
    decimal_mark: str = ".",
    decimals: int = 2,
    allow_zero: bool = False,
    largest: Decimal = LARGEST,
) -> Quantity:
    """The quantity that `text` means to somebody whose language writes decimals with `decimal_mark`.

    Amounts are read by the same rules, with a `largest` of their own.

    >>> read_quantity("12").value
    Decimal('12')
    >>> read_quantity("1,5", decimal_mark=",").value, read_quantity("1,5", decimal_mark=".").value
    (Decimal('1.5'), Decimal('1.5'))
    >>> read_quantity("1.500", decimal_mark=",").value, read_quantity("1 500,25", decimal_mark=",").value
    (Decimal('1500'), Decimal('1500.25'))
    >>> [read_quantity(text).problem for text in ("", "NaN", "1e12", "-1", "0", "9999999", "1.234")]
    ['missing', 'not_a_number', 'not_a_number', 'not_positive', 'not_positive', 'too_large', 'too_precise']
    """
    text = _SPACES.sub("", text or "")
    if not text:
        return Quantity(problem="missing")
    if len(text) > 30 or not text.isascii() or not _NUMBER.fullmatch(text):
        return Quantity(problem="not_a_number")
    try:
        value = Decimal(_with_point(text, decimal_mark))
    except InvalidOperation:
        return Quantity(problem="not_a_number")
    return _checked(value, decimals, allow_zero, largest)


def write_quantity(quantity: float | Decimal, decimal_mark: str = ".") -> str:
    """A quantity without idle noughts, with the reader's decimal mark, as an input field shows it.

    >>> write_quantity(12.0), write_quantity(Decimal("1.50"), ","), write_quantity(1_000_000)
    ('12', '1,5', '1000000')
    """
    return f"{float(quantity):.6f}".rstrip("0").rstrip(".").replace(".", decimal_mark)


def _checked(value: Decimal, decimals: int, allow_zero: bool, largest: Decimal) -> Quantity:
    if value < 0 or (value == 0 and not allow_zero):
        return Quantity(problem="not_positive")
    if value > largest:
        return Quantity(problem="too_large")
    if value != round(value, decimals):
        return Quantity(problem="too_precise")
    return Quantity(value)


def _with_point(text: str, decimal_mark: str) -> str:
    marks = {mark for mark in ".," if mark in text}
    if len(marks) == 2:
        mark = max(marks, key=text.rindex)
    elif len(marks) == 1:
        mark = _single_mark(text, marks.pop(), decimal_mark)
    else:
        return text
    whole, _, fraction = text.rpartition(mark) if mark else (text, "", "")
    groups = re.split(r"[.,]", whole)
    if any(len(group) != 3 for group in groups[1:]):
        raise InvalidOperation
    return "".join(groups) + ("." + fraction if fraction else "")


def _single_mark(text: str, mark: str, decimal_mark: str) -> str:
    # "1.500" is a thousand and a half only where the point is the decimal mark; "1.5" can mean one thing alone.
    is_group = text.count(mark) > 1 or (mark != decimal_mark and len(text) - text.rindex(mark) == 4)
    return "" if is_group else mark
