"""Entries as records, a few hundred at a time: what hangs on them is asked once for all of a batch, so that memory does not grow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.portal.opendata.records import EntryRecord, FullEntryRecord, PartyRecord
from passerelles.portal.opendata.referring import party_record, place_record
from passerelles.portal.opendata.site import neutral
from passerelles.portal.opendata.stating import statements_of
from passerelles.register.models import Claim, Entry, EntryKind, EntryTheme, Party
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.seeing import as_seen_by

BATCH = 400
OF_PARTIES = (EntryKind.PARTNERSHIP, EntryKind.NETWORK)  # other keys hold words, which may be of a hidden document


def walk(rows: EntryQuerySet, user: Visitor, site: str) -> Iterator[FullEntryRecord]:
    """Every entry of `rows`, which are such as the visitor may see, with what is said of it; each batch begins where the last ended."""
    last = 0
    while entries := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = entries[-1].pk
        yield from full_records(entries, user, site)


def full_records(entries: Sequence[Entry], user: Visitor, site: str) -> Iterator[FullEntryRecord]:
    roots = Entry.objects.family([entry.pk for entry in entries])
    said = statements_of(roots, user, site)
    for record in entry_records(entries, user, site, roots):
        yield {**record, "statements": said.pop(record["id"], [])}


def entry_records(entries: Sequence[Entry], user: Visitor, site: str, roots: Mapping[int, int] | None = None) -> list[EntryRecord]:
    """Entries as a visitor may see them, without what is said of them. The queries do not grow with them."""
    keys = [entry.pk for entry in entries]
    parties, themes, updated = _parties(keys, site), _themes(keys), _updated(roots or Entry.objects.family(keys), user)
    wholes = _wholes(keys, user)
    return [
        _record(entry, site, parties[entry.pk], themes[entry.pk], wholes[entry.pk], updated.get(entry.pk))
        for entry in as_seen_by(user, entries)
    ]


def _record(
    entry: Entry, site: str, parties: list[PartyRecord], themes: list[str], wholes: list[int], updated: datetime | None
) -> EntryRecord:
    return {
        "id": entry.pk,
        "key": entry.key if entry.kind in OF_PARTIES else "",
        "address": f"{site}{neutral('entry', entry.pk)}",
        "kind": entry.kind,
        "group": entry.group.slug,
        "title": dict(entry.title),
        "tie": entry.tie,
        "state": entry.state,
        "since": entry.since,
        "until": entry.until,
        "last_proof": entry.last_proof.isoformat() if entry.last_proof else "",
        "occasion": entry.occasion,
        "starts": entry.starts,
        "ends": entry.ends,
        "themes": themes,
        "place": place_record(entry.place) if entry.place else None,
        "parties": parties,
        "part_of": wholes,
        "sources": entry.sources,
        "is_disputed": entry.is_disputed,
        "updated": moment(updated),
    }


def moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""


def _parties(keys: Iterable[int], site: str) -> dict[int, list[PartyRecord]]:
    pairs = list(Party.objects.filter(entry__in=keys).order_by("entry", "position").values_list("entry_id", "organisation_id"))
    held = Organisation.objects.filter(pk__in={organisation for _, organisation in pairs}).select_related("place__region")
    records = {organisation.pk: party_record(organisation, site) for organisation in held}
    found: dict[int, list[PartyRecord]] = defaultdict(list)
    for entry, organisation in pairs:
        found[entry].append(records[organisation])
    return found


def _themes(keys: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for entry, theme in EntryTheme.objects.filter(entry__in=keys).order_by("theme").values_list("entry_id", "theme"):
        found[entry].append(theme)
    return found


def _wholes(keys: Iterable[int], user: Visitor) -> dict[int, list[int]]:
    """What entries are part of, as far as the visitor may see it."""
    found: dict[int, list[int]] = defaultdict(list)
    pairs = Entry.objects.visible_to(user).filter(parts__in=keys).order_by("pk").values_list("parts", "pk")
    for part, whole in pairs:
        found[part].append(whole)
    return found


def _updated(roots: Mapping[int, int], user: Visitor) -> dict[int, datetime]:
    """When what is said of entries, or of those merged into them, was last judged."""
    told = Claim.objects.filter(entry__in=list(roots)).accepted().visible_to(user).order_by()
    last: dict[int, datetime] = {}
    for entry, at in told.values_list("entry_id").annotate(at=Max("judged_at")):
        if at:
            last[roots[entry]] = max(at, last.get(roots[entry], at))
    return last


def prepared(rows: EntryQuerySet, user: Visitor) -> EntryQuerySet:
    """Rows with what their records need beside them: for the network's own people, their columns are made anew from the parties."""
    rows = rows.with_parties() if user.is_authenticated else rows
    return rows.select_related("place__region", "group")
