"""Authorities and other organisations as the register knows them: the list, and each one's ties, offices, practices and wishes."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from passerelles.common.listing import listed
from passerelles.common.sorting import in_order
from passerelles.common.templatetags.common import words
from passerelles.common.words import Wording
from passerelles.library.holding import holdable
from passerelles.people.actions import folded
from passerelles.people.models import Organisation, OrganisationKind
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.register.models import Entry, EntryKind, Party, Presence, Tally
from passerelles.register.queries.facts import Facts, facts_of
from passerelles.register.queries.filters import Total
from passerelles.register.queries.listing import KINDS, Choice, Row, Terms, cells_of, country_names, marked, themes_of, titles_of
from passerelles.register.queries.paging import NUMBERED, SIZE, Order, Slice, sliced
from passerelles.register.seeing import as_seen_by
from passerelles.register.tallying import AUTHORITY, region_of

YEAR = re.compile(r"[12][0-9]{3}")
COUNTED = SIZE * NUMBERED
SHOWN = 50  # entries on one authority's page; the list holds the rest
ORDERS = {"name": Order("sort_key"), "ties": Order("partnerships", is_descending=True)}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    pk: int
    name: SafeString
    region: str
    country: str
    partnerships: int
    number: int


@dataclass(frozen=True, slots=True)
class Authorities:
    """The page of the list."""

    slice: Slice
    total: Total
    rows: list[Line]
    countries: list[Choice]
    body: str
    country: str
    sort: str
    is_authorities: bool
    confirmed: str


def authorities(asked: Mapping[str, str], user: Visitor) -> Authorities:
    """Return the organisations that are parties of what a visitor may see."""
    body, country = " ".join(asked.get("body", "").split())[:100], holdable(asked.get("country", ""))[:2]
    sort = asked.get("sort", "")
    sort = sort if sort in ORDERS else "name"
    rows = present(user).select_related("organisation", "region")
    rows = rows.filter(country=country) if country else rows
    rows = rows.filter(names__contains=folded(body)) if folded(body) else rows
    is_authorities, confirmed = asked.get("kind") == OrganisationKind.AUTHORITY, asked.get("confirmed", "")
    rows = rows.filter(organisation__kind=OrganisationKind.AUTHORITY) if is_authorities else rows
    confirmed = confirmed if YEAR.fullmatch(confirmed) else ""
    rows = rows.filter(organisation__in=confirmers(confirmed)) if confirmed else rows
    is_kept = is_authorities and not (folded(body) or confirmed or standing(user).is_of_network)
    total = _authorities_kept(country) if is_kept else _counted(rows)
    page = sliced(rows, ORDERS[sort], asked, total.number)
    return Authorities(page, total, _rows(page.rows), _countries(country), body, country, sort, is_authorities, confirmed)


def _authorities_kept(country: str) -> Total:
    kept = Tally.objects.filter(kind=AUTHORITY, name="country", **({"value": country} if country else {}))
    return Total(int(kept.aggregate(number=Sum("number"))["number"] or 0))


def _counted(rows: QuerySet[Presence]) -> Total:
    """What no number is kept of is counted as far as pages are numbered: no visit counts a register of any size."""
    counted = rows.order_by().values("pk")[: COUNTED + 1].count()
    return Total(min(counted, COUNTED), counted > COUNTED)


def confirmers(year: str) -> list[int]:
    """The organisations that confirmed a public entry in a year, as kept."""
    kept = Tally.objects.filter(name="confirmer", value__startswith=f"{year} ", number__gt=0)
    return sorted({int(value.partition(" ")[2]) for value in kept.values_list("value", flat=True)})


def _rows(held: list[Presence]) -> list[Line]:
    names = country_names({row.country for row in held})
    return [
        Line(
            row.organisation_id,
            words(row.organisation.wording),
            words(row.region.wording) if row.region and row.region_id != row.organisation.place_id else "",
            names[row.country],
            row.partnerships,
            row.number,
        )
        for row in held
    ]


def present(user: Visitor) -> QuerySet[Presence]:
    """Those that are party of an entry that a visitor may see: for the public, as kept."""
    if standing(user).is_of_network:
        seen = Entry.objects.visible_to(user).filter(parties__organisation=OuterRef("organisation"))
        return Presence.objects.filter(Q(number__gt=0) | Exists(seen))
    return Presence.objects.filter(number__gt=0)


def takes_part(user: Visitor) -> Q:
    """Of places: those of an organisation that a visitor may see an entry of, and those where an entry is that they may see."""
    parties = present(user).filter(organisation__place=OuterRef("pk"))
    return Q(Exists(parties)) | Q(Exists(Entry.objects.visible_to(user).filter(place=OuterRef("pk"))))


def _countries(chosen: str) -> list[Choice]:
    held = dict(Presence.objects.filter(number__gt=0).exclude(country="").values_list("country").annotate(ties=Sum("partnerships")))
    names = country_names(held)
    return [Choice(code, names[code], None, code == chosen) for code in in_order(held, lambda code: names[code])]


@dataclass(frozen=True, slots=True)
class Tie:
    """An entry on an authority's page: with whom, seen from there."""

    entry: Entry
    others: list[Organisation]
    cells: Callable[[Entry], list[tuple[SafeString, str]]]

    @property
    def html(self) -> SafeString:
        """A line of the table of partnerships, written here for the reason that `Row` gives."""
        names = mark_safe(listed(words(other.wording) for other in self.others)) or words(self.entry.wording)  # noqa: S308 - escaped each
        return Row(self.entry.pk, self.address, marked(self.entry, names), self.cells(self.entry)).html

    @property
    def address(self) -> str:
        return reverse("entry", args=[self.entry.pk])


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """What an authority's page shows."""

    organisation: Organisation
    ties: list[tuple[str, list[Tie]]]  # partnerships by the partner's country
    others: list[tuple[str, list[Tie]]]  # by kind: projects, offices, practices, occasions
    own: Facts  # what its network entry says: wishes, activities, figures
    region: Place | None
    predecessors: list[Organisation]
    successor: Organisation | None
    is_cut: bool  # there are more entries than the page shows

    @property
    def titles(self) -> list[str]:
        """Of the columns of partnerships, after the partner's."""
        return titles_of(EntryKind.PARTNERSHIP)

    @property
    def country(self) -> str:
        return country_names([self.organisation.country])[self.organisation.country]

    @property
    def other_names(self) -> list[Wording]:
        """Its names in other languages than the visitor's, each once."""
        shown = {self.organisation.wording.text}
        held = {name: lang for lang, name in reversed(self.organisation.name.items()) if name not in shown}
        return [Wording(name, lang) for name, lang in held.items()]

    @property
    def code(self) -> str:
        return self.organisation.place.code if self.organisation.place else ""


