"""What a cell of a sheet may hold, and the escape that keeps text we give out from being a formula."""

import re
from datetime import date, datetime
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*\Z")
LONGEST_TEXT = 32_767

TRUE_WORDS = frozenset(
    ["1", "true", "t", "yes", "y", "x", "sim", "s", "verdadeiro", "v", "si", "sí", "verdadero", "כן", "אמת"]
)
FALSE_WORDS = frozenset(["0", "false", "f", "no", "n", "não", "nao", "falso", "לא", "שקר"])


class CellError(ValueError):
    """A cell that cannot be read; `code` says why, for the message in the user's language."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing.

    >>> is_blank("  "), is_blank(None), is_blank(0)
    (True, True, False)
    """
    return value is None or (isinstance(value, str) and not value.strip())


def read_text(value: object) -> str:
    """A cell as text: a whole number has no decimals (a code or a telephone typed as one), a date is ISO.

    >>> read_text(4000.0), read_text("  Porto "), read_text("'=A1"), read_text(date(2026, 3, 1))
    ('4000', 'Porto', '=A1', '2026-03-01')
    >>> read_text("#N/A")
    Traceback (most recent call last):
    ...
    obligo_addons.crm_base.logic.import_cells.CellError: sheet_error
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = unescape("" if value is None else str(value)).strip()
    if text in SHEET_ERRORS:
        raise CellError("sheet_error")
    if "\0" in text:
        raise CellError("nul")
    if len(text) > LONGEST_TEXT:
        raise CellError("too_long")
    return text


def read_boolean(value: object) -> bool:
    """A yes or no, in any of our languages.

    >>> read_boolean("Sim"), read_boolean("לא"), read_boolean(1.0)
    (True, False, True)
    """
    word = read_text(value).casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise CellError("boolean")


def escape(value: object) -> object:
    """A value for a sheet we give out: text that could be taken for a formula starts with an apostrophe.

    >>> escape("=cmd|' /C calc'!A0"), escape("-12,50"), escape("- none"), escape("'@x"), escape(5)
    ("'=cmd|' /C calc'!A0", '-12,50', "'- none", "''@x", 5)
    """
    if not isinstance(value, str) or PLAIN_NUMBER.match(value):
        return value
    bare = value.lstrip("' ")
    if value.startswith(FORMULA_STARTS) or (value[:1] in ("'", " ") and bare.startswith(FORMULA_STARTS)):
        return "'" + value
    return value


def unescape(text: str) -> str:
    """What `escape` was given; any other text stays as it is, so that the mended file reads as the first did.

    >>> unescape("'=A1"), unescape("'tis"), unescape("''@x")
    ('=A1', "'tis", "'@x")
    """
    if text.startswith("'") and text.lstrip("' ").startswith(FORMULA_STARTS):
        return text[1:]
    return text
