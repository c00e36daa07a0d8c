"""Dates as people write them: ISO, day or month first, months as words in our languages."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from .import_cells import CellError, read_text

TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z| ?[+-]\d{2}:?\d{2})?$")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
THREE_PARTS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})\Z")
WORD = re.compile(r"[^\W\d_]+")
FILLERS = frozenset({"de", "del", "of"})
# Excel's day 1 is 1900-01-01, and it believes that 1900 was a leap year.
EXCEL_DAY_ZERO = date(1899, 12, 30)
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
PIVOT = 70
MONTHS = [
    "jan january janeiro enero ene ינואר ינו",
    "feb february fevereiro fev febrero פברואר פבר",
    "mar march marco marzo מרץ מרס",
    "apr april abril abr אפריל אפר",
    "may maio mai mayo מאי",
    "jun june junho junio יוני",
    "jul july julho julio יולי",
    "aug august agosto ago אוגוסט אוג",
    "sep sept september setembro set septiembre setiembre ספטמבר ספט",
    "oct october outubro out octubre אוקטובר אוק",
    "nov november novembro noviembre נובמבר נוב",
    "dec december dezembro dez diciembre dic דצמבר דצמ",
]
MONTH_OF_WORD = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}


def infer_day_first(texts: Iterable[str], default: bool) -> bool:
    """Whether a column writes the day before the month; `default` (the user's language) if it does not show.

    >>> infer_day_first(["03/04/2026", "25/04/2026"], False), infer_day_first(["03/04/2026"], False)
    (True, False)
    """
    day_first = month_first = 0
    for text in texts:
        match = THREE_PARTS.match(TIME.sub("", text.strip()))
        if match:
            first, second = int(match[1]), int(match[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return default if day_first == month_first else day_first > month_first


def read_date(value: object, day_first: bool = True) -> date:
    """A date; a number is Excel's count of days, a time of day is dropped.

    >>> read_date("3/4/2026"), read_date("3/4/26", day_first=False), read_date("1996-07-04 00:00:00.000")
    (datetime.date(2026, 4, 3), datetime.date(2026, 3, 4), datetime.date(1996, 7, 4))
    >>> read_date("4 de março de 2026"), read_date("Mar 4, 2026"), read_date(46085.0)
    (datetime.date(2026, 3, 4), datetime.date(2026, 3, 4), datetime.date(2026, 3, 4))
    """
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _from_serial(value)
    else:
        found = _from_text(TIME.sub("", read_text(value)).strip(), day_first)
    if not EARLIEST <= found < LATEST:
        raise CellError("date")
    return found


def _from_serial(number: float) -> date:
    if not 1 <= number < (LATEST - EXCEL_DAY_ZERO).days:
        raise CellError("date")
    return EXCEL_DAY_ZERO + timedelta(days=int(number))


def _from_text(text: str, day_first: bool) -> date:
    match = ISO.match(text) or COMPACT.match(text)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = THREE_PARTS.match(text)
    if match:
        first, second, year = int(match[1]), int(match[2]), _year(match[3])
        return _date(year, second, first) if day_first else _date(year, first, second)
    return _from_words(text)


def _from_words(text: str) -> date:
    """A date with the month as a word: the word gives the month, the four-digit or last number the year."""
    months = [
        MONTH_OF_WORD.get(_bare_word(word)) for word in WORD.findall(text) if word.casefold() not in FILLERS
    ]
    numbers = re.findall(r"\d+", text)
    if len(months) != 1 or months[0] is None or len(numbers) != 2:
        raise CellError("date")
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return _date(_year(year), months[0], int(day))


def _bare_word(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    # Hebrew puts "in" before the month: 4 במרץ 2026.
    return bare[1:] if bare.startswith("ב") and len(bare) > 3 else bare


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise CellError("date")
    return int(text) + (1900 if int(text) >= PIVOT else 2000)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellError("date") from error
