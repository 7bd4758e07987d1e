"""What a file is, told from its bytes: a name's ending is only a hint, and often wrong."""

import re

from passerelles.reading.formats.errors import Unreadable

BY_SUFFIX = {
    "txt": "txt", "text": "txt", "md": "md", "markdown": "md", "html": "html", "htm": "html", "xhtml": "html", "pdf": "pdf", "docx": "docx",
    "docm": "docx", "odt": "odt", "eml": "eml", "csv": "csv", "tsv": "csv", "xlsx": "xlsx", "xlsm": "xlsx",
}  # fmt: skip
TEXTUAL = ("txt", "md", "csv")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta\s|title)[\s>]", re.IGNORECASE)
_TAGS = re.compile(rb"</?(?:p|div|h[1-6]|table|ul|br|span|a|article|section)[\s>/]", re.IGNORECASE)
_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Content-Type|Reply-To|Sender|DKIM-Signature|"
    rb"X-[\w-]+|Cc|Authentication-Results|ARC-[\w-]+): ?",
    re.IGNORECASE,
)
_FOREIGN = (
    (b"{\\rtf", "RTF", "save it as .docx or .odt"),
    (b"\x89PNG", "a picture (PNG)", "it needs OCR"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "it needs OCR"),
    (b"GIF8", "a picture (GIF)", "it needs OCR"),
    (b"II*\x00", "a picture (TIFF)", "it needs OCR"),
    (b"MM\x00*", "a picture (TIFF)", "it needs OCR"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)
_NO_TEXT = (
    (b"\x7fELF", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"OggS\x00", "a sound or film"),
    (b"ID3\x02", "a sound or film"),
    (b"ID3\x03", "a sound or film"),
    (b"ID3\x04", "a sound or film"),
    (b"\x1aE\xdf\xa3", "a sound or film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
# Two or four letters that a text may begin with too: what follows them there is no byte of a text.
_NO_TEXT_WITH_CONTROLS = (
    (b"MZ", "a program"),
    (b"PK", "a part of an archive"),
    (b"BM", "a picture"),
    (b"RIFF", "a sound, film or picture"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x7f]")
_FILM = re.compile(rb"....ftyp", re.DOTALL)


def sniff(data: bytes, suffix: str) -> str:
    """Return which format the bytes are in: a key of the table of openers. `suffix` decides between kinds of text.

    Raises Unreadable: encrypted, unknown-format, binary.
    """
    head = data[:4096]
    for magic, what, advice in _FOREIGN:
        if head.startswith(magic):
            raise Unreadable(f"it is {what}: {advice}", cause="unknown-format")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound(data)
    if what := _no_text(head):
        raise Unreadable(f"it is not a text: it is {what}", cause="binary")
    return _text(head, suffix)


def _no_text(head: bytes) -> str:
    """What a file that holds no text is, by how it begins; empty where nothing says so."""
    if _FILM.match(head):
        return "a sound or film"
    told = [what for magic, what in _NO_TEXT if head.startswith(magic)]
    if _CONTROL.search(head[:16]):
        told += [what for magic, what in _NO_TEXT_WITH_CONTROLS if head.startswith(magic)]
    return told[0] if told else ""


def _compound(data: bytes) -> Unreadable:
    """An OLE file: an office file with a password, or one in a format of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("it is protected by a password", cause="encrypted")
    return Unreadable("it is an old Office file (.doc, .xls, .msg): save it as .docx or .xlsx", cause="unknown-format")


def _text(head: bytes, suffix: str) -> str:
    hinted = BY_SUFFIX.get(suffix, "txt")
    if head.count(0) * 4 > len(head):  # UTF-16, which the patterns below do not see
        head = head.replace(b"\x00", b"")
    lines = head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n").split(b"\n", 30)
    headers = 0
    for line in lines[:30]:
        if _HEADER.match(line):
            headers += 1
        elif not line[:1].isspace() or not line.strip():
            break
    if headers >= 3 or (headers >= 1 and hinted == "eml"):
        return "eml"
    if hinted in ("md", "csv"):
        return hinted
    if _HTML.search(head) or (hinted == "html" and _TAGS.search(head)):
        return "html"
    return hinted if hinted in TEXTUAL else "txt"
