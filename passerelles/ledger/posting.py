"""Keeping the sums: what an entry's movements add to its accounts, and what they added before, so that sums cannot drift from rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from passerelles.ledger.combining import Told, shares
from passerelles.ledger.journeys import Journeys, accounts_by_entry, fetched, journeys_of, waiting_among
from passerelles.ledger.models import AMOUNTS, Movement, Posting, Sum
from passerelles.register.models import Entry, EntryKind

Row = list[Any]  # measure, unit, soil, basis, year, scope, then the amounts
Place = tuple[Any, ...]  # an account and the first six of a row
KEY = ("measure", "unit", "soil", "basis", "year", "scope")
SUMMED = ("measure", "low", "high", "unit", "soil", "date", "basis", "teller", "visibility", "group_id", "owner_id")
BATCH = 500


def post(entries: Sequence[Entry]) -> None:
    """Bring the accounts of entries (their parties fetched), and of those that share a journey with them, in step with their movements.
    Twice changes nothing.
    """
    movements = _movements_of(entries)
    if companions := _companions(movements):
        entries = [*entries, *companions]
        movements |= _movements_of(companions)
    before = {posting.entry_id: posting for posting in Posting.objects.filter(entry__in=entries)}
    change: dict[Place, list[int]] = defaultdict(lambda: [0] * len(AMOUNTS))
    written = []
    for now in _postings(entries, movements):
        held = before.get(now.entry_id)
        # One that counts nothing is written, too: by it `follow` knows what is to be counted once something of the entry is accepted.
        if held is None or held.parts != now.parts:
            _spread(change, held.parts if held else [], -1)
            _spread(change, now.parts, 1)
            written.append(now)
    columns = ["accounts", "shares", "apart"]
    Posting.objects.bulk_create(written, BATCH, update_conflicts=True, unique_fields=["entry"], update_fields=columns)
    _add({place: amounts for place, amounts in change.items() if any(amounts)})


def _movements_of(entries: Sequence[Entry]) -> dict[int, list[Movement]]:
    found: dict[int, list[Movement]] = {entry.pk: [] for entry in entries}
    for each in Movement.objects.filter(root__in=entries).only("root_id", "claim_id", "journey", *SUMMED):
        found[each.root_id].append(each)
    return found


def _companions(movements: Mapping[int, Sequence[Movement]]) -> list[Entry]:
    """Other entries that tell of the journeys of these: which of them counts may change."""
    journeys = {each.journey for rows in movements.values() for each in rows if each.journey}
    told = Movement.objects.filter(journey__in=journeys).order_by().values_list("root", flat=True).distinct() if journeys else ()
    others = set(told) - movements.keys()
    return fetched(others) if others else []


def _postings(entries: Sequence[Entry], movements: Mapping[int, Sequence[Movement]]) -> Iterator[Posting]:
    """Yield what each entry adds to its accounts, as its movements are now."""
    journeys = journeys_of(each for rows in movements.values() for each in rows)
    waiting = waiting_among([pk for pk, rows in movements.items() if rows and not any(each.claim_id for each in rows)])
    accounts = accounts_by_entry([entry for entry in entries if movements[entry.pk]], waiting)
    for entry in entries:
        (first, *apart) = _parts(entry, movements[entry.pk], accounts.get(entry.pk, []), journeys) or [[[], []]]
        yield Posting(entry=entry, accounts=first[0], shares=first[1], apart=apart)


def _parts(entry: Entry, movements: Sequence[Movement], accounts: Sequence[str], journeys: Journeys) -> list[list[Any]]:
    """Accounts, and what an entry's movements add to each: less where a journey of its counts at another entry already."""
    counted: dict[tuple[frozenset[str], ...], list[str]] = defaultdict(list)
    for account in accounts:
        counted[tuple(journeys.elsewhere(each, account) for each in movements)].append(account)
    told = ((held, [as_told(*each) for each in zip(movements, elsewhere, strict=True)]) for elsewhere, held in counted.items())
    return [[held, _rows_of(entry, rows)] for held, rows in told]


def _rows_of(entry: Entry, told: Sequence[Told]) -> list[Row]:
    """What is told of an entry comes to, by key and scope, in a fixed order."""
    found = shares(told, is_one=entry.kind in (EntryKind.PROJECT, EntryKind.OCCASION))
    return sorted([*key, scope, *(held.get(name, 0) for name in AMOUNTS)] for (key, scope), held in found.items())


def as_told(each: Movement, elsewhere: frozenset[str] = frozenset()) -> Told:
    says = (each.measure, each.low, each.high, each.unit, each.soil, each.date, each.basis, each.teller, each.scope)
    return Told(*says, elsewhere)


def _spread(change: dict[Place, list[int]], parts: Iterable[Sequence[Any]], sign: int) -> None:
    for accounts, rows in parts:
        for account, row in product(accounts, rows):
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
