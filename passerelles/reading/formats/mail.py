"""Mails (.eml): subject, the best text part, quoted replies kept, attachments named. Nothing attached is opened."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from passerelles.reading.formats.drafts import Opened, Piece, lay_down, tidy
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.markup import parse, pieces_of
from passerelles.reading.formats.plain import cut

_QUOTE = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_MAX_PARTS = 1000


def read_eml(data: bytes) -> Opened:
    """Read a mail: its subject is the title, its Date the day it was published. Raises Unreadable: empty, damaged."""
    message = BytesParser(policy=policy.default).parsebytes(data.lstrip())
    parts = list(_parts(message))
    subject = tidy(_header(message, "subject")).replace("\n", " ")
    pieces: list[Piece] = [Piece("heading", subject, level=1)] if subject else []
    notes: list[str] = []
    bodies = [part for part in parts if not _is_attachment(part)]
    body = _first(bodies, "text/plain") or _first(bodies, "text/html")
    if body is not None:
        more, said = _body(body)
        pieces.extend(more)
        notes.extend(said)
    notes.extend(f"attachment not read: {_file_name(part)}" for part in parts if _is_attachment(part))
    if body is None:
        notes.append("the mail has no text")
    text, drafts = lay_down(pieces)
    return Opened("eml", text, drafts, subject[:300] or None, _day(message), tuple(notes))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            raise Unreadable(f"it has more than {_MAX_PARTS} parts", cause="unsafe")
        if not part.is_multipart():
            yield part


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "")
    except Exception:  # the header parser raises IndexError, ValueError and others on damaged headers
        return str(dict(message.raw_items()).get(name.title(), ""))


def _is_attachment(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or bool(part.get_filename()) or not part.get_content_type().startswith("text/")
    except Exception:  # as above: a damaged header
        return True


def _file_name(part: EmailMessage) -> str:
    try:
        return tidy(part.get_filename() or part.get_content_type())[:200]
    except Exception:
        return "without name"


def _first(parts: list[EmailMessage], kind: str) -> EmailMessage | None:
    return next((part for part in parts if part.get_content_type() == kind and (part.get_payload() or "").strip()), None)  # type: ignore[union-attr]


def _body(part: EmailMessage) -> tuple[list[Piece], tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b" ", part.get_content_charset())
    if part.get_content_type() == "text/html":
        return pieces_of(parse(decoded.text)), decoded.notes
    text = _QUOTE.sub("", decoded.text)  # what is quoted stays, the marks would stand between a line's end and its continuation
    return [
        Piece(
            draft.kind,
            text[draft.start : draft.end],
            draft.level,
            cells=[text[start:end] for start, end in draft.cells],
            table=draft.table,
            is_header=draft.is_header,
        )
        for draft in cut(text)
    ], decoded.notes


def _day(message: EmailMessage) -> str | None:
    try:
        said: datetime | None = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return said.date().isoformat() if said and 1970 <= said.year < 2100 else None
