"""What a file that comes with a request is, told from its content. Pure: bytes in, a format or a refusal out."""

from passerelles.reading import Unreadable
from passerelles.reading.formats.archives import open_archive, part
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.sniffing import sniff

FORMATS = {"pdf": "pdf", "docx": "docx", "odt": "odt", "jpg": "jpg", "jpeg": "jpg", "png": "png", "txt": "txt", "eml": "eml"}  # by ending
PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
ODT = b"application/vnd.oasis.opendocument.text"
SAID = ", ".join(dict.fromkeys(FORMATS.values()))  # as a person reads them


def ending_of(name: str) -> str:
    """Return the format that a file's name promises; nothing where we take none of that name."""
    return FORMATS.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def format_of(data: bytes, name: str) -> str:
    """Return the format that a file's content is in; nothing where it is none we take."""
    for begins, picture in PICTURES:
        if data.startswith(begins):
            return picture
    try:
        return _readable(data, name)
    except Unreadable:
        return ""


def _readable(data: bytes, name: str) -> str:
    kind = sniff(data, name.rpartition(".")[2].lower())
    if kind == "zip":
        return _archive(data)
    if kind == "txt":
        decode(data)  # refuses what is no text
    return kind if kind in FORMATS.values() else ""


def _archive(data: bytes) -> str:
    archive = open_archive(data)
    names = set(archive.namelist())
    if {"[Content_Types].xml", "word/document.xml"} <= names and not any("vbaproject" in name.lower() for name in names):
        return "docx"
    if {"mimetype", "content.xml"} <= names:
        return "odt" if part(archive, "mimetype").strip() == ODT else ""
    return ""
