"""The one door in: what a passage says of an entry becomes a claim, proposed; saying it again only adds evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import in_every_language
from passerelles.library.actions import record_declaration
from passerelles.library.models import Document, Passage, Reading, Visibility
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, EntryKind, Evidence, Party, VerdictKind
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.verdicts import note

WIDTH = [Visibility.PRIVATE, Visibility.GROUP, Visibility.NETWORK, Visibility.PUBLIC]


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
        defaults={"group": document.group, "visibility": document.visibility, "owner": document.brought_by},
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
    if not claim.is_opened and WIDTH.index(Visibility(document.visibility)) > WIDTH.index(Visibility(claim.visibility)):
        changed["visibility"] = document.visibility
    if changed:
        Claim.objects.filter(pk=claim.pk).update(**changed)
        claim.refresh_from_db()


@transaction.atomic
def declare(entry: Entry, name: str, value: Value, *, words: str, by: User, organisation: Organisation, lang: str = "fr") -> Claim:
    """An officer's word is a one-sentence document of the organisation, signed by that officer.

    It is accepted at once where the group's setting says so and nothing accepted contradicts it; else it waits for a coordinator.
    """
    _check_may_declare(entry, by, organisation)
    reading = record_declaration(words, organisation=organisation, group=entry.group, by=by, lang=lang)
    passage = reading.document.passages.get()
    claim = propose(entry, name, value, span=PassageSpan(passage, passage.start, passage.end, origin="declared"), reading=reading)
    rivals = rivals_of(claim)
    if entry.group.accepts_declarations and not rivals and claim.state == ClaimState.PROPOSED:
        note(claim, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by)
        project(entry)
    elif rivals:
        _raise_rival(claim, rivals, reading.document)
    return claim


def _check_may_declare(entry: Entry, by: User, organisation: Organisation) -> None:
    who = standing(by)
    if organisation.pk not in who.speaks_for and not who.is_administrator:
        raise Refused(_("You do not speak for %(organisation)s.") % {"organisation": organisation})
    if not entry.parties.filter(organisation=organisation).exists():
        raise Refused(_("%(organisation)s is not a party of this entry.") % {"organisation": organisation})


def rivals_of(claim: Claim) -> list[Claim]:
    """Return the accepted claims that say something else where only one thing can be true."""
    if BY_NAME[claim.name].is_many or claim.name in ("kind", "state"):
        return []
    said = Claim.objects.about(claim.entry.survivor or claim.entry).accepted().filter(name=claim.name)
    return list(said.exclude(canonical=claim.canonical))


def _raise_rival(claim: Claim, rivals: list[Claim], document: Document) -> None:
    """Ask the coordinator which stands; both sides see the question on the entry's page."""
    title = BY_NAME[claim.name].title
    said = {claim.label, *(rival.label for rival in rivals)}
    doubt, _new = Doubt.objects.get_or_create(
        document=document,
        key=f"rival/{claim.entry.key}/{claim.name}"[:300],
        defaults={
            "entry": claim.entry,
            "about": "rival",
            "reason": in_every_language(lambda: _("%(what)s: sources disagree. Which stands?") % {"what": title}),
            "suggestions": sorted(said),
            "end": len(document.text),
        },
    )
    doubt.claims.add(claim, *rivals)
    Claim.objects.filter(pk=claim.pk).update(is_disputed=True)


@transaction.atomic
def contest(claim: Claim, *, words: str, by: User, organisation: Organisation, lang: str = "fr") -> Doubt:
    """An officer says that an accepted fact on their organisation is wrong: a doubt that both sides and the coordinator see."""
    entry = claim.entry.survivor or claim.entry
    _check_may_declare(entry, by, organisation)
    reading = record_declaration(words, organisation=organisation, group=entry.group, by=by, lang=lang)
    doubt = Doubt.objects.create(
        document=reading.document,
        key=f"contest/{claim.pk}",
        entry=entry,
        about="contest",
        reason={lang: words},
        end=len(reading.document.text),
        raised_by=by,
    )
    doubt.claims.add(claim)
    Claim.objects.filter(pk=claim.pk).update(is_disputed=True)
    return doubt
