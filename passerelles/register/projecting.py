"""The public columns of an entry are a projection of its accepted public claims, and this is their only writer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.utils.module_loading import import_string

from passerelles.common.dates import first_day, is_date
from passerelles.library.models import WIDTH, Visibility, shown_to
from passerelles.people.actions import folded
from passerelles.places.models import Place
from passerelles.register.finding import PUBLIC, Circle, Seen, circle_of, index_entries
from passerelles.register.models import Claim, Entry, EntryKind, EntryTheme
from passerelles.register.models.claims import ROOT, ClaimQuerySet
from passerelles.register.properties import BY_NAME
from passerelles.register.properties.values import Agreement, Choice, Day, Milestone, Ordinal, Theme, Where, Year
from passerelles.register.steps import step
from passerelles.register.tallying import Facet, confirmations, facets_of, keep
from passerelles.register.terms import TIES
from passerelles.register.titling import title_of

Said = dict[str, list[Claim]]
Type = TypeVar("Type")
DATED = ("kind", "state")  # what changes in time: several accepted values are no disagreement
BATCH = 500  # entries projected at once: what is said of them is held in memory
COLUMNS = [
    *("title", "sort_key", "is_public", "tie", "state", "since", "until", "last_proof", "place", "occasion", "starts", "ends"),
    *("sources", "is_disputed"),
]
NEVER = datetime.min.replace(tzinfo=UTC)


@step()
def project(entry: Entry) -> Entry:
    """Rewrite an entry's public columns from the accepted claims on it and on those merged into it. Twice changes nothing."""
    project_all([entry])
    now = Entry.objects.select_related("survivor").get(pk=entry.pk)
    return now.survivor or now


@step()
def project_all(entries: Iterable[Entry]) -> int:
    """The same of many entries in one pass, and of those they were merged into; return how many were projected."""
    named = sorted({pk for entry in entries for pk in (entry.pk, entry.survivor_id) if pk})
    return sum(_project(_read_now(named[at : at + BATCH])) for at in range(0, len(named), BATCH))


def _read_now(keys: Collection[int]) -> list[Entry]:
    """The entries that are read, as merges stand now: whoever asks may have met an entry before one, or before it was undone."""
    found = list(Entry.objects.filter(pk__in=keys).select_related("group").with_parties())
    elsewhere = {entry.survivor_id for entry in found if entry.survivor_id} - {entry.pk for entry in found}
    roots = [entry for entry in found if entry.survivor_id is None]
    return [*roots, *_read_now(elsewhere)] if elsewhere else roots


def _project(entries: list[Entry]) -> int:
    accepted = by_root(Claim.objects.in_family([entry.pk for entry in entries]).accepted())
    places = places_said(by_name(claims) for claims in accepted.values())
    public = {entry.pk: by_name(claim for claim in accepted[entry.pk] if circle_of(claim) == PUBLIC) for entry in entries}
    themes = {entry.pk: themes_said(public[entry.pk]) for entry in entries}
    wanted: list[tuple[Entry, set[Facet]]] = []
    for entry in entries:
        said = public[entry.pk]
        projected = columns(entry, said, places) | {"is_public": bool(said)}
        found = facets_of(entry, projected, themes[entry.pk]) | confirmations(said.get("confirmed", ()))
        wanted.append((entry, found if said else set()))
        for name, value in projected.items():
            setattr(entry, name, value)
    _write_columns(entries)
    _write_themes(themes)
    keep(wanted)
    index_entries([(entry, _seen(entry, accepted[entry.pk], places)) for entry in entries])
    for path in settings.PROJECTORS:
        import_string(path)(entries)
    return len(entries)


def by_root(claims: ClaimQuerySet) -> dict[int, list[Claim]]:
    """Return claims by the entry they are read through."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims.with_dates((*DATED, "confirmed", "wish")).annotate(root=ROOT).order_by("pk"):
        found[claim.root].append(claim)  # type: ignore[attr-defined]  # annotated
    return found


def by_name(claims: Iterable[Claim]) -> Said:
    """Return claims by what they say something of."""
    said: Said = defaultdict(list)
    for claim in claims:
        said[claim.name].append(claim)
    return said


def _write_columns(entries: list[Entry]) -> None:
    """Write the projected columns in one statement: Django's `bulk_update` asks, of each column and row, which entry it is."""
    Entry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS)


def _seen(entry: Entry, accepted: list[Claim], places: Mapping[str, Place]) -> dict[Circle, Seen]:
    """What each circle of people sees of an entry: what is public, and its own claims."""
    own: dict[Circle, list[Claim]] = defaultdict(list)
    for claim in accepted:
        own[circle_of(claim)].append(claim)
    said = {circle: by_name(claim for claim in accepted if circle_of(claim) in (PUBLIC, circle)) for circle in own}
    return {circle: Seen(own[circle], columns(entry, said[circle], places), themes_said(said[circle])) for circle in own}


def themes_said(said: Said) -> set[str]:
    return {value.term for value in _values(said, "theme", Theme)}


def places_said(all_said: Iterable[Said]) -> dict[str, Place]:
    """Return by key the places that entries are said to be at; one query for all of them."""
    keys = {value.key for said in all_said for value in _values(said, "place", Where)}
    return {place.key: place for place in Place.objects.filter(key__in=keys)} if keys else {}


