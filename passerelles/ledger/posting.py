"""Keeping the sums: what an entry's movements add to its accounts, and what they added before, so that sums cannot drift from rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from passerelles.ledger.combining import NETWORK, Told, shares
from passerelles.ledger.models import AMOUNTS, Movement, Posting, Sum
from passerelles.library.models import Visibility
from passerelles.people.models import Group
from passerelles.register.models import Entry, EntryKind

Row = list[Any]  # measure, unit, soil, basis, year, scope, then the amounts
Place = tuple[Any, ...]  # an account and the first six of a row
KEY = ("measure", "unit", "soil", "basis", "year", "scope")
SUMMED = ("measure", "low", "high", "unit", "soil", "date", "basis", "teller", "visibility", "group_id", "owner_id")
EVERYTHING = "network/0"
BATCH = 500


def post(entries: Sequence[Entry]) -> None:
    """Bring the accounts of entries (their parties fetched) in step with their movements. Twice changes nothing."""
    rows = _shares_of(entries)
    before = {posting.entry_id: posting for posting in Posting.objects.filter(entry__in=entries)}
    lineages = Group.objects.lineages({entry.group_id for entry in entries})
    change: dict[Place, list[int]] = defaultdict(lambda: [0] * len(AMOUNTS))
    written = []
    for entry in entries:
        now = Posting(entry=entry, accounts=accounts_of(entry, lineages[entry.group_id]) if rows[entry.pk] else [], shares=rows[entry.pk])
        held = before.get(entry.pk) or Posting(entry=entry)
        if (held.accounts, held.shares) != (now.accounts, now.shares):
            _spread(change, held.accounts, held.shares, -1)
            _spread(change, now.accounts, now.shares, 1)
            written.append(now)
    Posting.objects.bulk_create(written, BATCH, update_conflicts=True, unique_fields=["entry"], update_fields=["accounts", "shares"])
    _add({place: amounts for place, amounts in change.items() if any(amounts)})


def _shares_of(entries: Sequence[Entry]) -> dict[int, list[Row]]:
    """Return what the movements of each entry come to, by key and scope, in a fixed order."""
    movements: dict[int, list[Movement]] = defaultdict(list)
    for each in Movement.objects.filter(root__in=entries).only("root_id", *SUMMED):
        movements[each.root_id].append(each)
    return {entry.pk: rows_of(entry, movements[entry.pk]) for entry in entries}


def rows_of(entry: Entry, movements: Iterable[Movement]) -> list[Row]:
    found = shares([as_told(each) for each in movements], is_one=entry.kind in (EntryKind.PROJECT, EntryKind.OCCASION))
    return sorted([*key, scope, *(held.get(name, 0) for name in AMOUNTS)] for (key, scope), held in found.items())


def as_told(each: Movement) -> Told:
    return Told(each.measure, each.low, each.high, each.unit, each.soil, each.date, each.basis, each.teller, scope_of(each))


def scope_of(each: Movement) -> str:
    """Who sees a movement, as sums write it."""
    return {
        Visibility.PUBLIC: "",
        Visibility.NETWORK: NETWORK,
        Visibility.GROUP: f"group/{each.group_id}",
        Visibility.PRIVATE: f"owner/{each.owner_id}",
    }[Visibility(each.visibility)]


def accounts_of(entry: Entry, groups: Iterable[int]) -> list[str]:
    """Return where an entry's movements count: its own account, its parties', its group's and those above it, the whole network's."""
    parties = [f"authority/{pk}" for pk in sorted(party.organisation_id for party in entry.parties.all())]
    return [f"entry/{entry.pk}", *parties, *(f"group/{pk}" for pk in groups), EVERYTHING]


def _spread(change: dict[Place, list[int]], accounts: Iterable[str], rows: Iterable[Row], sign: int) -> None:
    for account in accounts:
        for row in rows:
            held = change[(account, *row[: len(KEY)])]
            for at, amount in enumerate(row[len(KEY) :]):
                held[at] += sign * amount


def _add(change: Mapping[Place, list[int]]) -> None:
    """Add to sums. Within a step of the register nobody else writes them, so that they are read and written again, all at once."""
    if not change:
        return
    accounts = {place[0] for place in change}
    measures = {place[1] for place in change}
    years = {place[5] for place in change}
    rows = Sum.objects.filter(account__in=accounts, measure__in=measures, year__in=years)
    held = {(row.account, *(getattr(row, name) for name in KEY)): row for row in rows}
    written = [_added(held.get(place), place, amounts) for place, amounts in change.items()]
    Sum.objects.bulk_create(
        [row for row in written if any(getattr(row, name) for name in AMOUNTS)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["account", *KEY],
        update_fields=list(AMOUNTS),
    )
    empty = [row.pk for row in written if row.pk and not any(getattr(row, name) for name in AMOUNTS)]
    Sum.objects.filter(pk__in=empty).delete()


def _added(held: Sum | None, place: Place, amounts: list[int]) -> Sum:
    row = held or Sum(account=place[0], **dict(zip(KEY, place[1:], strict=True)))
    for name, amount in zip(AMOUNTS, amounts, strict=True):
        setattr(row, name, getattr(row, name) + amount)
    return row
