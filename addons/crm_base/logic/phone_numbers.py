"""One normal form for the many ways a telephone number is written."""

import re

# ITU E.164: zones 1 and 7 have one digit, these have two, all others have three.
_TWO_DIGIT_CODES_TEXT = """
20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82
84 86 90 91 92 93 94 95 98
"""
_TWO_DIGIT_CODES = frozenset(_TWO_DIGIT_CODES_TEXT.split())
# Fewest national digits for which a leading calling code is believed although no "+" was typed. Where an area code
# may equal the calling code (Brazil's 55) or numbers are long, the national length itself decides.
_NATIONAL_DIGITS = {"1": 10, "7": 10, "55": 10, "351": 9, "34": 9, "39": 9, "44": 10, "86": 10, "91": 10}
_SHORTEST_NATIONAL = 8
FULL_WIDTH_PLUS = "\uff0b"
_SHORTEST_NUMBER = 7
_LONGEST_NUMBER = 15
_EXTENSION = re.compile(r"(?:ext\.?|extension|ramal|שלוחה|x|#)\s*\d{1,6}\s*$", re.IGNORECASE)
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")


def calling_code(digits: str) -> str:
    """Country calling code that an international number (digits only) starts with.

    >>> calling_code("351212345678"), calling_code("5511987654321"), calling_code("12025550123")
    ('351', '55', '1')
    """
    if digits[:1] in ("1", "7"):
        return digits[:1]
    if digits[:2] in _TWO_DIGIT_CODES:
        return digits[:2]
    return digits[:3]


def normal_phone(text: str | None, country_calling_code: int | None = None) -> str:
    """Digits of a number with its calling code and without trunk zeros; empty when it is no usable number.

    `country_calling_code` is that of the customer's country; it completes a number written the national way.

    >>> normal_phone("+351 21 234 56 78")
    '351212345678'
    >>> normal_phone("(21) 234-5678 ext. 12", 351), normal_phone("00351 (0)212345678")
    ('351212345678', '351212345678')
    >>> normal_phone("03-612 3456", 972) == normal_phone("+972 3 6123456") == "97236123456"
    True
    >>> normal_phone("06 1234 5678", 39) == normal_phone("+39 06 12345678")
    True
    >>> normal_phone("(55) 99123-4567", 55)
    '5555991234567'
    >>> normal_phone("12-34"), normal_phone(None)
    ('', '')
    """
    cleaned = _EXTENSION.sub("", _TRUNK_IN_BRACKETS.sub("", text or ""))
    # str.isdecimal also takes Arabic-Indic digits, which int() turns into the usual ones.
    digits = "".join(str(int(char)) for char in cleaned if char.isdecimal())
    is_international = cleaned.strip().startswith(("+", FULL_WIDTH_PLUS)) or digits.startswith("00")
    if is_international:
        number = _without_trunk_zeros(digits.lstrip("0"))
    else:
        number = _completed(digits, str(country_calling_code or ""))
    return number if _SHORTEST_NUMBER <= len(number) <= _LONGEST_NUMBER else ""


def _without_trunk_zeros(international: str) -> str:
    """The number with the zeros after its calling code taken away, as Italy keeps them and others do not.

    >>> _without_trunk_zeros("390612345678")
    '39612345678'
    """
    code = calling_code(international)
    return code + international[len(code) :].lstrip("0")


def _completed(digits: str, code: str) -> str:
    """A number written the national way, completed with the calling code.

    >>> _completed("0612345678", "31"), _completed("351212345678", "351"), _completed("212345678", "")
    ('31612345678', '351212345678', '212345678')
    """
    national = digits.lstrip("0")
    if not code or not national:
        return national
    had_trunk_zero = len(national) < len(digits)
    rest = national.removeprefix(code)
    if (
        not had_trunk_zero
        and rest != national
        and len(rest) >= _NATIONAL_DIGITS.get(code, _SHORTEST_NATIONAL)
    ):
        return _without_trunk_zeros(national)
    return code + national
