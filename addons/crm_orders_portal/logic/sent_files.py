"""Which files a customer may send with an order, told from what is in them and not from what they are called."""

import io
import re
import zipfile

EACH_BYTES = 5 * 1024 * 1024
MOST_FILES = 5
_MOST_MEMBERS = 10_000
_HEAD = 4096

# What is in it, by its first bytes.
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"AC10", "dwg"),
)
# Under which names it may come, and as what it is kept; whatever a browser could run is kept as plain text.
_KINDS = {
    "pdf": (("pdf",), "application/pdf"),
    "png": (("png",), "image/png"),
    "jpeg": (("jpg", "jpeg"), "image/jpeg"),
    "tiff": (("tif", "tiff"), "image/tiff"),
    "webp": (("webp",), "image/webp"),
    "dwg": (("dwg",), "application/octet-stream"),
    "xlsx": (("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (("docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odf": (("ods", "odt"), "application/octet-stream"),
    "svg": (("svg",), "text/plain"),
    "text": (("txt", "csv", "dxf", "step", "stp"), "text/plain"),
}
EXTENSIONS = tuple(extension for extensions, _mimetype in _KINDS.values() for extension in extensions)
_SVG = re.compile(
    rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>/]", re.DOTALL | re.IGNORECASE
)
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|iframe|meta|\?php)", re.IGNORECASE)


def mimetype_of(name: str, data: bytes) -> str:
    """As what the file is kept; an empty text when it may not be sent: unknown, run by a machine, or misnamed.

    >>> mimetype_of("order.pdf", b"%PDF-1.7 ..."), mimetype_of("order.pdf", b"MZ...")
    ('application/pdf', '')
    >>> mimetype_of("drawing.svg", b"<svg onload='x()'/>"), mimetype_of("page.txt", b"<html></html>")
    ('text/plain', '')
    """
    extensions, mimetype = _KINDS.get(_kind_of(data), ((), ""))
    return mimetype if name.rpartition(".")[2].lower() in extensions else ""


def clean_name(name: str, limit: int = 100) -> str:
    """The file's own name: no folder, no control character, its extension kept.

    >>> clean_name("C:\\\\plans\\\\..\\\\a\\x00b.pdf"), clean_name("../../x.pdf"), clean_name("")
    ('ab.pdf', 'x.pdf', 'file')
    >>> clean_name("long" * 100 + ".pdf", limit=20)
    'longlonglonglong.pdf'
    """
    name = "".join(mark for mark in re.split(r"[/\\]", name or "")[-1] if mark.isprintable()).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:limit] or "file"
    return stem[: limit - len(extension) - 1] + dot + extension[:limit]


def _kind_of(data: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    return _text_kind(data)


def _office_kind(data: bytes) -> str:
    # Nothing is unpacked but the list of what is inside, so a bomb stays packed.
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return ""
    if len(names) > _MOST_MEMBERS or any(_is_program(name) for name in names):
        return ""
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    return "odf" if "mimetype" in names and "content.xml" in names else ""


def _is_program(name: str) -> bool:
    name = name.lower()
    return name.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) or name.startswith(
        ("basic/", "scripts/")
    )


def _text_kind(data: bytes) -> str:
    if not data or b"\x00" in data:
        return ""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _SVG.match(head):
        return "svg"
    if head.startswith((b"#!", b"MZ", b"\x7fELF")) or _MARKUP.search(data):
        return ""
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in data[:_HEAD])
    return "" if controls else "text"
