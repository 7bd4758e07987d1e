"""What a visitor asks a list for, and which entries match: the kept numbers tell in which order to ask the database."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, Sum

from passerelles.library.holding import holdable
from passerelles.people.actions import folded
from passerelles.people.queries import Visitor, standing
from passerelles.register.dormancy import dormant_month, dormant_since
from passerelles.register.models import Claim, Entry, EntryFacet, EntryKind, Presence, Tally
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.tallying import NO_PROOF
from passerelles.register.terms import LIFE, OCCASION_KINDS, THEME_NAMES, TIES

RARE = 1000  # below this, collecting what matches and sorting it is cheaper than walking the list in its order
COUNTED = 100  # a number that is not kept is counted up to here
BODIES = 200
LAST = "\uffff"
CLAIMED = {"tie": "kind", "state": "state", "since": "since", "theme": "theme", "occasion": "occasion"}  # facet → property
DORMANT, AWAKE = "dormant", "awake"  # what an active partnership is called without and with recent proof
LEVEL = re.compile(r"[A-Z]{2}/[a-z]{1,12}")


@dataclass(frozen=True, slots=True)
class Condition:
    """A facet of an entry is among some values, or lies between two."""

    name: str
    among: tuple[str, ...] = ()
    low: str = ""
    high: str = LAST

    @property
    def q(self) -> Q:
        values = Q(value__in=self.among) if self.among else Q(value__gte=self.low, value__lte=self.high)
        return Q(name=self.name) & values

    def number(self, kind: str) -> int:
        """How many public entries it matches, as kept; for bodies, how many at most."""
        if self.name == "party":
            bodies = Presence.objects.filter(organisation__in=[int(value) for value in self.among])
            return int(bodies.aggregate(number=Sum("number"))["number"] or 0)
        return int(Tally.objects.filter(self.q, kind=kind).aggregate(number=Sum("number"))["number"] or 0)

    def among_hidden(self, user: Visitor) -> Q:
        """The same asked of entries that are not public, by the claims that a visitor may see."""
        if self.name == "country":
            return Q(parties__organisation__country__in=self.among)
        if self.name == "region":
            place = "parties__organisation__place__"
            return Q(**{f"{place}key__in": self.among}) | Q(**{f"{place}region__key__in": self.among})
        if self.name == "level":
            return _any_level(self.among)
        if self.name == "party":
            return Q(parties__organisation__in=[int(value) for value in self.among])
        if self.name not in CLAIMED:
            return Q(pk=None)
        said = Claim.objects.accepted().visible_to(user).filter(entry=OuterRef("pk"), name=CLAIMED[self.name])
        held = Q(canonical__in=[json.dumps(value) for value in self.among]) if self.among else Q(canonical__range=(self.low, self.high))
        return Q(Exists(said.filter(held)))


def _any_level(levels: tuple[str, ...]) -> Q:
    place, found = "parties__organisation__place__", Q()
    for country, _slash, level in (each.partition("/") for each in levels):
        found |= Q(**{f"{place}country": country, f"{place}level": level})
    return found


@dataclass(frozen=True)
class Filters:
    """A list's query, as far as it makes sense: what does not is left out."""

    kind: str = EntryKind.PARTNERSHIP
    country: str = ""
    region: str = ""
    level: str = ""
    theme: str = ""
    tie: str = ""
    occasion: str = ""
    state: str = ""
    since: int | None = None
    until: int | None = None
    confirmed: int | None = None
    body: str = ""
    party: int | None = None
    sort: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filters":
        """Read a query's text."""
        return cls(
            kind=_one_of(asked.get("kind"), EntryKind.values) or EntryKind.PARTNERSHIP,
            country=holdable(asked.get("country", ""))[:2],
            region=holdable(asked.get("region", ""))[:120],
            level=asked.get("level", "") if LEVEL.fullmatch(asked.get("level", "")) else "",
            theme=_one_of(asked.get("theme"), THEME_NAMES),
            tie=_one_of(asked.get("tie"), TIES),
            occasion=_one_of(asked.get("occasion"), OCCASION_KINDS),
            state=_one_of(asked.get("state"), {**LIFE, DORMANT: "", AWAKE: ""}),
            since=_year(asked.get("since")),
            until=_year(asked.get("until")),
            confirmed=_year(asked.get("confirmed")),
            body=" ".join(asked.get("body", "").split())[:100],
            party=_number(asked.get("party")),
            sort=asked.get("sort", ""),
        )

    @cached_property
    def conditions(self) -> list[Condition]:
        named = ("country", "region", "level", "theme", "tie", "occasion")
        found = [Condition(name, (value,)) for name in named if (value := getattr(self, name))]
        if self.state == DORMANT:
            found.append(Condition("proof", low=NO_PROOF, high=_month_before(dormant_since())))
        elif self.state == AWAKE:
            found.append(Condition("proof", low=dormant_month()))
        elif self.state:
            found.append(Condition("state", (self.state,)))
        if self.since or self.until or self.sort == "oldest":
            found.append(Condition("since", low=str(self.since or 1000), high=str(self.until or 9999)))
        if self.confirmed:
            found.append(Condition("confirmed", (str(self.confirmed),)))
        if self.body:
            found.append(Condition("party", _bodies(self.body) or ("0",)))
        if self.party:
            found.append(Condition("party", (str(self.party),)))
        return found

    @property
    def is_narrowed(self) -> bool:
        places = (self.country, self.region, self.level, self.body, self.party)
        return any((*places, self.theme, self.tie, self.occasion, self.state, self.since, self.until, self.confirmed))


