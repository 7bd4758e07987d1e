"""One journey to several hosts: each one's entry tells it whole, and wherever these are summed together it counts once.

A journey is a text that whoever writes movements gives ("visit/7"); of one journey the same measure, told at several entries, is one thing.
The first entry of an account that tells it counts there, for everybody who sees that telling; else the next (docs/decisions/0071).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from passerelles.ledger.models import Movement
from passerelles.people.models import Group
from passerelles.register.models import Entry

EVERYTHING = "network/0"


@dataclass(frozen=True, slots=True)
class Journeys:
    """What is told of some journeys, by journey and measure, in the order in which it counts; and the accounts of each entry."""

    told: Mapping[tuple[str, str], Sequence[Movement]] = field(default_factory=dict)
    accounts: Mapping[int, Collection[str]] = field(default_factory=dict)

    def elsewhere(self, each: Movement, account: str) -> frozenset[str]:
        """The scopes of who sees a movement's journey counted in an account by an earlier telling."""
        if not each.journey:
            return frozenset()
        tellings = self.told[each.journey, each.measure]
        before = (other for other in tellings if _place(other) < _place(each) and account in self.accounts[other.root_id])
        return frozenset(other.scope for other in before)


def _place(each: Movement) -> tuple[int, int]:
    return each.root_id, each.pk


def journeys_of(movements: Iterable[Movement]) -> Journeys:
    """Return all that is told of the journeys of some movements, at whichever entries."""
    keys = {each.journey for each in movements if each.journey}
    if not keys:
        return Journeys()
    told: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for each in Movement.objects.filter(journey__in=keys).order_by("root", "pk"):
        told[each.journey, each.measure].append(each)
    entries = {each.root_id for rows in told.values() for each in rows}
    return Journeys(told, accounts_by_entry(fetched(entries), waiting_among(entries)))


def entries_told_of(origin: str) -> set[int]:
    """The entries that an origin, or whoever tells of the same journeys, writes of: what a change of it may concern."""
    own = Movement.objects.filter(origin=origin)
    journeys = set(own.exclude(journey="").values_list("journey", flat=True))
    return {*own.values_list("root", flat=True), *Movement.objects.filter(journey__in=journeys).values_list("root", flat=True)}


def fetched(keys: Iterable[int]) -> list[Entry]:
    """Entries with what their accounts follow from."""
    return list(Entry.objects.filter(pk__in=list(keys)).select_related("group").prefetch_related("parties"))


def accounts_by_entry(entries: Sequence[Entry], waiting: Collection[int]) -> dict[int, list[str]]:
    """Return where the movements of entries (their parties fetched) count; nowhere, of those that wait for somebody to accept them."""
    lineages = Group.objects.lineages({entry.group_id for entry in entries})
    return {entry.pk: [] if entry.pk in waiting else _accounts_of(entry, lineages[entry.group_id]) for entry in entries}


def waiting_among(keys: Collection[int]) -> set[int]:
    """The entries, of some given by id, that nobody accepted anything of."""
    return set(Entry.objects.filter(pk__in=keys).proposed().values_list("pk", flat=True)) if keys else set()


def _accounts_of(entry: Entry, groups: Iterable[int]) -> list[str]:
    """Its own account, its parties', its group's and those above it, the whole network's."""
    parties = [f"authority/{pk}" for pk in sorted(party.organisation_id for party in entry.parties.all())]
    return [f"entry/{entry.pk}", *parties, *(f"group/{pk}" for pk in groups), EVERYTHING]
