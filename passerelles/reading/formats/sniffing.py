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


def sniff(data: bytes, suffix: str) -> str:
    """Return which format the bytes are in: a key of the table of openers. `suffix` decides between kinds of text.

    Raises Unreadable: encrypted, unknown-format.
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
    return _text(head, suffix)


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
