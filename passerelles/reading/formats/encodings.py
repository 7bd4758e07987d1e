"""From bytes to text: byte order marks, UTF-8, UTF-16 without a mark, GB18030, Big5, Windows-1252.

Only encodings that this field's files are in are tried, in an order that cannot mistake one for another: UTF-8 is strict;
Chinese encodings put their high bytes in pairs, Windows-1252 puts single ones between letters.
"""

import codecs
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from passerelles.reading.formats.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b")) + b"\x7f"
_LAYING = frozenset("\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f\x85")  # controls that lay a text out or end it
_HIGH = re.compile(rb"[\x80-\xff]+")
_PAIRS = re.compile(rb"(?:[\xa1-\xfe][\xa1-\xfe])+")  # GB2312, the body of GB18030
_FREQUENT = frozenset("的一是在和有国中市大为了人年友好城上合作与日月会法交流第地方政府於國會與來時這")


class Decoded(NamedTuple):
    """A text, the encoding it was in, and what a person should know of how it was decoded."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text file. `declared` is tried before guessing (an HTML or mail header); it is not trusted where it fails.

    Raises Unreadable: empty, binary.
    """
    decoded = _decode(data, declared)
    if _is_nonsense(decoded.text[:_SAMPLE]):
        raise Unreadable("it is not a text: decoded, it is full of characters that no text has", cause="binary")
    return decoded


def _is_nonsense(text: str) -> bool:
    """Whether many characters are control characters, or mean nothing in Unicode; a single one is a stray."""
    counted = Counter(text)
    found = sum(counted[each] for each in counted if unicodedata.category(each) in ("Cc", "Cn") and each not in _LAYING)
    return found > 1 and found * 20 > len(text)


def _decode(data: bytes, declared: str | None) -> Decoded:
    if not data:
        raise Unreadable("the file is empty", cause="empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if wide := _wide(data):
        return _lenient(data, wide)
    _refuse_binary(data)
    try:
        return _cleaned(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        fault = error
    if declared and (text := _declared(data, declared)) is not None:
        return _cleaned(text, declared.lower())
    if _mostly_utf8(data, fault):
        return _lenient(data, "utf-8")
    encoding = _eight_bits(data)
    decoded = _lenient(data, encoding)
    return decoded._replace(notes=(*decoded.notes, f"encoding guessed: {encoding}"))


def _declared(data: bytes, declared: str) -> str | None:
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(declared.lower())
    try:
        return data.decode(name or declared)
    except (LookupError, ValueError, AssertionError):  # a codec that is not a text encoding raises LookupError
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its spaces, digits and line ends is NUL, on one side only."""
    head = data[:4000]
    if len(head) < 4 or head.count(0) < max(1, len(head) // 20):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 10 > max(even, odd):
        return None
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    if _is_nonsense(text):
        return None
    return encoding if text.count("\ufffd") * 50 <= len(text) and sum(map(str.isalnum, text)) * 2 > len(text) else None


def _refuse_binary(data: bytes) -> None:
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 50 > len(head):  # a few NULs are a stray; more than 2 % is no text
        raise Unreadable("it is not a text: its bytes are binary", cause="binary")


def _mostly_utf8(data: bytes, fault: UnicodeDecodeError) -> bool:
    """Whether a text is UTF-8 with a few broken places (a cut file, bytes of another encoding pasted in)."""
    sample = data[max(0, fault.start - _SAMPLE // 2) : fault.start + _SAMPLE // 2]
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - broken > broken


def _eight_bits(data: bytes) -> str:
    sample = b"".join(_HIGH_LINES.findall(data[:_SAMPLE])) or data[:_SAMPLE]
    high = sum(map(len, _HIGH.findall(sample)))
    if high and sum(map(len, _PAIRS.findall(sample))) * 10 >= high * 7:
        return "gb18030"
    scores = {encoding: _likeness(sample, encoding) for encoding in ("gb18030", "big5")}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.1 else "cp1252"


_HIGH_LINES = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")


def _likeness(sample: bytes, encoding: str) -> float:
    """The share of very frequent Chinese characters among the non-ASCII ones a decoding gives."""
    text = sample.decode(encoding, "replace")
    wide = [character for character in text if character > "\x7f"]
    return sum(character in _FREQUENT for character in wide) / len(wide) if wide else 0.0


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    decoded = _cleaned(text, encoding)
    if not broken:
        return decoded
    return decoded._replace(notes=(*decoded.notes, f"{broken} characters could not be decoded as {encoding}"))


def _cleaned(text: str, encoding: str) -> Decoded:
    """Newlines as \\n, NULs as U+FFFD: one character for one, so that offsets hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    if "\x00" not in text:
        return Decoded(text, encoding)
    return Decoded(text.replace("\x00", "\ufffd"), encoding, (f"{text.count(chr(0))} NUL characters replaced",))
