"""Mails taken apart: each message of a mail (the ones it forwards, too) with its text parts, and the files that came with it.

Nothing is lost and nothing is run: an archive or Outlook's own envelope (winmail.dat) is given as it is, with its `cause`.
"""

import base64
import re
from binascii import Error
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from passerelles.reading.formats.drafts import tidy
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.headers import file_name, header

MOST_PARTS = 1000
DEEPEST = 5  # mails within mails
ENDINGS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
}
ARCHIVES = ("zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz")
_ENVELOPE = re.compile(r"winmail\d*\.dat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail. `cause` is empty, or "envelope" (Outlook's own: winmail.dat) or "archive"."""

    name: str
    data: bytes = field(repr=False)
    cause: str = ""


@dataclass(slots=True)
class Message:
    """One message: what it is (`part`), how deep it was forwarded, its texts and its files in the mail's order."""

    part: EmailMessage
    depth: int = 0
    texts: list[EmailMessage] = field(default_factory=list)
    files: list[EmailMessage] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return tidy(header(self.part, "subject")).replace("\n", " ")

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address; each may be empty."""
        name, address = parseaddr(header(self.part, "from"))
        return tidy(name)[:150], address[:254] if "@" in address else ""


def parsed(data: bytes) -> list[Message]:
    """Return a mail and those it forwards, the outermost first. Raises Unreadable: too many parts, nested too deeply, damaged."""
    found: list[Message] = []
    with _damage_told():
        _take(BytesParser(policy=policy.default).parsebytes(data.lstrip()), 0, found)
    return found


def enclosed(data: bytes) -> list[Enclosed]:
    """Return the files that came with a mail and with those it forwards, in their order, without pictures that a text shows.

    Raises Unreadable as `parsed` does.
    """
    with _damage_told():
        return [_file(part, number) for message in parsed(data) for number, part in enumerate(message.files, 1) if not _is_shown(part)]


@contextmanager
def _damage_told() -> Iterator[None]:
    """The standard parser raises many things on hostile mails: an encoding that is none, a thousand multiparts in each other."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except RecursionError:
        raise Unreadable("it is nested too deeply", cause="unsafe") from None
    except Exception as error:
        raise Unreadable(f"it is damaged ({type(error).__name__})", cause="damaged") from error


def _take(whole: EmailMessage, depth: int, found: list[Message]) -> None:
    message = Message(whole, depth)
    found.append(message)
    for part in _parts(whole):
        inner = _forwarded(part) if depth < DEEPEST else None
        if inner is not None:
            _take(inner, depth + 1, found)
        elif is_attachment(part):
            message.files.append(part)
        else:
            message.texts.append(part)
        if sum(len(each.texts) + len(each.files) for each in found) + len(found) > MOST_PARTS:
            raise Unreadable(f"it has more than {MOST_PARTS} parts", cause="unsafe")


def _parts(whole: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message that have no parts of their own; a forwarded message is one."""
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting += reversed(part.get_payload())  # type: ignore[arg-type]  # a list of messages
        else:
            yield part


def _forwarded(part: EmailMessage) -> EmailMessage | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner:
            return inner[0] if len(inner[0]) else _unpacked(inner[0])  # type: ignore[return-value]  # as the policy makes them
    if name_of(part).lower().endswith(".eml"):
        data = bytes_of(part)
        return BytesParser(policy=policy.default).parsebytes(data.lstrip()) if data.strip() else None
    return None


def _unpacked(inner: object) -> EmailMessage | None:
    """A forwarded mail that its sender packed as base64, which no standard allows and Outlook does."""
    words = inner.get_payload() if isinstance(inner, EmailMessage) else ""
    try:
        data = base64.b64decode(str(words))
    except (Error, ValueError):
        return None
    return BytesParser(policy=policy.default).parsebytes(data.lstrip())


def is_attachment(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or bool(part.get_filename()) or not part.get_content_type().startswith("text/")
    except Exception:  # a damaged header
        return True


def _is_shown(part: EmailMessage) -> bool:
    """A picture that stands in the text: a logo of a signature. It stays in the mail."""
    return part.get_content_maintype() == "image" and bool(part.get("content-id")) and not part.is_attachment()


def name_of(part: EmailMessage) -> str:
    try:
        return tidy(file_name(part)).replace("\n", " ")[:200]
    except Exception:  # as above
        return ""


def bytes_of(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file(part: EmailMessage, number: int) -> Enclosed:
    name, kind = name_of(part), part.get_content_type()
    if not name:
        name = f"{number}.{ENDINGS.get(kind, 'bin')}"
    return Enclosed(name, bytes_of(part), _cause(name, kind))


def _cause(name: str, kind: str) -> str:
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or _ENVELOPE.fullmatch(name):
        return "envelope"
    return "archive" if name.rpartition(".")[2].lower() in ARCHIVES else ""
