"""Keeping the numbers of the public pages: each projection adds and takes away what it changed; `recount` makes them anew."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from typing import Any

from django.db.models import Count, F, Q

from passerelles.people.actions import folded
from passerelles.people.models import Organisation, OrganisationKind
from passerelles.places.models import Place
from passerelles.register.models import Claim, Entry, EntryFacet, EntryKind, Presence, Tally
from passerelles.register.properties.values import Day
from passerelles.register.steps import step

TOPS = ("region", "province")
NO_PROOF = "0000-00"  # in a month's place
NOWHERE = "-"  # in a region's place
AUTHORITY = "authority"  # the kind under which authorities are counted, among kinds of entries
BATCH = 2000
Facet = tuple[str, str]
Counted = tuple[str, str, str]  # a kind of entries, and a facet


def facets_of(entry: Entry, columns: Mapping[str, Any], themes: Iterable[str]) -> set[Facet]:
    """Return what a public entry is found under. `columns` are the projected ones; the entry has its parties."""
    parties = [party.organisation for party in entry.parties.all()]
    places = [party.place for party in parties if party.place] + ([columns["place"]] if columns["place"] else [])
    found = {("all", ""), *(("theme", theme) for theme in themes)}
    found |= {("party", str(party.pk)) for party in parties} | {("country", party.country) for party in parties if party.country}
    found |= {("country", place.country) for place in places} | {("region", top.key) for top in map(region_of, places) if top}
    found |= {(name, str(columns[name])) for name in ("tie", "state", "since", "occasion") if columns[name]}
    found |= {("level", f"{place.country}/{place.level}") for party in parties if (place := party.place)}
    if entry.kind == EntryKind.PARTNERSHIP:
        found |= _of_life(columns, parties)
    return found


def _of_life(columns: Mapping[str, Any], parties: list[Organisation]) -> set[Facet]:
    """What tells how alive a partnership is: of all, of the year it began, and between which regions."""
    is_active = columns["state"] == "active"
    month = columns["last_proof"].isoformat()[:7] if columns["last_proof"] else NO_PROOF
    found = {("proof", month)} if is_active else set()
    if is_active and columns["since"]:
        found.add(("begun", str(columns["since"])))
    tops = [region_of(party.place) if party.place else None for party in parties]
    pair = " ".join(top.key if top else NOWHERE for top in tops[:2])
    return found | {("pair", f"{columns['state']} {pair}")} | ({("pair_proof", f"{month} {pair}")} if is_active else set())


def confirmations(claims: Iterable[Claim]) -> set[Facet]:
    """In which years a public entry was confirmed, and by whom."""
    found: set[Facet] = set()
    for claim in claims:
        year = claim.value.date[:4] if isinstance(claim.value, Day) else ""
        by = {evidence.passage.document.source.organisation_id for evidence in claim.evidence.all()} - {None}
        found |= {("confirmed", year), *(("confirmer", f"{year} {organisation}") for organisation in by)}
    return found


def region_of(place: Place) -> Place | None:
    """The région or province a place is in, or is."""
    return place if place.level in TOPS else place.region


def keep(wanted: Iterable[tuple[Entry, Set[Facet]]]) -> None:
    """Write what entries are found under (nothing where one is not public), and the numbers that this changes."""
    of = {entry.pk: (entry, facets) for entry, facets in wanted}
    held = {row[1:]: row[0] for row in EntryFacet.objects.filter(entry__in=of).values_list("pk", "entry", "name", "value")}
    asked = {(pk, *facet) for pk, (_entry, facets) in of.items() for facet in facets}
    gone, new = held.keys() - asked, asked - held.keys()
    if gone:
        EntryFacet.objects.filter(pk__in=[held[each] for each in gone]).delete()
    rows = (EntryFacet(entry_id=pk, kind=of[pk][0].kind, name=name, value=value) for pk, name, value in sorted(new))
    EntryFacet.objects.bulk_create(rows, BATCH)
    _be_present({party.organisation_id for entry, _facets in of.values() for party in entry.parties.all()})
    changes: Counter[Counted] = Counter((of[pk][0].kind, name, value) for pk, name, value in new)
    changes.subtract((of[pk][0].kind, name, value) for pk, name, value in gone)
    _tally({counted: by for counted, by in changes.items() if by})


def _tally(changes: Mapping[Counted, int]) -> None:
    """Add to the kept numbers, each that changes by its own difference."""
    tallies = {counted: by for counted, by in changes.items() if counted[1] != "party"}
    if tallies:
        _add_to_tallies(tallies)
    parties: dict[int, Counter[str]] = {}
    for (kind, _name, value), by in ((counted, by) for counted, by in changes.items() if counted not in tallies):
        ties = by if kind == EntryKind.PARTNERSHIP else 0
        parties.setdefault(int(value), Counter()).update({"number": by, "partnerships": ties})
    _add_to_presences(parties)


def _add_to_tallies(changes: Mapping[Counted, int]) -> None:
    """Written as sums, not as differences: there is one step of the register at a time, and so one statement does for all."""
    kinds, names, values = (set(each) for each in zip(*changes, strict=True))
    rows = Tally.objects.filter(kind__in=kinds, name__in=names, value__in=values).values_list("kind", "name", "value", "number")
    held = {(kind, name, value): number for kind, name, value, number in rows}
    sums = (Tally(kind=c[0], name=c[1], value=c[2], number=held.get(c, 0) + by) for c, by in sorted(changes.items()))
    Tally.objects.bulk_create(sums, BATCH, update_conflicts=True, unique_fields=["kind", "name", "value"], update_fields=["number"])


def _add_to_presences(changes: Mapping[int, Counter[str]]) -> None:
    """Organisations that gain or lose as many are written together; most gain one."""
    alike: dict[tuple[int, int], list[int]] = {}
    for party, by in changes.items():
        alike.setdefault((by["number"], by["partnerships"]), []).append(party)
    for (number, ties), parties in sorted(alike.items()):
        _count_authorities(parties, number)
        Presence.objects.filter(organisation__in=parties).update(number=F("number") + number, partnerships=F("partnerships") + ties)


def _count_authorities(parties: Iterable[int], by: int) -> None:
    """How many authorities there are: those that get their first public entry now, or lose their last."""
    turning = Presence.objects.filter(organisation__in=parties, organisation__kind=OrganisationKind.AUTHORITY, number=max(0, -by))
    countries = Counter(turning.values_list("country", flat=True) if by else ())
    if countries:
        _add_to_tallies({(AUTHORITY, "country", country): number if by > 0 else -number for country, number in countries.items()})


def _be_present(parties: Set[int]) -> None:
    missing = parties - set(Presence.objects.filter(organisation__in=parties).values_list("organisation_id", flat=True))
    new = Organisation.objects.filter(pk__in=missing).select_related("place__region") if missing else []
    Presence.objects.bulk_create((_presence(each) for each in new), ignore_conflicts=True)


def renamed(organisation: Organisation) -> None:
    """Let lists find an organisation under the names it has now."""
    now = _presence(organisation)
    Presence.objects.filter(organisation=organisation).update(names=now.names, sort_key=now.sort_key)


def _presence(organisation: Organisation) -> Presence:
    names = [folded(name) for name in {*organisation.name.values(), organisation.acronym} if name]
    region = region_of(organisation.place) if organisation.place else None
    sort_key = folded(organisation.name.get("fr") or str(organisation))[:300]
    columns = {"country": organisation.country, "region": region, "names": "|".join(sorted(names))[:1000], "sort_key": sort_key}
    return Presence(organisation=organisation, **columns)


@step()
def recount() -> None:
    """Make every kept number anew from the facets of entries: after an import of rows, or a doubt about a number."""
    Tally.objects.all().delete()
    Presence.objects.all().delete()
    rows = EntryFacet.objects.exclude(name="party").values_list("kind", "name", "value").annotate(n=Count("pk")).order_by()
    Tally.objects.bulk_create((Tally(kind=kind, name=name, value=value, number=n) for kind, name, value, n in rows), BATCH)
    entries, ties = _of_parties(Q()), _of_parties(Q(kind=EntryKind.PARTNERSHIP))
    for organisation in Organisation.objects.exclude(parties=None).select_related("place__region").distinct().iterator(BATCH):
        row = _presence(organisation)
        row.number, row.partnerships = entries[organisation.pk], ties[organisation.pk]
        row.save()
    authorities = Presence.objects.filter(number__gt=0, organisation__kind=OrganisationKind.AUTHORITY).order_by()
    counted = authorities.values_list("country").annotate(n=Count("pk"))
    Tally.objects.bulk_create(Tally(kind=AUTHORITY, name="country", value=country, number=n) for country, n in counted)


def _of_parties(which: Q) -> Counter[int]:
    rows = EntryFacet.objects.filter(which, name="party").values_list("value").annotate(n=Count("pk")).order_by()
    return Counter({int(value): n for value, n in rows})
