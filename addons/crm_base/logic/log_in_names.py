"""A log-in for a person of whom only the name is known."""

import re
import unicodedata
from collections.abc import Container


def log_in_name(name: str, taken: Container[str] = frozenset()) -> str:
    """First and last name in plain letters with a point between, numbered when taken.

    >>> log_in_name("João da Conceição"), log_in_name("Nancy Davolio", {"nancy.davolio"})
    ('joao.conceicao', 'nancy.davolio2')
    >>> log_in_name("דנה כהן")
    'דנה.כהן'
    """
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)
    )
    words = re.findall(r"\w+", letters) or ["user"]
    stem = words[0] if len(words) == 1 else f"{words[0]}.{words[-1]}"
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem}{number}", number + 1
    return candidate
