"""What accepted claims of the register say as movements: projects, results, budgets, dated milestones, occasions held, figures declared.

Reads, and writes nothing. A movement shows to whom its claim shows, and takes from other claims only what all of these may know.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from passerelles.ledger.milestones import Words, happened, is_beginning, is_one_day, words_of
from passerelles.ledger.models import Movement
from passerelles.library.models import WIDTH, SourceKind, Visibility
from passerelles.places.models import Place
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.register.models.claims import ROOT
from passerelles.register.projecting import standing_claim
from passerelles.register.properties.doing import Budget, Result, Soil
from passerelles.register.properties.doing import Movement as Moved
from passerelles.register.properties.values import Choice, Day, Milestone, Text, Where, Year
from passerelles.register.titling import best_first

SAID = ("movement", "budget", "result", "soil", "milestone", "held")  # without one of these there is no movement
BESIDE = ("kind", "since", "name", "place", "starts")  # what a movement may take from other claims
NOT_HELD = ("cancelled", "tentative", "moved")


@dataclass(frozen=True, slots=True)
class Entered:
    """A movement as its origin gives it. A feature that has no claim says the group, the visibility and the basis itself."""

    mark: str
    entry: Entry
    measure: str
    low: int | None = None
    high: int | None = None
    unit: str = ""
    soil: str = ""
    date: str = ""
    what: str = ""
    lang: str = ""
    basis: str = "documented"
    teller: str = ""  # nothing: its origin
    visibility: str = Visibility.GROUP
    claim: Claim | None = None
    owner: int | None = None  # of a private one
    journey: str = ""  # the same at several entries: one journey, that counts once where they are summed together


Said = dict[str, list[Claim]]


@dataclass(frozen=True, slots=True)
class Context:
    """What was looked up of all entries at once."""

    soils: Mapping[str, str]  # the country of each place named, by its key
    of_pairs: Collection[int]  # the occasions that are somebody's
    words: Words  # of milestones and of what is said beside them


def told_of(entries: Sequence[Entry]) -> dict[int, list[Entered]]:
    """Return by entry the movements that the accepted claims of entries, and of those merged into them, say; nothing of who says none."""
    claims = Claim.objects.in_family([entry.pk for entry in entries]).accepted().filter(name__in=(*SAID, *BESIDE))
    said: dict[int, Said] = defaultdict(lambda: defaultdict(list))
    for claim in claims.select_related("source").annotate(root=ROOT).order_by("pk"):
        said[claim.root][claim.name].append(claim)  # type: ignore[attr-defined]  # annotated
    context = Context(_soils(said.values()), _of_pairs(entry for entry in entries if entry.pk in said), _words(entries, said))
    told = {entry.pk: list(_told(entry, said[entry.pk], context)) for entry in entries if entry.pk in said}
    return {pk: movements for pk, movements in told.items() if movements}


def _told(entry: Entry, said: Said, context: Context) -> Iterator[Entered]:
    yield from (_moved(entry, claim) for claim in said["movement"])
    yield from (_result(entry, claim) for claim in said["result"])
    yield from (_budget(entry, claim, said) for claim in said["budget"])
    if entry.kind == EntryKind.PROJECT:
        yield from _project(entry, said)
    if entry.kind == EntryKind.PARTNERSHIP:
        yield from _milestones(entry, said, context.words)
    if entry.kind == EntryKind.OCCASION and entry.pk in context.of_pairs:
        yield from _occasions(entry, said, context.soils)


def entered(entry: Entry, claim: Claim, measure: str, **says: Any) -> Entered:
    """A movement that a claim says: its mark, who says so and who sees it are the claim's."""
    is_private = claim.visibility == Visibility.PRIVATE
    return Entered(
        mark=f"{claim.pk}/{measure}",
        entry=entry,
        measure=measure,
        claim=claim,
        teller=f"source/{claim.source_id}",
        basis=basis_of(claim),
        visibility=claim.visibility,
        owner=claim.owner_id if is_private else None,
        **says,
    )


def basis_of(claim: Claim) -> str:
    """An organisation's or a coordination's word is declared, what one estimates is estimated, what else is said is documented."""
    if claim.source.kind != SourceKind.DECLARATION:
        return "documented"
    return "estimated" if claim.source.is_estimate else "declared"


def _moved(entry: Entry, claim: Claim) -> Entered:
    value: Any = claim.value
    assert isinstance(value, Moved)  # noqa: S101 - PROPERTIES says so
    says = {name: getattr(value, name) for name in ("low", "high", "unit", "soil", "date", "what", "lang")}
    return entered(entry, claim, value.measure, **says)


def _result(entry: Entry, claim: Claim) -> Entered:
    value: Any = claim.value
    assert isinstance(value, Result)  # noqa: S101 - as above
    return entered(entry, claim, "realisation", low=1, high=1, soil=value.soil, date=value.date, what=value.what, lang=value.lang)


def _budget(entry: Entry, claim: Claim, said: Said) -> Entered:
    value: Any = claim.value
    assert isinstance(value, Budget)  # noqa: S101 - as above
    date = value.date or _since(claim, said)
    return entered(entry, claim, "money", low=value.low, high=value.high, unit=value.currency, soil=value.soil, date=date)


