"""What an entry's page says: each fact with the values said of it, their sources, what was judged and by whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from passerelles.common.dates import first_day, is_date
from passerelles.common.sorting import in_order, sort_key
from passerelles.common.templatetags.common import words
from passerelles.common.words import Wording, tongue
from passerelles.library.models import Document
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.register.models import Claim, Doubt, Entry, Evidence, Verdict, VerdictKind
from passerelles.register.projecting import DATED, chosen, disagree, standing_claim, strongest
from passerelles.register.properties import BY_NAME, PROPERTIES, Property
from passerelles.register.properties.values import Count, Milestone, Text, Theme, Where, Wish
from passerelles.register.queries.happenings import one_visit
from passerelles.register.queries.listing import country_names
from passerelles.register.queries.passages import Quoted, documents_behind, quotes
from passerelles.register.terms import HEDGES, WHATS

PUBLIC_DOUBTS = ("rival", "contest")  # what concerns everybody: sources or parties that disagree
SHOWN = 6  # passages of one value; the rest is counted
LABEL = 130  # characters of a milestone in the timeline
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict in a fact's history. Who gave it is for the network's own to know."""

    what: str
    at: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """One value said of a property, with the passages that say so."""

    key: int
    label: SafeString | str
    value: Any
    quotes: list[Quoted]
    sources: int
    stands: bool
    is_contested: bool
    history: list[Judged]
    also: list["Said"] = field(default_factory=list)  # what else tells of the same visit

    @property
    def shown(self) -> list[Quoted]:
        return self.quotes[:SHOWN]

    @property
    def further(self) -> int:
        return max(len(self.quotes) - SHOWN, 0)

    @property
    def last_said(self) -> str:
        """The year of the youngest document that says so, among those the visitor sees."""
        return max((quoted.document.published[:4] for quoted in self.quotes if quoted.document), default="")

    @property
    def is_gone(self) -> bool:
        """Whether none of its sources says so any more."""
        return bool(self.quotes) and all(quoted.gone_since for quoted in self.quotes)

    @property
    def is_old(self) -> bool:
        published, _key = _youth(self)
        return bool(published) and is_date(published) and _months_since(first_day(published)) > 2 * settings.DORMANT_AFTER_MONTHS


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of an entry and what is said of it: rivals side by side where only one thing can be true; of what changes in
    time, the one value in force, and the others as its history.
    """

    definition: Property
    values: list[Said]
    disagree: bool
    earlier: list[Said] = field(default_factory=list)
    is_no_title: bool = False  # a name that is not one: the entry is called otherwise

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def title(self) -> str:
        return _("In the document’s words") if self.is_no_title else str(self.definition.title)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an entry's page says of it."""

    plain: list[Fact] = field(default_factory=list)
    milestones: list[Said] = field(default_factory=list)
    counts: list[tuple[str, list[Said]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.plain or self.milestones or self.counts)

    @property
    def all(self) -> list[Said]:
        return [said for fact in self.plain for said in (*fact.values, *fact.earlier)]


def visits_once(milestones: Sequence[Said], claims: Iterable[Claim]) -> list[Said]:
    """Put together what several sources tell of one visit, the reader's language first."""
    groups: dict[tuple[str, int], list[Said]] = defaultdict(list)
    place = one_visit([(each.key, each.value) for each in milestones], claims)
    for each in milestones:
        groups[place.get(each.key, ("", each.key))].append(each)
    ordered = (
        sorted(each, key=lambda said: (said.value.lang != tongue(), -len(said.value.date), -said.sources)) for each in groups.values()
    )
    return [replace(first, also=rest) for first, *rest in ordered]


def _months_since(day: date) -> int:
    today = timezone.localdate()
    return (today.year - day.year) * 12 + today.month - day.month


def facts_of(entries: Sequence[Entry], user: Visitor) -> Facts:
    """Return what a visitor may know of an entry (of several that are shown as one)."""
    claims = _claims(entries, user)
    documents = documents_behind(claims, user)
    places = _places(claims)
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.name].append(claim)
    facts = {name: _fact(BY_NAME[name], said[name], documents, places, user) for name in said}
    if "name" in facts:
        facts["name"] = _named(facts["name"], entries)
    milestones = facts.pop("milestone", None)
    told = milestones.values if milestones else []
    counts = facts.pop("count", None)
    facts.pop("movement", None)  # there may be hundreds: the ledger sums them, and shows each with its sentence (settings.SECTIONS)
    return Facts(
        plain=[facts[each.name] for each in PROPERTIES if each.name in facts],
        milestones=sorted(visits_once(told, said["milestone"]), key=lambda each: (not each.value.date, each.value.date)),
        counts=_counted(counts.values) if counts else [],
    )


def _claims(entries: Iterable[Entry], user: Visitor) -> list[Claim]:
    keys = [entry.pk for entry in entries]
    evidence = Evidence.objects.select_related("passage").order_by("pk")
    verdicts = Verdict.objects.filter(undone_at=None).exclude(kind=VerdictKind.UNDO).select_related("by").order_by("pk")
    doubts = Doubt.objects.open().visible_to(user).filter(about__in=PUBLIC_DOUBTS).only("pk")
    found = Claim.objects.in_family(keys).accepted().visible_to(user).order_by("pk")
    return list(found.prefetch_related(Prefetch("evidence", evidence), Prefetch("verdicts", verdicts), Prefetch("doubts", doubts)))


