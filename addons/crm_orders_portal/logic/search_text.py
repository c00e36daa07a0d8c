"""What customers search in: words without accents and letter case, and what is near enough to a mistyped word.

A figure is never guessed: "CUP-2" is a typing error of "CPU-2", and never of "CUP-1".
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 8
MOST_NEAR = 20
_MARKS = re.compile(r"[^\w]|_")
_FIGURES = re.compile(r"\d+")


def plain(text: str) -> str:
    """`text` in small letters, without accents and idle spaces.

    >>> plain("Chávena  AZUL"), plain("Straße")
    ('chavena azul', 'strasse')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())


def search_text(codes: Iterable[str], names: Iterable[str]) -> str:
    """All by which a thing is found: its codes, also without their marks, and its names in every language.

    >>> search_text(["CUP-1"], ["Blue cup", "Chávena azul", "Blue cup"])
    'cup-1 cup1 blue cup chavena azul'
    """
    codes = [plain(code) for code in codes if code]
    bare = [_MARKS.sub("", code) for code in codes]
    return " ".join(part for part in dict.fromkeys([*codes, *bare, *map(plain, filter(None, names))]) if part)


def search_words(text: str) -> list[str]:
    """The words somebody searches by.

    >>> search_words(" Chávena, AZUL ")
    ['chavena', 'azul']
    """
    return [word for word in (word.strip(",;") for word in plain(text).split()) if word][:MOST_WORDS]


def figures(word: str) -> str:
    """The figures in a word, one after the other.

    >>> figures("tea-10/2"), figures("tea")
    ('102', '')
    """
    return "".join(_FIGURES.findall(word))


def near_words(word: str, vocabulary: Iterable[str]) -> list[str]:
    """What `word` may have been meant for: itself where it stands in a word, else the words that differ least.

    >>> words = ["plate", "plates", "white", "cup-1"]
    >>> near_words("pltae", words), near_words("plat", words), near_words("cup-2", words), near_words("cpu-1", words)
    (['plate', 'plates'], ['plat'], [], ['cup-1'])
    """
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    found: dict[str, int] = {}
    for other in vocabulary:
        if word in other:
            return [word]
        if slips:
            far = _slips_to(word, other, slips)
            if far <= slips:
                found[other] = far
    least = min(found.values(), default=0)
    return sorted(other for other, far in found.items() if far == least)[:MOST_NEAR]


def _slips_to(word: str, other: str, most: int) -> int:
    # Whoever is still typing has the beginning of a word, so that is compared too.
    return min(
        (
            distance(word, part)
            for part in {other, other[: len(word)]}
            if abs(len(word) - len(part)) <= most and _FIGURES.findall(word) == _FIGURES.findall(part)
        ),
        default=most + 1,
    )


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, replace, or swap with their neighbour, until one word is the other.

    >>> distance("pltae", "plate"), distance("chvena", "chavena"), distance("cup", "cup")
    (1, 1, 0)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
