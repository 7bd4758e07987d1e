"""What a brief is made of, as its reader may see it, asked once for all its languages; the queries do not grow with what there is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from passerelles.library.models import Document
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.portal.briefs.portfolio import Portfolio, portfolio_of
from passerelles.portal.briefs.subjects import Subject
from passerelles.register.models import Claim, Doubt, Entry, EntryKind, Evidence
from passerelles.register.models.claims import ROOT
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.projecting import disagree, standing_claim
from passerelles.register.properties.values import Value, Wish
from passerelles.register.queries.life import STEP, Anniversary, Life, life_of
from passerelles.register.queries.passages import documents_behind, language_of
from passerelles.register.seeing import as_seen_by

MOST_TIES = 200  # the liveliest, from which commitments are told; all are counted
MOST_BEYOND = 12  # of the others, for the anniversaries that come next and for the last contacts: as many as a section has lines, so that
# these are exact. Of commitments it is said that they are of the liveliest: when agreements end cannot be asked in their order.
DATED, DONE = '{"date": "', '"state": "done"'  # how a milestone is written
MOST_OTHERS = 60  # of each other kind; all are counted
MOST_DOUBTS = 12
OTHERS = (EntryKind.OFFICE, EntryKind.PROJECT, EntryKind.PRACTICE, EntryKind.OCCASION, EntryKind.NETWORK)


@dataclass(frozen=True, slots=True)
class Said:
    """One value said of an entry, and the documents that say so, the youngest first: None for those the reader may not see."""

    entry: Entry
    value: Value
    documents: tuple[Document | None, ...]
    is_rival: bool  # others say something else, and it is not the one that was chosen
    lang: str = ""  # of the words that say it


SaidOf = dict[tuple[int, str], list[Said]]  # by entry and property


@dataclass(frozen=True, slots=True)
class Matter:
    """All that any language of a brief says."""

    subject: Subject
    today: date
    is_public: bool  # nothing but what everybody may see
    ties: list[Entry]
    ties_in_all: int
    beyond: list[Entry]  # ties that are not among the liveliest, of which contacts and anniversaries are told all the same
    inside: list[Entry]  # of other authorities of the territory
    inside_in_all: int
    others: Mapping[str, list[Entry]]
    others_in_all: Mapping[str, int]
    portfolio: Portfolio  # of a group; of the others, nothing
    said: SaidOf
    places: Mapping[str, Place]
    anniversaries: list[Anniversary]
    life: Life
    doubts: list[Doubt]

    @property
    def is_of_some(self) -> bool:
        """Whether there are more ties than those of which all is told."""
        return self.ties_in_all > len(self.ties)

    def of(self, entries: Iterable[Entry], name: str) -> list[Said]:
        """What is said of entries under a property's name."""
        return [said for entry in entries for said in self.said.get((entry.pk, name), ())]


def gather(subject: Subject, user: Visitor, today: date) -> Matter:
    """Return what a reader may know of a subject."""
    own = subject.entries(user, EntryKind.PARTNERSHIP)
    ties, ties_in_all = _ties(own, user)
    beyond = _beyond(own, ties, user, today) if ties_in_all > len(ties) else []
    inside, inside_in_all = _ties(_inside(subject, user), user)
    others = {kind: _others(subject, user, kind) for kind in OTHERS}
    told = [*ties, *beyond, *(entry for entries, _in_all in others.values() for entry in entries)]
    claims = _claims(told, user)
    by_entry: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_entry[_root(claim)].append(claim)
    return Matter(
        subject=subject,
        today=today,
        is_public=not standing(user).is_of_network,
        ties=ties,
        ties_in_all=ties_in_all,
        beyond=beyond,
        inside=inside,
        inside_in_all=inside_in_all,
        others={kind: entries for kind, (entries, _in_all) in others.items()},
        others_in_all={kind: in_all for kind, (_entries, in_all) in others.items()},
        portfolio=portfolio_of(own, user, today) if subject.kind == "group" else Portfolio(),
        said=_said(told, by_entry, documents_behind(claims, user, with_text=False)),
        places=_places(claims),
        anniversaries=_anniversaries([*ties, *beyond], by_entry, today),
        life=life_of([*ties, *beyond], by_entry, today),
        doubts=_doubts(told, user),
    )


def _ties(found: EntryQuerySet, user: Visitor) -> tuple[list[Entry], int]:
    """The liveliest, and how many there are."""
    return _first(found.with_parties().order_by(F("last_proof").desc(nulls_last=True), "sort_key", "pk"), MOST_TIES, user)


def _beyond(own: EntryQuerySet, ties: list[Entry], user: Visitor, today: date) -> list[Entry]:
    """Of very many ties, those that are not among the liveliest and have the next anniversaries or the last contacts."""
    keys = {*_next_to_celebrate(own, today), *_last_met(own, user)} - {tie.pk for tie in ties}
    found = own.filter(pk__in=keys).with_parties().order_by("sort_key", "pk")
    return list(as_seen_by(user, list(found)))


