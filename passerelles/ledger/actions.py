"""Every decision about the ledger, one verb each. What the register says comes by `follow`; a feature writes by `record`."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.ledger.journeys import entries_told_of, fetched
from passerelles.ledger.models import Movement, Posting, Sum
from passerelles.ledger.posting import post
from passerelles.ledger.telling import Entered, told_of
from passerelles.library.models import WIDTH, Visibility
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions import reject
from passerelles.register.models import Entry
from passerelles.register.steps import step

REGISTER = "register/"
BATCH = 500
SAYS = ("measure", "low", "high", "unit", "soil", "date", "what", "lang", "basis")
WRITTEN = ("entry_id", "root_id", "claim_id", "teller", "journey", "group_id", "owner_id", "wanted", "visibility", *SAYS)


@step()
def record(origin: str, movements: Iterable[Entered], *, by: User) -> list[Movement]:
    """Write what an origin of a feature's ("visit/7") says now, in place of what it said before. Twice changes nothing.

    Which of the network's people may is the feature's to ask. What it shows of an entry that is not public stays within its group.
    """
    if not standing(by).is_of_network:
        raise Refused(_("Only the network’s own people can write in the ledger."))
    if origin.startswith(REGISTER):
        raise Refused(_("This name is the register's own."))
    before = entries_told_of(origin)
    _replace({origin: movements})
    post(fetched(before | entries_told_of(origin)))
    return list(Movement.objects.filter(origin=origin).order_by("pk"))


def withdraw_origin(origin: str, *, by: User) -> None:
    """Take back all that an origin of a feature's said."""
    record(origin, [], by=by)


def follow(entries: Sequence[Entry]) -> None:
    """Bring the ledger in step with what is accepted of entries (settings.PROJECTORS: within the register's own step)."""
    told = told_of(entries)
    family = [*entries, *Entry.objects.filter(survivor__in=entries).select_related("group").prefetch_related("parties")]
    posted = set(Posting.objects.filter(entry__in=family).values_list("entry", flat=True))
    roots = told.keys() | {entry.survivor_id or entry.pk for entry in family if entry.pk in posted}
    concerned = [entry for entry in family if (entry.survivor_id or entry.pk) in roots]
    if concerned:
        _replace({f"{REGISTER}{entry.pk}": told.get(entry.pk, []) for entry in concerned})
        _read_through(concerned)
        post(concerned)


def _read_through(family: Sequence[Entry]) -> None:
    """Let what features wrote of entries be read where these are, no wider than there."""
    found = {entry.pk: entry for entry in family}
    written = list(Movement.objects.exclude(origin__startswith=REGISTER).filter(entry__in=family))
    for row in written:
        row.root = found[found[row.entry_id].survivor_id or row.entry_id]
        row.visibility = _shown(row.wanted, row.root)
    Movement.objects.bulk_update(written, ["root", "visibility"], batch_size=BATCH)


def _shown(wanted: str, entry: Entry) -> Visibility:
    """Who sees a movement: what is said of an entry that is not public is not public either."""
    return Visibility(wanted) if entry.is_public else min(Visibility(wanted), Visibility.GROUP, key=WIDTH.index)


def _replace(said: Mapping[str, Iterable[Entered]]) -> None:
    """Write what is new of each origin's movements, change what differs, remove what it says no more."""
    held = {(row.origin, row.mark): row for row in Movement.objects.filter(origin__in=said)}
    wanted = {(origin, each.mark): _row(origin, each) for origin, movements in said.items() for each in movements}
    Movement.objects.filter(pk__in=[row.pk for mark, row in held.items() if mark not in wanted]).delete()
    Movement.objects.bulk_create([row for mark, row in wanted.items() if mark not in held], batch_size=BATCH)
    changed = [_with_key(row, held[mark]) for mark, row in wanted.items() if mark in held and _differ(row, held[mark])]
    Movement.objects.bulk_update(changed, [name.removesuffix("_id") for name in WRITTEN], batch_size=BATCH)


def _with_key(row: Movement, held: Movement) -> Movement:
    row.pk = held.pk
    return row


def _differ(row: Movement, held: Movement) -> bool:
    return any(getattr(row, name) != getattr(held, name) for name in WRITTEN)


def _row(origin: str, each: Entered) -> Movement:
    root = each.entry.survivor or each.entry
    is_register = origin.startswith(REGISTER)
    return Movement(
        origin=origin,
        mark=each.mark,
        entry=each.entry,
        root=root,
        claim=each.claim,
        teller=each.teller or origin,
        journey=each.journey,
        group_id=each.claim.group_id if each.claim else each.entry.group_id,
        owner_id=each.owner,
        wanted=each.visibility,
        visibility=each.visibility if is_register else _shown(each.visibility, root),
        **{name: getattr(each, name) for name in SAYS},
    )


@step()
def withdraw(movement: Movement, *, by: User, reason: str = "") -> None:
    """Take a movement out of the ledger by rejecting what says it; undone where every verdict is undone."""
    if movement.claim is None:
        raise Refused(_("This is taken back where it was written."))
    reject(movement.claim, by=by, reason=reason)


# The kept sums


@step()
def recount() -> None:
    """Make every sum anew from the movements: after rows were written by hand, or a doubt about a number."""
    Sum.objects.all().delete()
    Posting.objects.all().delete()
    keys = sorted({pk for pair in Movement.objects.values_list("root", "entry") for pk in pair})
    for at in range(0, len(keys), BATCH):
        post(fetched(keys[at : at + BATCH]))
