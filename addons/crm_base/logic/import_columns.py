"""The columns a kind of import knows, and how the headers of a file find them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TYPES = ("text", "decimal", "percent", "integer", "date", "boolean")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class ColumnSpec:
    """One column of an import kind.

    `label` is the header in the user's language; `aliases` are other headers seen in files, in any language.
    A `key` column tells whether a row is already there (all key columns together); no two rows of a file have the
    same value in a `unique` one; rows of one `group` value are handled together and must follow each other (the lines
    of one order).
    A `percent` is written as 15 or, if the whole column is between 0 and 1, as 0.15; it arrives as 15.
    """

    name: str
    label: str
    type: str = "text"
    required: bool = False
    key: bool = False
    unique: bool = False
    group: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    note: str = ""

    def __post_init__(self):
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: unknown type {self.type}")


def normalise_header(header: str) -> str:
    """A header without case, accents, punctuation and spaces.

    >>> normalise_header("Nº de Cliente *"), normalise_header("CustomerID"), normalise_header("קוד לקוח")
    ('nodecliente', 'customerid', 'קודלקוח')
    """
    text = unicodedata.normalize("NFKD", header.casefold())
    return "".join(c for c in text if c.isalnum() and not unicodedata.combining(c))


def match_headers(
    headers: Sequence[str],
    columns: Iterable[ColumnSpec],
    translated: dict[str, Iterable[str]] | None = None,
    saved: dict[str, str] | None = None,
) -> list[str | None]:
    """The column name for each header, in order, or None; no column is given twice, the first header wins.

    A mapping saved by name comes first, then name and label, then labels in other languages (`translated`:
    column name to labels), then aliases.

    >>> code = ColumnSpec("code", "Code", aliases=("CustomerID",))
    >>> name = ColumnSpec("name", "Name", aliases=("nome",))
    >>> match_headers(["NOME", "Customer ID", "Fax", "Name"], [code, name])
    [None, 'code', None, 'name']
    >>> match_headers(["NOME", "Fax"], [code, name], saved={"Fax": "code"})
    ['name', 'code']
    """
    columns = list(columns)
    saved = {normalise_header(header): name for header, name in (saved or {}).items()}
    known = {column.name for column in columns}
    rounds = [
        {header: name for header, name in saved.items() if name in known},
        _index(columns, lambda column: (column.name, column.label)),
        _index(columns, lambda column: tuple((translated or {}).get(column.name, ()))),
        _index(columns, lambda column: column.aliases),
    ]
    matched: list[str | None] = [None] * len(headers)
    for index in rounds:
        for position, header in enumerate(headers):
            name = index.get(normalise_header(header))
            if name and matched[position] is None and name not in matched:
                matched[position] = name
    # A header that the saved mapping leaves out on purpose stays out.
    return [
        None if saved.get(normalise_header(header)) == "" else name
        for header, name in zip(headers, matched, strict=True)
    ]


def _index(columns: Iterable[ColumnSpec], words) -> dict[str, str]:
    index: dict[str, str] = {}
    for column in columns:
        for word in words(column):
            index.setdefault(normalise_header(word), column.name)
    index.pop("", None)
    return index
