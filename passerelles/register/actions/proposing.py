"""The one door in: what a passage says of an entry becomes a claim, proposed; saying it again only adds evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from passerelles.library.models import WIDTH, Document, Passage, Reading, Visibility, shown_to
from passerelles.people.models import Group, Organisation
from passerelles.register.models import Claim, ClaimState, Entry, EntryKind, Evidence, Party
from passerelles.register.properties import BY_NAME, Value


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """Words of a document: characters `start` to `end` of its text, in a passage of it."""

    passage: Passage
    start: int
    end: int
    context: Sequence[Sequence[int]] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an entry: its kind and key, its parties in order, and words where it has a name of its own."""

    kind: EntryKind
    key: str
    parties: Sequence[Organisation] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def entry_of(identity: Identity, group: Group) -> Entry:
    """Return the entry of a key, proposed now where there was none."""
    entry, is_new = Entry.objects.get_or_create(
        key=identity.key, defaults={"kind": identity.kind, "group": group, "words": dict(identity.words)}
    )
    if is_new:
        parties = dict.fromkeys(identity.parties)
        Party.objects.bulk_create(Party(entry=entry, organisation=party, position=position) for position, party in enumerate(parties))
    return entry


def propose(entry: Entry, name: str, value: Value, *, span: PassageSpan, reading: Reading) -> Claim:
    """Note that a passage says something. Saying it again only adds evidence; a verdict already given stands."""
    document = reading.document
    claim, is_new = Claim.objects.get_or_create(
        entry=entry,
        name=name,
        canonical=value.canonical(),
        source=document.source,
        defaults={"group": document.group, "visibility": shown_to(document), "owner": document.brought_by},
    )
    if not is_new:
        _said_again(claim, document)
    Evidence.objects.get_or_create(
        claim=claim,
        passage=span.passage,
        reading=reading,
        start=span.start,
        end=span.end,
        defaults={"context": [list(pair) for pair in span.context], "origin": span.origin[:60]},
    )
    return claim


def _said_again(claim: Claim, document: Document) -> None:
    """A source that had ceased to say so says it again; a document shown to more people shows its claims to them."""
    changed: dict[str, Any] = {}
    if claim.gone_since:
        changed["gone_since"] = None
    if claim.state == ClaimState.WITHDRAWN and claim.judged_by_id is None:
        changed["state"] = ClaimState.PROPOSED
    if not claim.is_opened and WIDTH.index(shown_to(document)) > WIDTH.index(Visibility(claim.visibility)):
        changed["visibility"] = shown_to(document)
    if changed:
        Claim.objects.filter(pk=claim.pk).update(**changed)
        claim.refresh_from_db()


def rivals_of(claim: Claim) -> list[Claim]:
    """Return the accepted claims that say something else where only one thing can be true."""
    if BY_NAME[claim.name].is_many or claim.name in ("kind", "state"):
        return []
    said = Claim.objects.about(claim.entry.survivor or claim.entry).accepted().filter(name=claim.name)
    return list(said.exclude(canonical=claim.canonical))
