"""What an officer sees of the organisation they speak for: its entries, each fact with its freshness, what waits and what is contested."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from passerelles.library.models import SourceKind
from passerelles.people.models import Group, GroupMember, Organisation, OrganisationKind
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, EntryKind, Party
from passerelles.register.models.claims import DoubtQuerySet
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.projecting import disagree
from passerelles.register.properties import PROPERTIES, properties_of
from passerelles.register.queries.life import Freshness, Life, freshness, last_confirmed, life_of
from passerelles.register.seeing import as_seen_by
from passerelles.register.tallying import region_of
from passerelles.register.titling import known_as

ASKED = (EntryKind.PARTNERSHIP, EntryKind.PROJECT, EntryKind.OFFICE, EntryKind.PRACTICE)  # kinds that can be confirmed
ORDER = {each.name: place for place, each in enumerate(PROPERTIES)}
BELOW = 50  # partnerships of territories within one's own that a page shows
KIND_ORDER = {kind: place for place, kind in enumerate(EntryKind.values)}


@dataclass(frozen=True, slots=True)
class Fact:
    """An accepted claim, how fresh it is, and whether something speaks against it."""

    claim: Claim
    freshness: Freshness
    rivals: tuple[Claim, ...]  # other values of what can be one only, accepted or declared and waiting, each once
    is_own: bool  # declared by the organisation itself
    sources: int = 1  # that say the very same

    @property
    def is_rival(self) -> bool:
        return any(rival.state == ClaimState.ACCEPTED for rival in self.rivals)


@dataclass(slots=True)
class Held:
    """An entry of an organisation, with what is said of it as somebody may see it."""

    entry: Entry
    others: list[Organisation]
    facts: list[Fact] = field(default_factory=list)
    waiting: list[Claim] = field(default_factory=list)  # proposed by an organisation itself, not judged yet
    doubts: list[Doubt] = field(default_factory=list)
    confirmed: str = ""

    @property
    def is_asked(self) -> bool:
        return self.entry.kind in ASKED and bool(self.facts)

    @property
    def to_amend(self) -> list[tuple[str, str]]:
        """What can be declared of it, but what has forms of its own."""
        apart = ("confirmed", "state", "name")
        return [(each.name, str(each.title)) for each in properties_of(self.entry.kind) if each.name not in apart]


@dataclass(frozen=True, slots=True)
class Below:
    """The first partnerships of the territories within an organisation's own, and how many there are in all."""

    organisation: Organisation
    entries: Sequence[Entry]
    number: int

    @property
    def left(self) -> int:
        return self.number - len(self.entries)

    @property
    def address(self) -> str:
        """Where the register lists them: with the others of their région or province."""
        region = region_of(self.organisation.place) if self.organisation.place else None
        return f"{reverse('entries')}?{urlencode({'kind': EntryKind.PARTNERSHIP, 'region': region.key if region else ''})}"


def held_by(organisation: Organisation, user: Visitor) -> list[Held]:
    """Return all entries of an organisation of which somebody may see an accepted fact, or its own or its partners' declarations."""
    entries = as_named(list(entries_of(organisation, user)), user)
    said = _claims(entries, user)
    doubts = _doubts(entries, user)
    held = [_held(entry, organisation, said[entry.pk], doubts[entry.pk]) for entry in entries]
    return sorted(held, key=lambda each: (KIND_ORDER[each.entry.kind], each.entry.sort_key, each.entry.pk))


def as_named(entries: Sequence[Entry], user: Visitor) -> list[Entry]:
    """Return entries as somebody may see them, each with a title: its parties' names where nothing of it is accepted yet."""
    seen = list(as_seen_by(user, entries))
    for entry in seen:
        entry.title = known_as(entry)
    return seen


def entries_of(organisation: Organisation, user: Visitor) -> EntryQuerySet:
    """The entries that `held_by` returns, as rows."""
    declared = Claim.objects.filter(Q(entry=OuterRef("pk")) | Q(entry__survivor=OuterRef("pk")), source__kind=SourceKind.DECLARATION)
    shown = Claim.objects.filter(Q(entry=OuterRef("pk")) | Q(entry__survivor=OuterRef("pk"))).accepted().visible_to(user)
    own = Q(parties__organisation=organisation) | Q(absorbed__parties__organisation=organisation)
    found = Entry.objects.surviving().filter(own).filter(Exists(shown) | Exists(declared.proposed().visible_to(user)))
    return found.select_related("group").with_parties().distinct()


def is_held(entry: Entry, organisation: Organisation, user: Visitor) -> bool:
    """Whether an organisation's page shows somebody an entry, or the organisation itself has declared something of it."""
    declared = Claim.objects.about(entry).filter(source__kind=SourceKind.DECLARATION)
    return (
        Entry.objects.visible_to(user).filter(pk=entry.pk).exists()
        or declared.filter(source__organisation=organisation).exists()
        or declared.proposed().visible_to(user).exists()
    )


