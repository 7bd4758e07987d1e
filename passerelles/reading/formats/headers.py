"""What a mail's headers say where the standard parser gives up: GB2312 that is GBK, words cut inside a character, bytes nobody declared."""

import re
from base64 import b64decode
from binascii import Error
from email.message import EmailMessage
from itertools import groupby
from quopri import decodestring
from urllib.parse import unquote_to_bytes

from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.errors import Unreadable

LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "cn-gb": "gb18030", "x-gbk": "gb18030", "us-ascii": "", "unknown-8bit": "", "ascii": ""}
_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_NAME = re.compile(r"(?:file)?name\s*=\s*(\"[^\"]*\"|[^;\r\n]+)", re.IGNORECASE)
_LONG_NAME = re.compile(r"(?:file)?name\*(\d*)\*?\s*=\s*(\"[^\"]*\"|[^;\s]+)", re.IGNORECASE)


def header(message: EmailMessage, name: str) -> str:
    """Return a header as a person reads it, whatever is wrong with it."""
    try:
        told = str(message[name] or "")
    except Exception:  # the header parser raises IndexError, ValueError and others on damaged headers
        told = "\ufffd"
    return worded(_raw(message, name)) if _is_broken(told) else told


def file_name(part: EmailMessage) -> str:
    """Return the name of an attached file; empty where it has none."""
    try:
        told = part.get_filename() or ""
    except Exception:  # as above
        told = "\ufffd"
    return _named(part) if _is_broken(told) else told


def _is_broken(told: str) -> bool:
    return "\ufffd" in told or "=?" in told or any("\ud800" <= char <= "\udfff" for char in told)


def _raw(message: EmailMessage, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _named(part: EmailMessage) -> str:
    for header_name in ("content-disposition", "content-type"):
        said = _raw(part, header_name)
        if pieces := _LONG_NAME.findall(said):  # RFC 2231, in pieces perhaps
            joined = "".join(value.strip('"') for _number, value in sorted(pieces, key=lambda piece: int(piece[0] or 0)))
            charset, _, rest = joined.partition("'")
            return _text(unquote_to_bytes(rest.partition("'")[2] or joined), charset if rest else "")
        if found := _NAME.search(said):
            return worded(found[1].strip().strip('"'))
    return ""


def worded(raw: str) -> str:
    """Decode a header's encoded words: those that follow each other in one encoding together, since senders cut inside characters."""
    parts: list[str] = []
    at = 0
    raw = _BETWEEN.sub(r"\1", raw)
    for (charset, _row), words in groupby(_runs(raw), key=lambda run: run[:2]):
        held = list(words)
        parts += [_text(raw[at : held[0][2].start()].encode("utf-8", "surrogateescape"), ""), _text(b"".join(map(_bytes, held)), charset)]
        at = held[-1][2].end()
    parts.append(_text(raw[at:].encode("utf-8", "surrogateescape"), ""))
    return " ".join("".join(parts).split())


def _runs(raw: str) -> list[tuple[str, int, "re.Match[str]"]]:
    """Each encoded word with its encoding and the number of its row of neighbours."""
    runs: list[tuple[str, int, re.Match[str]]] = []
    for found in _WORD.finditer(raw):
        row = runs[-1][1] + (runs[-1][2].end() != found.start()) if runs else 0
        runs.append((found[1].partition("*")[0].lower(), row, found))
    return runs


def _bytes(run: tuple[str, int, "re.Match[str]"]) -> bytes:
    how, words = run[2][2].lower(), run[2][3].encode("ascii", "ignore")
    try:
        return b64decode(words + b"=" * (-len(words) % 4)) if how == "b" else decodestring(words.replace(b"_", b" "))
    except (Error, ValueError):
        return words


def _text(data: bytes, charset: str) -> str:
    if not data:
        return ""
    try:
        return decode(data, LARGER.get(charset.lower(), charset) or None).text
    except Unreadable:
        return data.decode("utf-8", "replace")