def _one_of(asked: str | None, known: Mapping[str, object] | list[str]) -> str:
    return asked if asked and asked in known else ""


def _number(asked: str | None) -> int | None:
    return int(asked) if asked and asked.isascii() and asked.isdecimal() and len(asked) < 15 else None


def _year(asked: str | None) -> int | None:
    year = _number(asked)
    return year if year and 1000 <= year <= 9999 else None


def _month_before(first: date) -> str:
    months = first.year * 12 + first.month - 2
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _bodies(name: str) -> tuple[str, ...]:
    """The organisations of a name, in any language: those of public entries, so that no other is guessed at."""
    found = Presence.objects.filter(names__contains=folded(name), number__gt=0).order_by("-number")
    return tuple(str(pk) for pk in found.values_list("organisation", flat=True)[:BODIES]) if folded(name) else ()


@dataclass(frozen=True, slots=True)
class Total:
    number: int
    is_at_least: bool = False


def matching(filters: Filters, user: Visitor, counted: int = COUNTED) -> tuple[EntryQuerySet, Total]:
    """Return the entries of a list that a visitor may see, unordered, and how many there are: as kept where that is exact, else
    counted so far as is cheap (up to `counted`, of several conditions).
    """
    rows = Entry.objects.visible_to(user).filter(kind=filters.kind)
    if standing(user).is_of_network:
        return _with_hidden(rows, filters, user)
    if not filters.conditions:
        return rows, Total(Condition("all", ("",)).number(filters.kind))
    if len(filters.conditions) == 1 and filters.conditions[0].name != "party":
        [condition] = filters.conditions
        number = condition.number(filters.kind)
        return rows.filter(_few(condition, filters.kind) if number < RARE else _many(condition, filters.kind)), Total(number)
    return _of_several(rows, filters, counted)


def _few(condition: Condition, kind: str) -> Q:
    """Collect what matches, then sort it."""
    return Q(pk__in=EntryFacet.objects.filter(condition.q, kind=kind).values("entry"))


def _many(condition: Condition, kind: str, entry: str = "pk") -> Q:
    """Walk the list in its order, and ask of each row."""
    of_kind = Q(kind=kind) if len(condition.among) == 1 else Q()  # one facet is looked up by its kind, several by the entry
    return Q(Exists(EntryFacet.objects.filter(of_kind & condition.q, entry=OuterRef(entry))))


def _of_several(rows: EntryQuerySet, filters: Filters, counted: int) -> tuple[EntryQuerySet, Total]:
    """Several conditions: start from the rarest; where few rows meet all, those are the list."""
    numbers = {condition: condition.number(filters.kind) for condition in filters.conditions}
    rarest, *others = _telling(numbers, filters.kind)
    facets = EntryFacet.objects.filter(rarest.q, kind=filters.kind)
    for condition in others:
        facets = facets.filter(_many(condition, filters.kind, "entry"))
    most = max(counted, RARE if numbers[rarest] < RARE else COUNTED)
    found = list(facets.order_by().values_list("entry", flat=True).distinct()[: most + 1])
    if len(found) <= most:
        return rows.filter(pk__in=found), Total(len(found))
    for condition in (rarest, *others):
        rows = rows.filter(_many(condition, filters.kind))
    return rows, Total(most, is_at_least=True)


def _telling(numbers: Mapping[Condition, int], kind: str) -> list[Condition]:
    """The conditions, the rarest first, without those that every entry of the kind meets (of a network of two countries: each country)."""
    everything = Condition("all", ("",)).number(kind)
    rarest, *others = sorted(numbers, key=lambda condition: numbers[condition])
    return [rarest, *(condition for condition in others if condition.name == "party" or numbers[condition] < everything)]


def _with_hidden(rows: EntryQuerySet, filters: Filters, user: Visitor) -> tuple[EntryQuerySet, Total]:
    """The same for the network's own people, who see more than what is kept of public entries."""
    for condition in filters.conditions:
        hidden = Entry.objects.filter(condition.among_hidden(user), is_public=False, kind=filters.kind)
        rows = rows.filter(_many(condition, filters.kind) | Q(pk__in=hidden.values("pk")))
    counted = rows.order_by().values("pk")[: COUNTED + 1].count()
    return rows, Total(min(counted, COUNTED), counted > COUNTED)
