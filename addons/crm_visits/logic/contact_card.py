"""Contacts as vCards (version 3.0, which every telephone reads), and keys of records that stay the same outside."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LINE = 75  # bytes, as RFC 2426 wants lines to be folded


@dataclass(frozen=True)
class Contact:
    """What of a contact leaves the house: how to reach him, and nothing that was written about him."""

    uid: str
    name: str
    company: str = ""
    function: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    is_company: bool = False


def escaped(text: str) -> str:
    r"""Return a text as the value of a line: commas, semicolons, backslashes and line ends are marked.

    >>> escaped("Silva, Lda; 2\\3\r\nPorto")
    'Silva\\, Lda\\; 2\\\\3\\nPorto'
    """
    for plain, marked in (
        ("\\", "\\\\"),
        (",", "\\,"),
        (";", "\\;"),
        ("\r\n", "\n"),
        ("\r", "\n"),
        ("\n", "\\n"),
    ):
        text = text.replace(plain, marked)
    return "".join(character for character in text if character.isprintable())


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, none of which ends inside a character.

    >>> [len(piece.encode()) for piece in folded("N:" + "é" * 60).split("\\r\\n")]
    [74, 49]
    """
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])


def contact_card(contact: Contact) -> str:
    """Return one contact as a vCard.

    >>> print(contact_card(Contact("7@obligo", "Ana Alves", company="Alfa, Lda", phone="+351 21")).replace("\\r", ""))
    BEGIN:VCARD
    VERSION:3.0
    UID:7@obligo
    FN:Ana Alves
    N:Alves;Ana;;;
    ORG:Alfa\\, Lda
    TEL;TYPE=WORK,VOICE:+351 21
    END:VCARD
    <BLANKLINE>
    """
    given, _space, family = contact.name.rpartition(" ")
    names = (contact.name, "") if contact.is_company or not given else (family, given)
    place = (contact.street, contact.city, contact.state, contact.zip, contact.country)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{escaped(contact.uid)}",
        f"FN:{escaped(contact.name)}",
        f"N:{escaped(names[0])};{escaped(names[1])};;;",
        contact.company and f"ORG:{escaped(contact.company)}",
        contact.function and f"TITLE:{escaped(contact.function)}",
        contact.phone and f"TEL;TYPE=WORK,VOICE:{escaped(contact.phone)}",
        contact.email and f"EMAIL;TYPE=INTERNET:{escaped(contact.email)}",
        any(place) and "ADR;TYPE=WORK:;;" + ";".join(map(escaped, place)),
        contact.website and f"URL:{escaped(contact.website)}",
        "END:VCARD",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines if line)


def contact_cards(contacts: Iterable[Contact]) -> str:
    """Return many contacts as one file.

    >>> contact_cards([Contact("1", "Alfa"), Contact("2", "Beta")]).count("BEGIN:VCARD")
    2
    """
    return "".join(map(contact_card, contacts))
