"""Mails (.eml): subject, the best text part, quoted replies kept, forwarded mails, attachments named. Nothing attached is opened."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from passerelles.reading.formats.drafts import Opened, Piece, lay_down
from passerelles.reading.formats.enclosed import Message, name_of, parsed
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.headers import LARGER, header
from passerelles.reading.formats.markup import parse, pieces_of
from passerelles.reading.formats.plain import cut

_QUOTE = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


def read_eml(data: bytes) -> Opened:
    """Read a mail: its subject is the title, its Date the day it was published; what it forwards follows, each under its own subject.

    Raises Unreadable: empty, damaged.
    """
    messages = parsed(data)
    pieces: list[Piece] = []
    notes: list[str] = []
    for message in messages:
        more, said = _told(message)
        pieces.extend(more)
        notes.extend(said)
    if not any(_text_of(message) is not None for message in messages):
        notes.append("the mail has no text")
    text, drafts = lay_down(pieces)
    return Opened("eml", text, drafts, messages[0].subject[:300] or None, _day(messages[0].part), tuple(notes))


def _told(message: Message) -> tuple[list[Piece], list[str]]:
    """One message: its subject, its text, the names of what came with it."""
    pieces = [Piece("heading", message.subject, level=min(message.depth + 1, 6))] if message.subject else []
    body, notes = _text_of(message), [f"attachment not read: {name_of(part) or part.get_content_type()}" for part in message.files]
    if body is None:
        return pieces, notes
    more, said = _body(body)
    return [*pieces, *more], [*said, *notes]


def _text_of(message: Message) -> EmailMessage | None:
    return _first(message.texts, "text/plain") or _first(message.texts, "text/html")


def _first(parts: list[EmailMessage], kind: str) -> EmailMessage | None:
    return next((part for part in parts if part.get_content_type() == kind and (part.get_payload() or "").strip()), None)  # type: ignore[union-attr]


def _body(part: EmailMessage) -> tuple[list[Piece], tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b" ", _charset(part))
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
        said: datetime | None = parsedate_to_datetime(header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return said.date().isoformat() if said and 1970 <= said.year < 2100 else None


def _charset(part: EmailMessage) -> str | None:
    """What is called GB2312 is mostly GBK: the larger encoding reads both."""
    said = part.get_content_charset()
    return LARGER.get(said, said) or None if said else None
