"""What a coordinator adds: a fact read in a document that the reader does not know how to read, and an estimate with its reason."""

from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions import ESTIMATED, record_estimate
from passerelles.library.models import Document
from passerelles.library.queries import may_judge
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions.declaring import masked_value
from passerelles.register.actions.judging import accept
from passerelles.register.actions.proposing import PassageSpan, propose
from passerelles.register.models import Claim, ClaimState, Entry
from passerelles.register.properties import Value
from passerelles.register.steps import step


@step()
def estimate(entry: Entry, name: str, value: Value, *, words: str, by: User, lang: str = "fr") -> Claim:
    """A coordinator's estimate, with its reason: a sentence of the group, signed, and marked as an estimate wherever it counts."""
    _check_coordinates(entry, by)
    if not words.strip():
        raise Refused(_("Say in a few words what the estimate stands on."))
    reading = record_estimate(" ".join(words.split()), group=entry.group, by=by, lang=lang)
    passage = reading.document.passages.get()
    span = PassageSpan(passage, passage.start, passage.end, origin=ESTIMATED)
    claim = propose(entry, name, masked_value(value, lang), span=span, reading=reading)
    return claim if claim.state == ClaimState.ACCEPTED else accept(claim, by=by)


@step()
def read_out(entry: Entry, name: str, value: Value, *, document: Document, words: str, by: User) -> Claim:
    """A coordinator reads in a document what the reader does not know how to read: the fact is accepted with those words as its proof."""
    _check_coordinates(entry, by)
    if not may_judge(document, by):
        raise Refused(_("Only a coordinator of its group can judge this."))
    span = _span(document, words)
    reading = document.readings.order_by("-pk").first()
    if span is None or reading is None:
        raise Refused(_("The document does not hold these words."))
    claim = propose(entry, name, masked_value(value, document.language or "fr"), span=span, reading=reading)
    return claim if claim.state == ClaimState.ACCEPTED else accept(claim, by=by)


def _span(document: Document, words: str) -> PassageSpan | None:
    """Where a document says some words, in one of its passages."""
    start = document.text.find(words) if words.strip() else -1
    passage = document.passages.filter(start__lte=start).order_by("-start").first() if start >= 0 else None
    return PassageSpan(passage, start, start + len(words), origin="read by a person") if passage else None


def _check_coordinates(entry: Entry, by: User) -> None:
    if entry.group_id not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can do this."))