def _next_to_celebrate(own: EntryQuerySet, today: date) -> QuerySet[Entry, int]:
    """By the year in which they began: how many years are left until the next anniversary that is kept."""
    away = (F("since") + STEP * 1000 - today.year) % STEP  # of a number above zero: below, databases differ
    begun = own.filter(state="active", since__lt=today.year).annotate(away=away).order_by("away", "since", "pk")
    return begun.values_list("pk", flat=True)[:MOST_BEYOND]


def _last_met(own: EntryQuerySet, user: Visitor) -> QuerySet[Claim, int]:
    """By the dates of what was done: a milestone is written with its date first, so that its text is in the order of dates."""
    said = Claim.objects.accepted().visible_to(user).filter(name="milestone", canonical__startswith=DATED, canonical__contains=DONE)
    of_them = said.annotate(root=ROOT).filter(root__in=own.order_by().values("pk"))
    return of_them.order_by("-canonical", "pk").values_list("root", flat=True)[:MOST_BEYOND]


def _first(found: EntryQuerySet, most: int, user: Visitor) -> tuple[list[Entry], int]:
    """The first ones as the reader sees them, and how many there are."""
    held = list(as_seen_by(user, list(found[: most + 1])))
    return held[:most], found.count() if len(held) > most else len(held)


def _inside(subject: Subject, user: Visitor) -> EntryQuerySet:
    if subject.territory is None:
        return Entry.objects.none()
    seen = Entry.objects.visible_to(user).filter(kind=EntryKind.PARTNERSHIP)
    within = seen.filter(parties__organisation__place__region=subject.territory)
    return within.exclude(parties__organisation__in=subject.organisations).distinct()


def _others(subject: Subject, user: Visitor, kind: str) -> tuple[list[Entry], int]:
    order = ("-starts", "sort_key", "pk") if kind == EntryKind.OCCASION else ("sort_key", "pk")
    return _first(subject.entries(user, kind).with_parties().select_related("place", "group").order_by(*order), MOST_OTHERS, user)


def _root(claim: Claim) -> int:
    return claim.entry.survivor_id or claim.entry_id


def _claims(entries: Iterable[Entry], user: Visitor) -> list[Claim]:
    evidence = Evidence.objects.select_related("passage__document").order_by("pk")
    evidence = evidence.only("claim", "passage__document__language", "passage__language")
    found = Claim.objects.in_family([entry.pk for entry in entries]).accepted().visible_to(user).select_related("entry")
    return list(found.prefetch_related(Prefetch("evidence", evidence)).order_by("pk"))


def _said(entries: Iterable[Entry], claims: Mapping[int, list[Claim]], documents: Mapping[int, Document]) -> SaidOf:
    found: SaidOf = {}
    for entry in entries:
        by_name: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims.get(entry.pk, ()):
            by_name[claim.name].append(claim)
        for name, same in by_name.items():
            found[entry.pk, name] = _values(entry, same, documents)
    return found


def _values(entry: Entry, claims: list[Claim], documents: Mapping[int, Document]) -> list[Said]:
    """Each value once; what was chosen comes first where values are rivals."""
    stands = standing_claim(claims) if disagree(claims) else None
    by_value: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_value[claim.canonical].append(claim)
    found = [
        Said(entry, same[0].value, _documents(same, documents), disagree(claims) and stands not in same, language_of(same[0]))
        for same in by_value.values()
    ]
    return sorted(found, key=lambda said: said.is_rival)


def _documents(claims: Iterable[Claim], documents: Mapping[int, Document]) -> tuple[Document | None, ...]:
    keys = dict.fromkeys(evidence.passage.document_id for claim in claims for evidence in claim.evidence.all())
    seen = sorted((documents[key] for key in keys if key in documents), key=lambda each: (each.published, each.pk), reverse=True)
    return (*seen, *([None] if len(seen) < len(keys) else []))


def _places(claims: Iterable[Claim]) -> dict[str, Place]:
    """The places where something is looked for, by key."""
    keys = {claim.value.place for claim in claims if claim.name == "wish" and isinstance(claim.value, Wish)} - {""}
    return {place.key: place for place in Place.objects.filter(key__in=keys)} if keys else {}


def _anniversaries(ties: list[Entry], claims: Mapping[int, list[Claim]], today: date) -> list[Anniversary]:
    """Those of this year, past or not, and those ahead."""
    this_year = [each for each in life_of(ties, claims, date(today.year, 1, 1)).anniversaries if each.on[:4] == str(today.year)]
    told = {each.entry.pk for each in this_year}
    ahead = [each for each in life_of(ties, claims, today).anniversaries if each.entry.pk not in told]
    return sorted([*this_year, *ahead], key=lambda each: (each.on, each.entry.pk))


def _doubts(entries: Iterable[Entry], user: Visitor) -> list[Doubt]:
    """The open questions, for the network's own people only: some are about persons' words, and nobody has judged them."""
    if not standing(user).is_of_network:
        return []
    asked = Doubt.objects.open().visible_to(user).filter(entry__in=[entry.pk for entry in entries])
    return list(asked.select_related("document").defer("document__text", "document__blocks").order_by("pk")[:MOST_DOUBTS])