def _claims(entries: Iterable[Entry], user: Visitor) -> dict[int, list[Claim]]:
    said: dict[int, list[Claim]] = defaultdict(list)
    about = Claim.objects.in_family([entry.pk for entry in entries]).visible_to(user)
    told = about.filter(Q(state=ClaimState.ACCEPTED) | Q(state=ClaimState.PROPOSED, source__kind=SourceKind.DECLARATION))
    for claim in told.with_evidence().select_related("entry", "source__organisation").order_by("pk"):
        said[claim.entry.survivor_id or claim.entry_id].append(claim)
    return said


def _doubts(entries: Iterable[Entry], user: Visitor) -> dict[int, list[Doubt]]:
    """The open questions that an officer's word raised: what the other side contests is shown to both."""
    asked: dict[int, list[Doubt]] = defaultdict(list)
    raised = contested_of([entry.pk for entry in entries], user)
    for doubt in raised.select_related("document__source__organisation").order_by("pk"):
        asked[doubt.entry_id or 0].append(doubt)
    return asked


def contested_of(entries: Iterable[int] | QuerySet[Any, Any], user: Visitor) -> DoubtQuerySet:
    """The open questions that an officer's word raised about entries, given by id or by a query of ids."""
    return Doubt.objects.open().visible_to(user).filter(entry__in=entries, about__in=("contest", "rival"))


def _held(entry: Entry, organisation: Organisation, said: list[Claim], doubts: list[Doubt]) -> Held:
    accepted = [claim for claim in said if claim.state == ClaimState.ACCEPTED]
    confirmed = last_confirmed(accepted)
    facts = [
        Fact(claim, freshness(claim, confirmed), _rivals(claim, said), claim.source.organisation_id == organisation.pk)
        for claim in sorted(accepted, key=lambda claim: (ORDER[claim.name], claim.pk))
        if claim.name != "confirmed"
    ]
    facts = _once(facts)
    others = [party.organisation for party in entry.parties.all() if party.organisation_id != organisation.pk]
    waiting = [claim for claim in said if claim.state == ClaimState.PROPOSED]
    return Held(entry, others, facts, waiting, doubts, confirmed)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """What several sources say alike is one line: the organisation's own word, else what was said last."""
    alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        alike[fact.claim.name, fact.claim.canonical].append(fact)
    return [replace(max(same, key=_weight), sources=len(same)) for same in alike.values()]


def _weight(fact: Fact) -> tuple[bool, bool, str]:
    """What a line shows of several: a choice that stands, one's own word, which can be withdrawn, the youngest."""
    return fact.claim.stands, fact.is_own, fact.freshness.said


def told_now(entry: Entry, name: str, user: Visitor) -> list[str]:
    """What the register says of a property of an entry to somebody, each value once."""
    claims = Claim.objects.about(entry).accepted().visible_to(user).filter(name=name).order_by("pk")
    return list(dict.fromkeys(claim.label for claim in claims))


def _rivals(claim: Claim, said: Iterable[Claim]) -> tuple[Claim, ...]:
    """What else is said of the same property to whoever looks, an accepted one before the same value that waits."""
    others = [other for other in said if other.name == claim.name and disagree([claim, other])]
    return tuple({other.canonical: other for other in sorted(others, key=_is_accepted)}.values())


def _is_accepted(claim: Claim) -> bool:
    return claim.state == ClaimState.ACCEPTED


def ties_below(organisation: Organisation, user: Visitor) -> EntryQuerySet:
    """The partnerships of the territories within an organisation's own, but those it is a party of itself."""
    if organisation.kind != OrganisationKind.AUTHORITY or organisation.place_id is None:
        return Entry.objects.none()
    places = Place.objects.within(organisation.place_id).values("pk")
    within = Party.objects.filter(organisation__place__in=places, organisation__kind=OrganisationKind.AUTHORITY)
    own = Party.objects.filter(organisation=organisation)
    found = Entry.objects.visible_to(user).filter(kind=EntryKind.PARTNERSHIP, pk__in=within.values("entry"))
    return found.exclude(pk__in=own.values("entry")).order_by("sort_key", "pk")


def shown_below(organisation: Organisation, user: Visitor) -> Below:
    """The first of these, as somebody may see them, and how many there are."""
    ties = ties_below(organisation, user)
    shown = as_seen_by(user, list(ties.with_dormancy().with_parties()[:BELOW]))
    return Below(organisation, shown, ties.count() if len(shown) == BELOW else len(shown))


def life_held(held: Iterable[Held]) -> Life:
    """Return what lies ahead of an organisation's entries."""
    held = list(held)
    return life_of([each.entry for each in held], {each.entry.pk: [fact.claim for fact in each.facts] for each in held})


def group_of(organisation: Organisation) -> Group | None:
    """Return the group a new entry of an organisation belongs to: one it is a member of, else that of an entry it is party of."""
    members = GroupMember.objects.filter(organisation=organisation).in_force()
    group = Group.objects.filter(memberships__in=members).from_the_top().first()
    if group:
        return group
    entry = Entry.objects.of_organisation(organisation).select_related("group").order_by("pk").first()
    return entry.group if entry else None