def _places(claims: Iterable[Claim]) -> dict[str, Place]:
    """The places that values name, by key; one query for all."""
    values = [claim.value for claim in claims if claim.name in ("place", "wish")]
    keys = {value.key if isinstance(value, Where) else value.place for value in values if isinstance(value, (Where, Wish))} - {""}
    return {place.key: place for place in Place.objects.filter(key__in=keys)} if keys else {}


def _fact(definition: Property, claims: list[Claim], documents: Mapping[int, Document], places: Mapping[str, Place], user: Visitor) -> Fact:
    differ = disagree(claims)
    standing = standing_claim(claims) if differ else None
    by_value: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_value[claim.canonical].append(claim)
    values = [_said(same, documents, places, user, stands=standing in same) for same in by_value.values()]
    values.sort(key=lambda each: (not each.stands, -each.sources))
    if definition.name in DATED:
        now = _in_force(definition.name, claims, values)
        return Fact(definition, [now], differ, sorted((each for each in values if each != now), key=_youth, reverse=True))
    if definition.type is Theme:
        values = in_order(values, lambda each: str(each.label))
    return Fact(definition, values, differ)


def _named(fact: Fact, entries: Iterable[Entry]) -> Fact:
    titles = {title for entry in entries for title in entry.title.values()}
    return replace(fact, is_no_title=not any(said.value.text in titles for said in fact.values))


def _in_force(name: str, claims: list[Claim], values: list[Said]) -> Said:
    """Of what changes in time, the value that the entry's column holds: the strongest kind, the state chosen or said last."""
    if name == "kind":
        term = strongest(said.value.term for said in values)
        return next(said for said in values if said.value.term == term)
    judged = chosen(claims)
    return next((said for said in values if judged and said.value == judged.value), None) or max(values, key=_youth)


def _youth(said: Said) -> tuple[str, int]:
    return max((quoted.document.published for quoted in said.quotes if quoted.document), default=""), said.key


def _said(claims: list[Claim], documents: Mapping[int, Document], places: Mapping[str, Place], user: Visitor, *, stands: bool) -> Said:
    value = claims[0].value
    return Said(
        key=claims[0].pk,
        label=_label(value, places),
        value=value,
        quotes=quotes(claims, documents),
        sources=len({claim.source_id for claim in claims}),
        stands=stands,
        is_contested=any(claim.doubts.all() for claim in claims),
        history=_history(claims, user),
    )


def _label(value: Any, places: Mapping[str, Place]) -> SafeString | str:
    """A value in the visitor's language; free text in its own."""
    if isinstance(value, Where):
        return words(places[value.key].wording) if value.key in places else value.label()
    if isinstance(value, Wish):
        return f"{value.wants} ({places[value.place].wording})" if value.place in places else value.wants
    if isinstance(value, Text):
        return words(Wording(value.text, value.lang or "fr"))
    if isinstance(value, Milestone):
        return words(Wording(_short(value.what), value.lang or "fr"))
    if isinstance(value, Count):
        return f"{HEDGES.get(value.hedge, '')} {value.number:,}".replace(",", "\u202f").strip()
    return str(value.label())


def _short(text: str) -> str:
    """The beginning of a long sentence, up to the end of a word: its margin has the whole of it. (Of Chinese, a line is half as long.)"""
    longest = LABEL if not _IDEOGRAPH.search(text) else LABEL // 2
    if len(text) <= longest:
        return text
    return (text[:longest] if longest < LABEL else text[:longest].rpartition(" ")[0]).rstrip(" ,;:，；：、") + "…"


def _history(claims: list[Claim], user: Visitor) -> list[Judged]:
    is_inside = standing(user).is_of_network
    verdicts = sorted((verdict for claim in claims for verdict in claim.verdicts.all()), key=lambda verdict: verdict.at)
    told: dict[Judged, None] = {}
    for verdict in verdicts:
        judged = Judged(
            verdict.get_kind_display(),
            timezone.localdate(verdict.at),
            str(verdict.by) if is_inside and verdict.by else "",
            verdict.reason if is_inside else "",
        )
        told[judged] = None  # several sources judged alike on one day are told once
    return list(told)


def _counted(values: list[Said]) -> list[tuple[str, list[Said]]]:
    """Rival figures side by side: what was counted, then who says how many, as of when."""
    groups: dict[str, list[Said]] = defaultdict(list)
    for said in values:
        side = f" ({country_names([said.value.side])[said.value.side]})" if said.value.side else ""
        groups[f"{WHATS.get(said.value.what, said.value.what)}{side}"].append(said)
    order = sorted(groups.items(), key=lambda pair: (-len(pair[1]), sort_key(pair[0])))
    return [(what, sorted(each, key=lambda said: said.value.as_of or said.last_said)) for what, each in order]


def doubts_about(entry: Entry, user: Visitor) -> list[Doubt]:
    """The open questions about an entry that concern the visitor: the network sees all that it may, the public rivals and contests."""
    family = list(Entry.objects.family([entry.pk]))
    found = Doubt.objects.open().visible_to(user).filter(entry__in=family).order_by("pk")
    if not standing(user).is_of_network:
        open_to_all = Claim.objects.filter(entry__in=family).accepted().public()
        found = found.filter(about__in=PUBLIC_DOUBTS).filter(Q(claims=None) | Q(claims__in=open_to_all.values("pk"))).distinct()
    return list(found.select_related("document")[:20])