def _project(entry: Entry, said: Said) -> Iterator[Entered]:
    """A project is one action on each soil that it is said to be on; on none in particular where nobody says so."""
    for claim in said["soil"]:
        value: Any = claim.value
        assert isinstance(value, Soil)  # noqa: S101 - as above
        yield entered(entry, claim, "action", low=1, high=1, soil=value.country, date=_since(claim, said), **_name(claim, said))
    named = [claim for name in ("name", "since") for claim in said[name] if not _beside(claim, said["soil"])]
    widest = max(named, key=lambda claim: (WIDTH.index(Visibility(claim.visibility)), -claim.pk), default=None)
    if widest:
        yield entered(entry, widest, "action", low=1, high=1, date=_since(widest, said), **_name(widest, said))


def _words(entries: Iterable[Entry], said: Mapping[int, Said]) -> Words:
    """Where the milestones of partnerships are said, with their kinds."""
    told = {entry.pk for entry in entries if entry.kind == EntryKind.PARTNERSHIP and entry.pk in said and said[entry.pk]["milestone"]}
    return words_of(told, (claim for pk in told for name in ("milestone", "kind") for claim in said[pk][name]))


def _milestones(entry: Entry, said: Said, words: Words) -> Iterator[Entered]:
    """What was done counts as an action, and a visit as a mission: once with whoever tells it as one. A beginning is neither."""
    for claim in said["milestone"]:
        value: Any = claim.value
        assert isinstance(value, Milestone)  # noqa: S101 - as above
        if not value.date or value.state != "done" or is_beginning(claim, _beside(claim, [*said["kind"], *said["since"]]), words):
            continue
        told = happened(claim, words)
        missions = [date for each in _beside(claim, said["movement"]) if (date := _mission_date(each))]
        own = [each for each in words.missions.get(entry.pk, ()) if told.is_own and each.date == value.date]
        soil = told.soil or next((each.soil for each in own), "")
        is_told = any(_is_as_wide(each, claim) for each in own) or (not soil and any(is_one_day(day, value.date) for day in missions))
        if not (told.is_visit and is_told):
            measure = "mission" if told.is_visit and soil else "action"
            one = entered(entry, claim, measure, low=1, high=1, soil=soil, date=value.date, what=value.what, lang=value.lang)
            # What a source tells as a milestone may be the very mission that it tells: never added to that.
            yield replace(one, teller=f"milestones/{claim.source_id}") if measure == "mission" else one


def _mission_date(claim: Claim) -> str:
    return claim.value.date if isinstance(claim.value, Moved) and claim.value.measure == "mission" else ""


def _occasions(entry: Entry, said: Said, soils: Mapping[str, str]) -> Iterator[Entered]:
    """An occasion that was held is an action where it took place; once, whoever says so."""
    for claim in said["held"]:
        others = [str(each.value.term) for each in _beside(claim, said["held"]) if isinstance(each.value, Choice)]
        if _term(claim) == "held" and not set(others) & set(NOT_HELD):
            where = standing_claim(_beside(claim, said["place"]))
            soil = soils.get(where.value.key, "") if where and isinstance(where.value, Where) else ""
            yield entered(entry, claim, "action", low=1, high=1, soil=soil, date=_starts(claim, said), **_name(claim, said))


def _term(claim: Claim) -> str:
    return str(claim.value.term) if isinstance(claim.value, Choice) else ""


def _soils(all_said: Iterable[Said]) -> dict[str, str]:
    """The countries of the places that claims name, by key."""
    keys = {claim.value.key for said in all_said for claim in said["place"] if isinstance(claim.value, Where)}
    return dict(Place.objects.filter(key__in=keys).values_list("key", "country")) if keys else {}


def _of_pairs(entries: Iterable[Entry]) -> set[int]:
    """The occasions that have parties or are part of an entry: one of no pair known is nobody's action."""
    occasions = {entry.pk for entry in entries if entry.kind == EntryKind.OCCASION}
    known = Entry.objects.filter(Q(parties__isnull=False) | Q(part_of__isnull=False), pk__in=occasions)
    return set(known.values_list("pk", flat=True)) if occasions else set()


def _beside(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Those that everybody may see who may see the claim."""
    return [other for other in others if _is_as_wide(other, claim)]


def _is_as_wide(other: Claim | Movement, claim: Claim) -> bool:
    seen, by = Visibility(other.visibility), Visibility(claim.visibility)
    if seen == Visibility.PUBLIC or by == Visibility.PRIVATE:
        return seen == Visibility.PUBLIC or (seen == by and other.owner_id == claim.owner_id)
    if seen == Visibility.GROUP:
        return by == seen and other.group_id == claim.group_id
    return seen == Visibility.NETWORK and by != Visibility.PUBLIC


def _since(claim: Claim, said: Said) -> str:
    held = standing_claim(_beside(claim, said["since"]))
    return str(held.value.year) if held and isinstance(held.value, Year) else ""


def _starts(claim: Claim, said: Said) -> str:
    held = standing_claim(_beside(claim, said["starts"]))
    return held.value.date if held and isinstance(held.value, Day) else ""


def _name(claim: Claim, said: Said) -> dict[str, str]:
    names = [each.value for each in best_first(_beside(claim, said["name"])) if isinstance(each.value, Text)]
    return {"what": names[0].text, "lang": names[0].lang} if names else {}
