"""Entries that may be one: pairs with the reasons that speak for it. The cost is bounded, however large the register is:

only the youngest entries are looked at, each beside the entries that share one of its parties, its name or its date.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

from django.db.models import Q
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.library.models import visible_to
from passerelles.people.actions import folded
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor
from passerelles.places.actions import gazetteer
from passerelles.register.models import Claim, ClaimState, Entry, EntryKind, Evidence, Merge
from passerelles.register.models.claims import ClaimQuerySet
from passerelles.register.models.entries import EntryQuerySet

YOUNGEST = 200  # entries of each kind that are looked at
BESIDE = 800  # older entries they are compared with
MOST = 60  # entries that share something: with more, sharing it says nothing
# What a territory's level is called in its name: "Région Bretagne" and "Bretagne" are one name.
LEVELS = frozenset(
    "region ville commune departement metropole communaute urbaine agglomeration province city county prefecture".split()
    + "de du des d la le les l of the".split()
)
BY_PARTY = (EntryKind.PARTNERSHIP, EntryKind.OFFICE, EntryKind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Likely:
    """Two entries that may be one, the older first, and why."""

    one: Entry
    other: Entry
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """An entry as it is compared: its parties, and of an occasion what is said of when and where."""

    entry: Entry
    is_young: bool
    parties: Sequence[Organisation]
    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def name(self) -> frozenset[str]:
        """The words that tell it from others."""
        words = self.entry.words or (self.parties[0].name if self.parties else {})
        return core(words.get("fr") or next(iter(words.values()), ""))


@lru_cache(maxsize=10_000)
def core(name: str) -> frozenset[str]:
    return frozenset(folded(name).split("-")) - LEVELS


def likely_duplicates(groups: Iterable[Group], user: Visitor, *, limit: int = 50) -> list[Likely]:
    """Return the pairs of some groups that nobody has decided on and somebody may see, those with most reasons first."""
    known = _known(list(groups), user)
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one, other, reason in _pairs(known):
        first, second = min(one.entry.pk, other.entry.pk), max(one.entry.pk, other.entry.pk)
        if first != second and reason not in reasons[first, second]:
            reasons[first, second].append(reason)
    entries = {each.entry.pk: each.entry for each in known}
    decided = _decided(reasons) if reasons else set()
    found = [pair for pair in reasons if pair not in decided]
    found.sort(key=lambda pair: (-len(reasons[pair]), -pair[1], -pair[0]))
    return [Likely(entries[one], entries[other], tuple(reasons[one, other])) for one, other in found[:limit]]


def reasons_for(one: Entry, other: Entry, user: Visitor) -> list[str]:
    """Return what speaks for two entries being one, as far as somebody may see it."""
    known = _compared({one.pk, other.pk}, {one.pk, other.pk}, user)
    return list(dict.fromkeys(reason for _one, _other, reason in _pairs(known)))


def _decided(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs that were merged, or are known not to be one: a merge that was undone is that too."""
    pks = {pk for pair in pairs for pk in pair}
    made = Merge.objects.filter(absorbed__in=pks, survivor__in=pks).only("absorbed", "survivor")
    pairs_of = ((each.absorbed_id, each.survivor_id) for each in made)
    return {(min(pair), max(pair)) for pair in pairs_of}


def comparable(user: Visitor) -> EntryQuerySet:
    """The entries somebody may compare: those of which they see something accepted, or proposed by a document they see."""
    said = told_to(user)
    through = said.exclude(entry__survivor=None)
    return Entry.objects.filter(Q(pk__in=said.values("entry")) | Q(pk__in=through.values("entry__survivor")))


def told_to(user: Visitor) -> ClaimQuerySet:
    """What is said, and not refused, that somebody may see: of what is proposed, its document decides."""
    said = Evidence.objects.filter(visible_to(user, prefix="passage__document__"))
    proposed = Q(state=ClaimState.PROPOSED, pk__in=said.values("claim"))
    return Claim.objects.filter(proposed | Q(visible_to(user, owner="owner"), state=ClaimState.ACCEPTED))


def _known(groups: list[Group], user: Visitor) -> list[Known]:
    """The youngest entries that something is said of, and those beside them."""
    mine = comparable(user).surviving().filter(group__in=groups)
    young = {pk for kind in FINDERS for pk in mine.filter(kind=kind).order_by("-pk").values_list("pk", flat=True)[:YOUNGEST]}
    shares_party = Q(kind__in=BY_PARTY, parties__organisation__in=Organisation.objects.filter(parties__entry__in=young))
    is_beside = shares_party | Q(kind__in=(EntryKind.OCCASION, EntryKind.PROJECT, EntryKind.NETWORK))
    beside = set(mine.filter(is_beside).exclude(pk__in=young).order_by("-pk").values_list("pk", flat=True)[:BESIDE])
    return _compared(young | beside, young, user)


def _compared(pks: set[int], young: set[int], user: Visitor) -> list[Known]:
    rows = Entry.objects.filter(pk__in=pks).with_parties().order_by("pk")
    known = {entry.pk: Known(entry, entry.pk in young, [party.organisation for party in entry.parties.all()]) for entry in rows}
    for claim in told_to(user).filter(entry__in=known, name__in=("starts", "ends", "place"), entry__kind=EntryKind.OCCASION):
        value = claim.value
        known[claim.entry_id].said[claim.name].add(getattr(value, "date", "") or getattr(value, "key", ""))
    return list(known.values())


Pairs = Iterator[tuple[Known, Known, str]]


def _pairs(known: Iterable[Known]) -> Pairs:
    by_kind: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        by_kind[each.entry.kind].append(each)
    for kind, find in FINDERS.items():
        yield from find(by_kind.get(kind, []))


