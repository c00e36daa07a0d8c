"""What a customer may send as a photo or document: known by its first bytes, never by what it is called."""

from dataclasses import dataclass
from pathlib import PureWindowsPath

MAX_FILES = 5
MAX_BYTES = 8 * 1024 * 1024
LONGEST_NAME = 80


class UploadError(ValueError):
    """A file that is not taken; `code` says why: empty, large or kind."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken, with the ending its name gets."""

    mimetype: str
    ending: str

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it as a picture."""
        return self.mimetype.startswith("image/")


JPEG = Kind("image/jpeg", ".jpg")
PNG = Kind("image/png", ".png")
GIF = Kind("image/gif", ".gif")
WEBP = Kind("image/webp", ".webp")
PDF = Kind("application/pdf", ".pdf")
BEGINNINGS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF8", GIF), (b"%PDF-", PDF))
PICTURES = frozenset(kind.mimetype for kind in (JPEG, PNG, GIF, WEBP))


def kind_of(data: bytes) -> Kind:
    """Return the kind of file by its first bytes; whatever else it may be, a page or a script, is not taken.

    >>> kind_of(b"%PDF-1.7 ...").mimetype
    'application/pdf'
    """
    if not data:
        raise UploadError("empty")
    if len(data) > MAX_BYTES:
        raise UploadError("large")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    for beginning, kind in BEGINNINGS:
        if data.startswith(beginning):
            return kind
    raise UploadError("kind")


def safe_name(name: str, kind: Kind) -> str:
    """Return the name a file is kept under: without folders and marks, its ending the one of its kind.

    >>> safe_name("C:\\\\photos\\\\box.svg", PNG)
    'box.png'
    """
    stem = PureWindowsPath(name.replace("\x00", "")).name.rpartition(".")
    words = "".join(sign for sign in (stem[0] or stem[2]) if sign.isprintable() and sign not in '<>:"|?*')
    return (words.strip(" .")[:LONGEST_NAME] or "file") + kind.ending
