"""One entry's page: the entry as the visitor may see it, its facts, what it belongs to, what is asked about it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Doubt, Entry, EntryKind, Merge
from passerelles.register.queries.facts import Facts, doubts_about, facts_of
from passerelles.register.queries.listing import KINDS, state_badge
from passerelles.register.seeing import as_seen_by


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What an entry's page shows."""

    entry: Entry
    kind: str
    badge: str
    parties: list[Organisation]
    facts: Facts
    doubts: list[Doubt]
    wholes: list[Entry]  # what it is part of
    parts: list[Entry]
    absorbed: list[Entry]


def entry_page(entry: Entry, user: Visitor) -> EntryPage:
    """Return what a visitor may know of an entry."""
    parties = [party.organisation for party in entry.parties.all()]
    entry = as_seen_by(user, [entry])[0]
    return EntryPage(
        entry=entry,
        kind=str(KINDS[EntryKind(entry.kind)]),
        badge=state_badge(entry),
        parties=parties,
        facts=facts_of([entry], user),
        doubts=doubts_about(entry, user),
        wholes=list(entry.part_of.visible_to(user).order_by("sort_key")),
        parts=list(entry.parts.visible_to(user).order_by("sort_key")[:200]),
        absorbed=_absorbed(entry),
    )


def is_led_on(entry: Entry, user: Visitor) -> bool:
    """Whether the address of an absorbed entry leads a visitor on: of one that only hidden claims speak of, nobody is told."""
    merged = Merge.objects.filter(survivor=entry, undone_at=None).values("absorbed")
    said = Claim.objects.filter(Q(entry=entry) | Q(entry__in=merged))
    return said.accepted().visible_to(user).exists()


def _absorbed(entry: Entry) -> list[Entry]:
    """Those merged into it of which something public is said: of others, nobody is told that they exist."""
    said = Claim.objects.filter(entry=OuterRef("pk")).accepted().public()
    return list(entry.absorbed.filter(Exists(said)).order_by("pk")[:50])
