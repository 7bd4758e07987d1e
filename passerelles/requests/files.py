"""What a file that comes with a request is, told from its content. Pure: bytes in, a format or a refusal out."""

from passerelles.common.listing import listed
from passerelles.reading import Unreadable
from passerelles.reading.formats.archives import open_archive, part
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.sniffing import sniff

ENDINGS = ("pdf", "docx", "odt", "xlsx", "jpg", "png", "txt", "eml")
FORMATS = {ending: ending for ending in ENDINGS} | {"jpeg": "jpg"}  # by ending
PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
ODT = b"application/vnd.oasis.opendocument.text"
KEPT = frozenset(
    "doc xls ppt pptx ods odp rtf msg html htm csv md ics vcf gif tif tiff webp heic wps et dps ofd".split()
)  # of what comes with a letter that an officer enters: kept as it is, and handed over, though nobody here looks into it
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")  # how they begin


def said_formats() -> str:
    """Return what we take as a person reads it: "pdf, docx, odt…"."""
    return listed(ENDINGS)


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


def kept_as(data: bytes, name: str) -> str:
    """Return under which format a file of a letter is kept; nothing where it is a program, an archive, or not what its name says."""
    promised, told, ending = ending_of(name), format_of(data, name), name.rpartition(".")[2].lower()
    if promised:
        return told if promised == told else ""
    return ending if ending in KEPT and not data.startswith(PROGRAMS) else ""


def _readable(data: bytes, name: str) -> str:
    kind = sniff(data, name.rpartition(".")[2].lower())
    if kind == "zip":
        return _archive(data)
    if kind == "txt":
        decode(data)  # refuses what is no text
    return kind if kind in ENDINGS else ""


def _archive(data: bytes) -> str:
    archive = open_archive(data)
    names = set(archive.namelist())
    if {"[Content_Types].xml", "word/document.xml"} <= names and not any("vbaproject" in name.lower() for name in names):
        return "docx"
    if {"[Content_Types].xml", "xl/workbook.xml"} <= names and not any("vbaproject" in name.lower() for name in names):
        return "xlsx"
    if {"mimetype", "content.xml"} <= names:
        return "odt" if part(archive, "mimetype").strip() == ODT else ""
    return ""