def _buckets(known: Iterable[Known], keys: Callable[[Known], Iterable[object]]) -> Iterator[tuple[Known, Known, object]]:
    """Pairs that share a key, one of them young; what too many share says nothing."""
    held: dict[object, list[Known]] = defaultdict(list)
    for each in known:
        for key in keys(each):
            held[key].append(each)
    for key, sharing in held.items():
        if len(sharing) <= MOST:
            yield from ((one, other, key) for one, other in combinations(sharing, 2) if one.is_young or other.is_young)


def _partnerships(known: list[Known]) -> Pairs:
    """The same partner, and on the other side a city and its métropole, its département, its région, or the same name."""
    named = {party.pk: party for each in known for party in each.parties}
    for one, other, key in _buckets(known, lambda each: (party.pk for party in each.parties)):
        mine = [party for party in one.parties if party.pk != key]
        theirs = [party for party in other.parties if party.pk != key]
        for here, there in product(mine, theirs):
            if reason := _alike(here, there):
                yield one, other, _("Both are with %(partner)s.") % {"partner": named[key]}  # type: ignore[index]  # keys are parties'
                yield one, other, reason


def _alike(one: Organisation, other: Organisation) -> str:
    if one.pk != other.pk and one.country == other.country and core(str(one)) == core(str(other)):
        return _("%(one)s and %(other)s have the same name.") % {"one": one, "other": other}
    return _nested(one.key, other.key, str(one), str(other))


def _nested(one: str, other: str, name: str, other_name: str) -> str:
    """Whether one place lies in another, said in words; nothing where it does not."""
    if other in _around(one):
        return _("%(one)s lies in %(other)s.") % {"one": name, "other": other_name}
    if one in _around(other):
        return _("%(one)s lies in %(other)s.") % {"one": other_name, "other": name}
    return ""


def _around(key: str) -> Sequence[str]:
    try:
        return gazetteer().place(key).parents
    except KeyError:  # a body, or a place too small for the gazetteer
        return ()


def _offices(known: list[Known]) -> Pairs:
    for one, other, _key in _buckets(known, lambda each: (party.pk for party in each.parties)):
        here, there = (each.entry.key.split("|")[-1] for each in (one, other))
        names = [key.rsplit("/", 1)[-1] for key in (here, there)]
        if "?" in (here, there) or _nested(here, there, *names):
            yield one, other, _("Both are offices of %(owner)s.") % {"owner": one.parties[0]}


def _practices(known: list[Known]) -> Pairs:
    for one, other, _key in _buckets(known, lambda each: (party.pk for party in each.parties)):
        if _resemble(one.name, other.name):
            yield one, other, _("The same holder and nearly the same name.")


def _resemble(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and 2 * len(one & other) > min(len(one), len(other)) * 1.2 and len(one & other) * 2 >= len(one | other)


def _projects(known: list[Known]) -> Pairs:
    for one, other, _key in _buckets(known, lambda each: [each.name] if each.name else []):
        yield one, other, _("The same title.")


def _networks(known: list[Known]) -> Pairs:
    with_party = [each for each in known if each.parties]
    for one, other, _key in _buckets(with_party, lambda each: [each.name] if each.name else []):
        yield one, other, _("%(one)s and %(other)s have the same name.") % {"one": one.parties[0], "other": other.parties[0]}


def _occasions(known: list[Known]) -> Pairs:
    """The same days; or the same kind of occasion in one year, in places of which one lies in the other, or under one name."""
    for one, other, key in _buckets(known, lambda each: (day for day in each.said["starts"] if len(day) == 10)):
        if _same_kind(one, other) or one.said["ends"] & other.said["ends"] or _meet(one, other):
            yield one, other, _("Both begin on %(day)s.") % {"day": said_date(str(key))}
    for one, other, _key in _buckets(known, _kind_and_year):
        if _clash(one, other):
            continue
        if place := _meet(one, other):
            yield one, other, place
        if _resemble(one.name, other.name):
            yield one, other, _("The same kind of occasion in the same year, under nearly the same name.")


def _same_kind(one: Known, other: Known) -> bool:
    return one.entry.key.split("|")[1] == other.entry.key.split("|")[1]


def _kind_and_year(known: Known) -> list[tuple[str, str]]:
    kind = known.entry.key.split("|")[1]
    return [(kind, year) for year in {day[:4] for day in known.said["starts"]}]


def _clash(one: Known, other: Known) -> bool:
    """Whether no beginning said of one can be the other's: "2024-06" may be "2024-06-04", "2024-05-15" may not."""
    return not any(a.startswith(b) or b.startswith(a) for a, b in product(one.said["starts"], other.said["starts"]))


def _meet(one: Known, other: Known) -> str:
    """Whether a place of one is, or lies in, a place of the other, said in words."""
    for here, there in product(one.said["place"], other.said["place"]):
        if here == there:
            return _("Both are in the same place.")
        if reason := _nested(here, there, _place_name(here), _place_name(there)):
            return reason
    return ""


def _place_name(key: str) -> str:
    try:
        return gazetteer().place(key).name
    except KeyError:
        return key.rsplit("/", 1)[-1]


FINDERS: dict[str, Callable[[list[Known]], Pairs]] = {
    EntryKind.PARTNERSHIP: _partnerships,
    EntryKind.OFFICE: _offices,
    EntryKind.PRACTICE: _practices,
    EntryKind.PROJECT: _projects,
    EntryKind.NETWORK: _networks,
    EntryKind.OCCASION: _occasions,
}