def authority_page(organisation: Organisation, user: Visitor) -> AuthorityPage | None:
    """Return an authority's page; none where a visitor may see nothing of it, so that it does not exist."""
    entries = _entries(organisation, user)
    if not entries:
        return None
    by_kind: dict[str, list[Tie]] = defaultdict(list)
    cells = cells_of(EntryKind.PARTNERSHIP, Terms(themes_of(entries)))
    for entry in entries:
        others = [party.organisation for party in entry.parties.all() if party.organisation_id != organisation.pk]
        by_kind[entry.kind].append(Tie(entry, others, cells))
    networks = [tie.entry for tie in by_kind.pop(EntryKind.NETWORK, [])]
    place = organisation.place
    return AuthorityPage(
        organisation=organisation,
        ties=_by_country(by_kind.pop(EntryKind.PARTNERSHIP, [])),
        others=[(str(name), by_kind[kind]) for kind, name in KINDS.items() if kind in by_kind],
        own=facts_of(networks, user) if networks else Facts(),
        region=region_of(place) if place and region_of(place) != place else None,
        predecessors=_visible(Organisation.objects.filter(place__successor=place), user) if place else [],
        successor=next(iter(_visible(Organisation.objects.filter(place=place.successor_id), user)), None)
        if place and place.successor_id
        else None,
        is_cut=len(entries) == SHOWN,
    )


def _entries(organisation: Organisation, user: Visitor) -> list[Entry]:
    """What a visitor may see of an organisation, what was merged into it included."""
    parties = Party.objects.select_related("organisation").order_by("position")
    found = Entry.objects.visible_to(user).of_organisation(organisation).with_dormancy().select_related("place")
    rows = found.prefetch_related(Prefetch("parties", parties)).order_by("sort_key", "pk")[:SHOWN]
    return list(as_seen_by(user, list(rows)))


def _by_country(ties: list[Tie]) -> list[tuple[str, list[Tie]]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.others[0].country if tie.others else ""].append(tie)
    names = country_names(found)
    return [(names[code], found[code]) for code in in_order(found, lambda code: names[code])]


def _visible(organisations: QuerySet[Organisation], user: Visitor) -> list[Organisation]:
    """Those that a visitor may see an entry of."""
    if standing(user).is_of_network:
        entries = Entry.objects.visible_to(user).filter(parties__organisation=OuterRef("pk"))
        return list(organisations.filter(Exists(entries)))
    return list(organisations.filter(presence__number__gt=0))
