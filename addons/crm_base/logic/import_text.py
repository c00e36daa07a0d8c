"""A .csv file as it comes: its encoding and its separator found from the bytes themselves."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from .import_cells import CellError

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
SEPARATORS = ",;\t|"
SAMPLE = 64 * 1024
# In cp1255 the bytes e0..fa are the Hebrew letters, in cp1252 they are à..ú: Hebrew words are made of them
# alone, Western words have them between plain letters.
WORD = re.compile(rb"[A-Za-z\xc0-\xff]{2,}")
HEBREW_WORD = re.compile(rb"[\xe0-\xfa]{2,}\Z")
PLAIN_WORD = re.compile(rb"[A-Za-z]+\Z")


def sniff_encoding(data: bytes) -> str:
    """The encoding of a text: its mark, UTF-16 by its zero bytes, UTF-8 if valid, else Hebrew or Western.

    >>> sniff_encoding("João".encode()), sniff_encoding("João".encode("cp1252"))
    ('utf-8', 'cp1252')
    >>> sniff_encoding("שלום".encode("cp1255"))
    'cp1255'
    >>> sniff_encoding("a;b".encode("utf-16-le")), sniff_encoding("a".encode("utf-8-sig"))
    ('utf-16-le', 'utf-8-sig')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE]
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and zeros_odd * 3 > half and not zeros_even:
        return "utf-16-le"
    if half and zeros_even * 3 > half and not zeros_odd:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        words = [word for word in WORD.findall(data) if not PLAIN_WORD.match(word)]
        hebrew = sum(1 for word in words if HEBREW_WORD.match(word))
        return "cp1255" if hebrew * 2 > len(words) else "cp1252"
    return "utf-8"


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and its encoding; `encoding` given by hand is taken as it is.

    Bytes that a Western or Hebrew code page leaves undefined are not guessed at: the file is refused.
    """
    chosen = encoding or sniff_encoding(data)
    try:
        text = data.decode(chosen)
    except (UnicodeDecodeError, LookupError) as error:
        raise CellError("encoding") from error
    if "\0" in text:
        raise CellError("nul")
    return text, chosen


def sniff_separator(text: str) -> str:
    """The separator that cuts the first lines most evenly; a comma where there is one column only.

    >>> sniff_separator('a;b;c\\n"x, y";1,5;2'), sniff_separator("a\\tb\\n1\\t2")
    (';', '\\t')
    """
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        rows = _first_rows(text, separator, 50)
        if not rows or len(rows[0]) < 2:
            continue
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        if (even, width) > best_score:
            best, best_score = separator, (even, width)
    return best


def _first_rows(text: str, separator: str, count: int) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text[:SAMPLE]), delimiter=separator):
            if any(row):
                rows.append(row)
            if len(rows) == count:
                break
    except csv.Error:
        return []
    # The sample may end in the middle of a row.
    return rows[:-1] if len(text) > SAMPLE and len(rows) < count and len(rows) > 1 else rows


def read_csv(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of the text, one at a time; quotes and line breaks inside quotes as in RFC 4180."""
    try:
        # Strict: a quote that is never closed would else swallow the rest of the file into one cell.
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise CellError("csv") from error
