"""What suggestions stand on: the territories, and the facts that a visitor may see, kept ready in the process until they change."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Max, Sum

from passerelles.ledger.combining import sees
from passerelles.ledger.models import Sum as LedgerSum
from passerelles.ledger.queries.accounts import scopes_of
from passerelles.people.models import Membership, Organisation, Role
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.models import Claim, Entry, EntryKind, Merge, Party
from passerelles.register.models.claims import ROOT
from passerelles.register.projecting import strongest
from passerelles.register.properties import BY_NAME
from passerelles.requests.queries.keeping import Store, kept
from passerelles.requests.suggesting import Fact, Known, Side, Spot

LEVELS = ("region", "departement", "epci", "commune", "province", "prefecture", "county")  # that have an authority
KINDS = (EntryKind.PARTNERSHIP, EntryKind.PROJECT, EntryKind.OFFICE, EntryKind.PRACTICE, EntryKind.NETWORK)
SAID = ("kind", "theme", "label", "wish", "place", "state")
AT_HOME = {"FR": "fr", "CN": "zh"}  # the language that everybody there works in
MOST = 16  # visitors whose facts one process keeps
_sides: Store = OrderedDict()
_known: Store = OrderedDict()


def sides(*countries: str) -> list[Side]:
    """Return all authorities of some countries, kept until the table of places changes."""
    now = Place.objects.aggregate(Count("pk"), Max("pk"), Sum("population"))
    return [kept(_sides, (country, *now.values()), partial(_side, country), MOST) for country in countries]


def _side(country: str) -> Side:
    return Side(_spots(country))


def _spots(country: str) -> Iterator[Spot]:
    columns = ("pk", "key", "level", "parent", "population", "latitude", "longitude")
    rows = Place.objects.of(country).in_force().filter(successor=None).values_list(*columns)
    places = {pk: rest for pk, *rest in rows}
    for key, level, parent, population, latitude, longitude in places.values():
        if level in LEVELS:
            yield Spot(key, level, tuple(_above(parent, places)), population, latitude, longitude)


def _above(parent: int | None, places: dict[int, list[Any]]) -> Iterator[str]:
    while parent in places:
        key, _, parent, *_ = places[parent]
        yield key


def known_to(user: Visitor, among: list[Side]) -> Known:
    """Return the facts that a visitor may see. Kept for that visitor until one of them is said, judged, shown or merged otherwise."""
    seen = Claim.objects.accepted().visible_to(user)
    now = seen.aggregate(Count("pk"), Sum("pk"), Max("judged_at"))
    merged = Merge.objects.aggregate(Max("pk"), Max("undone_at"))
    stamp = (user.pk, *now.values(), *merged.values(), *map(id, among))
    return kept(_known, stamp, lambda: Known(_facts(user), among), MOST)


def _facts(user: Visitor) -> Iterator[Fact]:
    """Every entry that a visitor may see, as its accepted claims that they may see make it."""
    entries = dict(Entry.objects.visible_to(user).filter(kind__in=KINDS).order_by("pk").values_list("pk", "kind"))
    said = _said(user)
    parties: dict[int, list[str]] = defaultdict(list)
    rows = Party.objects.exclude(organisation__place=None).order_by("position").values_list("entry", "organisation__place__key")
    for entry, key in rows:
        parties[entry].append(key)
    for pk, kind in entries.items():
        if parties[pk]:
            yield _fact(pk, kind, tuple(parties[pk]), said[pk])


def _said(user: Visitor) -> dict[int, dict[str, list[Any]]]:
    """Return by entry and property the values that a visitor may see."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    claims = Claim.objects.accepted().visible_to(user).filter(name__in=SAID).annotate(root=ROOT).order_by("pk")
    for root, name, canonical in claims.values_list("root", "name", "canonical"):
        found[root][name].append(BY_NAME[name].value(canonical))
    return found


def _fact(pk: int, kind: str, parties: tuple[str, ...], said: dict[str, list[Any]]) -> Fact:
    tie = strongest(value.term for value in said["kind"]) or "contact" if kind == EntryKind.PARTNERSHIP else ""
    is_over = any(value.term == "ended" for value in said["state"])
    return Fact(
        pk,
        kind,
        parties,
        frozenset(value.term for value in said["theme"]),
        "contact" if tie and is_over else tie,  # what is over was once a contact
        bool(said["label"]),
        tuple(_places(said)),
    )


def _places(said: dict[str, list[Any]]) -> Iterator[str]:
    yield from (value.key for value in said["place"])
    yield from (value.place for value in said["wish"] if value.place)


def languages_in(country: str) -> dict[str, frozenset[str]]:
    """Return by place the languages that officers of its authority read the site in, without the one of their country."""
    held = Membership.objects.in_force().filter(role=Role.OFFICER, organisation__place__country=country, user__is_active=True)
    found: dict[str, set[str]] = defaultdict(set)
    for key, language in held.values_list("organisation__place__key", "user__language"):
        if language[:2] != AT_HOME.get(country):
            found[key].add(language[:2])
    return {key: frozenset(spoken) for key, spoken in found.items()}


def balances(country: str, user: Visitor) -> dict[str, float]:
    """Return by place how far an authority has been received more often than it has received: from −1 to 1, of missions."""
    scopes = scopes_of(user)
    rows = LedgerSum.objects.filter(measure="mission", account__startswith="authority/").exclude(soil="")
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for account, soil, scope, number in rows.values_list("account", "soil", "scope", "number"):
        if not scope or sees(scope, scopes):
            sums[int(account.partition("/")[2])][soil == country] += number
    keys = _keys(sums, country)
    return {keys[pk]: (away - here) / (away + here) for pk, (away, here) in sums.items() if pk in keys and away + here}


def _keys(organisations: Iterable[int], country: str) -> dict[int, str]:
    held = Organisation.objects.filter(pk__in=list(organisations), place__country=country)
    return dict(held.values_list("pk", "place__key"))
