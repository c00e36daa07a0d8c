"""Numbers as people write them: decimal comma or point, thousands in any form, currency signs, percent."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from .import_cells import CellError, read_text

SPACES = re.compile(r"[\s\u00a0\u202f\u2009'\u2019_]")
SIGNS = re.compile(r"^(?:R\$|US\$|[€$£₪¥])|(?:R\$|[€$£₪¥]|EUR|USD|BRL|ILS)$", re.IGNORECASE)
DIGITS = re.compile(r"[+-]?\d[\d.,]*\Z|[+-]?[.,]\d+\Z")
LARGEST = Decimal(10) ** 15


def strip_number(text: str) -> str:
    """A number without spaces, currency and percent signs; brackets and a last minus negate it.

    >>> strip_number("R$ 1.234,50"), strip_number("(12.5)"), strip_number("7 %"), strip_number("3,5-")
    ('1.234,50', '-12.5', '7', '-3,5')
    """
    bare = SPACES.sub("", text).replace("\u2212", "-").replace("\u200f", "").replace("\u200e", "")
    bare = bare.removesuffix("%")
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = bare[1:-1]
    bare = SIGNS.sub("", bare)
    if bare.endswith("-"):
        negative, bare = True, bare[:-1]
    return "-" + bare if negative else bare


def decimal_mark(text: str) -> str | None:
    """The decimal mark that one number shows beyond doubt, or None where both readings are possible.

    >>> [decimal_mark(number) for number in ("1.234,5", "1,234.50", "12,5", "1.234", "1,234,567", "15")]
    [',', '.', ',', None, '.', None]
    """
    bare = strip_number(text)
    if not DIGITS.match(bare):
        return None
    comma, point = bare.count(","), bare.count(".")
    if comma and point:
        return "," if bare.rindex(",") > bare.rindex(".") else "."
    if not comma and not point:
        return None
    mark, other = (",", ".") if comma else (".", ",")
    if comma + point > 1:
        return other
    whole, _mark, decimals = bare.lstrip("+-").partition(mark)
    return mark if len(decimals) != 3 or not whole or len(whole) > 3 or whole.startswith("0") else None


def infer_decimal_mark(texts: Iterable[str], default: str) -> str:
    """The decimal mark of a whole column; `default` (the user's language) where no number decides it.

    The mark that more numbers show wins; a number that then cannot be read is an error of its row.

    >>> infer_decimal_mark(["1.234", "12,5"], "."), infer_decimal_mark(["1.234"], ",")
    (',', ',')
    """
    marks = [mark for mark in map(decimal_mark, texts) if mark]
    comma, point = marks.count(","), marks.count(".")
    if comma == point:
        return default
    return "," if comma > point else "."


def read_decimal(value: object, mark: str = ".") -> Decimal:
    """A number, exactly as written, `mark` being the decimal mark of its column.

    >>> read_decimal("1.234,50", ","), read_decimal(0.1), read_decimal("-3")
    (Decimal('1234.50'), Decimal('0.1'), Decimal('-3'))
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _bounded(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    bare = strip_number(read_text(value))
    if not DIGITS.match(bare):
        raise CellError("number")
    whole, _mark, decimals = bare.partition(mark)
    thousands = "." if mark == "," else ","
    if thousands in decimals or mark in decimals or not _groups_of_three(whole, thousands):
        raise CellError("number")
    try:
        return _bounded(
            Decimal(
                f"{whole.replace(thousands, '') or '0'}.{decimals or '0'}"
                if decimals
                else whole.replace(thousands, "")
            )
        )
    except InvalidOperation as error:
        raise CellError("number") from error


def _groups_of_three(whole: str, thousands: str) -> bool:
    first, *rest = whole.lstrip("+-").split(thousands)
    return not rest or (1 <= len(first) <= 3 and all(len(group) == 3 for group in rest))


def _bounded(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise CellError("number")
    if abs(number) >= LARGEST:
        raise CellError("too_large")
    return number


def are_shares(numbers: Iterable[Decimal]) -> bool:
    """Whether a column of discounts is written as shares of one (0.15) and not as percentages (15).

    >>> [are_shares(map(Decimal, column)) for column in (["0.15", "0"], ["1", "0"], ["0.5", "5"])]
    [True, False, False]
    """
    fraction = False
    for number in numbers:
        if not 0 <= number <= 1:
            return False
        fraction = fraction or 0 < number < 1
    return fraction
