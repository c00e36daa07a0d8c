"""What the directory of an .xlsx says, looked at before anything in it is unpacked by a library."""

import io
import zipfile
from xml.parsers import expat

from .sheet import Limits, SheetError

MOST_MEMBERS = 2_000
CHUNK = 64 * 1024
MACRO_NAMES = ("vbaproject.bin", "xlmacrosheet", "macrosheets/")


class _RootReachedError(Exception):
    """The document type, if there were one, would have come by now."""


def check_workbook(data: bytes, limits: Limits) -> None:
    """Refuse an archive that is no workbook, is too large unpacked, carries macros or declares entities.

    Sizes are those of the directory; Python's `zipfile` never unpacks more of a member than its directory
    entry claims, so a lying entry gives a broken file and not a large one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members, limits)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_document_type(archive, member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise SheetError("broken") from error


def _check_directory(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [member.filename.lower().replace("\\", "/") for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise SheetError("unpacked", limits.unpacked_bytes)
    if any(member.flag_bits & 0x1 for member in members):
        raise SheetError("encrypted")
    if any(part in name for name in names for part in MACRO_NAMES):
        raise SheetError("macros")
    if "xl/workbook.xml" not in names or len(set(names)) != len(names):
        raise SheetError("not_workbook")


def _refuse_document_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Parse up to the first element: a document type before it could declare entities."""

    def on_document_type(*_details):
        raise SheetError("entities")

    def on_element(*_details):
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = on_document_type
    parser.StartElementHandler = on_element
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
    except _RootReachedError:
        return
    except expat.ExpatError as error:
        raise SheetError("broken") from error
