"""Initial values of the officer's form out of a letter, and what to say of what was read."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from passerelles.library.models import Document
from passerelles.library.terms import CAUSES, FORMER_CAUSE
from passerelles.requests.prefilling.guessing import guessed, together
from passerelles.requests.prefilling.inside import Whole
from passerelles.requests.prefilling.opening import opened
from passerelles.requests.terms import FARTHEST

UNOPENED = {
    "envelope": gettext_lazy("Outlook’s own envelope, which no other program opens: ask for the letter itself, as PDF or Word."),
    "archive": gettext_lazy("An archive, which is not unpacked here: unpack it, and add what is in it."),
    "many": gettext_lazy("Not read: there were four before it."),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form is filled in with; which files of a mail were read as well; of each other one its name, and why it was not."""

    initial: dict[str, Any] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def filled_from(letter: Document) -> Filled:
    """Read a letter and guess; what cannot be read is said, and leaves the form to be filled in. Raises Refused as `opened` does."""
    return filled(opened(letter))


def filled(whole: Whole) -> Filled:
    found = together([guessed(sheet, timezone.localdate()) for sheet in whole.sheets]) if whole.sheets else {}
    unread = tuple((name, why(cause)) for name, cause in whole.unread)
    return Filled({**_sender(whole), **_received(whole, timezone.localdate()), **found}, whole.read, unread)


def why(cause: str) -> str:
    return str(UNOPENED.get(cause) or CAUSES.get(cause, FORMER_CAUSE))


def _received(whole: Whole, today: date) -> dict[str, date]:
    """The day a mail was sent, as its outermost header says: then it reached whoever brings it. East of here it may be tomorrow already."""
    mail = whole.sheets[0] if whole.sheets and whole.sheets[0].format == "eml" else None
    sent = date.fromisoformat(mail.found["published"]) if mail and mail.found["published"] else None
    is_likely = sent is not None and today - FARTHEST <= sent <= today + timedelta(days=1)
    return {"received": min(sent, today)} if sent and is_likely else {}


def _sender(whole: Whole) -> dict[str, str]:
    """Who wrote the mail, where the letter names nobody to answer."""
    name, address = whole.sender
    return {column: value for column, value in (("contact_name", name), ("contact_email", address)) if value}