def columns(entry: Entry, said: Said, places: Mapping[str, Place]) -> dict[str, Any]:
    """Return an entry's projected columns as accepted claims make them."""
    where = _one(said, "place", Where)
    place = places.get(where.key) if where else None
    title = _title(entry, said, place)
    return {
        "title": title,
        "sort_key": folded(title.get("fr") or next(iter(title.values()), ""))[:300],
        "tie": _strongest(said),
        "state": _latest_state(entry, said),
        "since": year.year if (year := _one(said, "since", Year)) else None,
        "until": day.date if (day := _one(said, "until", Day)) else "",
        "last_proof": _last_proof(said),
        "place": place,
        "occasion": kind.term if (kind := _one(said, "occasion", Choice)) else "",
        "starts": day.date if (day := _one(said, "starts", Day)) else "",
        "ends": day.date if (day := _one(said, "ends", Day)) else "",
        "sources": len({claim.source_id for claims in said.values() for claim in claims}),
        "is_disputed": any(disagree(claims) for claims in said.values()),
    }


def disagree(claims: Iterable[Claim]) -> bool:
    """Whether accepted claims on one property say several things where only one can be true."""
    claims = list(claims)
    return bool(claims) and not BY_NAME[claims[0].name].is_many and claims[0].name not in DATED and len({c.canonical for c in claims}) > 1


def standing_claim(claims: list[Claim]) -> Claim | None:
    """Return the claim that stands: the one value all agree on, else the one a person chose, else none."""
    if len({claim.canonical for claim in claims}) == 1:
        return claims[0]
    return chosen(claims)


def chosen(claims: Iterable[Claim]) -> Claim | None:
    """Return the claim a person chose last: entries that were merged each bring their own choice."""
    return max((claim for claim in claims if claim.stands), key=lambda claim: (claim.judged_at or NEVER, claim.pk), default=None)


def _one(said: Said, name: str, kind: type[Type]) -> Type | None:
    claim = standing_claim(said.get(name, []))
    return claim.value if claim else None  # type: ignore[return-value]  # PROPERTIES says which type a property has


def _values(said: Said, name: str, kind: type[Type]) -> list[Type]:
    return [claim.value for claim in said.get(name, [])]  # type: ignore[misc]  # as above


def _strongest(said: Said) -> str:
    return strongest(value.term for value in _values(said, "kind", Choice))


def strongest(kinds: Iterable[str]) -> str:
    """Of the kinds that are said of a partnership, the one that is in force."""
    said = set(kinds)
    return next((tie for tie in TIES if tie in said), "")


def _latest_state(entry: Entry, said: Said) -> str:
    """The state chosen, else the one of the youngest document; a partnership known by its kind alone is active."""
    claims = said.get("state", [])
    latest = chosen(claims) or max(claims, key=lambda claim: (youngest(claim), claim.pk), default=None)
    if latest:
        return str(latest.value.term)  # type: ignore[attr-defined]  # a Life
    return "active" if entry.kind in (EntryKind.PARTNERSHIP, EntryKind.OFFICE, EntryKind.PROJECT) and said else ""


def youngest(claim: Claim) -> str:
    """The last date of the documents that say it, of those that everybody may see who may see the claim."""
    documents = [evidence.passage.document for evidence in claim.evidence.all()]
    least = WIDTH.index(Visibility(claim.visibility))
    return max((document.published for document in documents if WIDTH.index(shown_to(document)) >= least), default="")


def _last_proof(said: Said) -> date | None:
    """The last day something was done, signed or confirmed, or a document told of the tie as alive."""
    days = [value.date for value in _values(said, "milestone", Milestone) if value.state == "done"]
    days += [value.date for value in _values(said, "confirmed", Day)]
    days += [value.signed for value in _values(said, "agreement", Agreement)]
    days += [youngest(claim) for claim in said.get("kind", [])]
    return max((first_day(day) for day in days if day and is_date(day)), default=None)


def _title(entry: Entry, said: Said, place: Place | None) -> dict[str, str]:
    if not said:  # the words of its key may be of a hidden document: they are no title of what is accepted
        return dict(entry.words)
    kind, ordinal, starts = _one(said, "occasion", Choice), _one(said, "ordinal", Ordinal), _one(said, "starts", Day)
    return title_of(
        entry,
        said.get("name", []),
        place,
        kind=kind.term if kind else "",
        ordinal=ordinal.number if ordinal else None,
        starts=starts.date if starts else "",
    )


def _write_themes(wanted: Mapping[int, set[str]]) -> None:
    held = {(entry, theme): pk for pk, entry, theme in EntryTheme.objects.filter(entry__in=wanted).values_list("pk", "entry", "theme")}
    said = {(entry, theme) for entry, themes in wanted.items() for theme in themes}
    if gone := held.keys() - said:
        EntryTheme.objects.filter(pk__in=[held[each] for each in gone]).delete()
    EntryTheme.objects.bulk_create(EntryTheme(entry_id=entry, theme=theme) for entry, theme in sorted(said - held.keys()))
