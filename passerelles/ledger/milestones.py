"""What a dated milestone of a partnership counts as: an action, a mission where it is a visit, nothing where the partnership began with it.

Its own words say which: the same sentence says the kind and the beginning of the tie, and the reading knows the events in it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from passerelles.ledger.models import Movement
from passerelles.library.models import Reading
from passerelles.register.models import Claim, Evidence
from passerelles.register.properties.values import Choice, Milestone, Year

BINDING = ("twinning", "agreement")  # what a signature begins
VISIT = "visit"  # an event's kind; and the origin of what a visit of the network says of itself

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event told in the words of a milestone: whether it is a visit, and in which country it took place, where they say so."""

    is_visit: bool
    is_own: bool  # of the network's own visits, which write their missions themselves
    soil: str


@dataclass(frozen=True, slots=True)
class Words:
    """Where claims are said, and what readings know of what happened there."""

    said: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    found: Mapping[int, tuple[Sequence[Json], Sequence[Json]]] = field(default_factory=dict)  # events and places, by reading
    missions: Mapping[int, Sequence[Movement]] = field(default_factory=dict)  # that features wrote, by entry

    def passages(self, claim: Claim) -> set[int]:
        return {each.passage_id for each in self.said.get(claim.pk, ())}


def words_of(entries: Collection[int], claims: Iterable[Claim]) -> Words:
    """Look up the words of milestones of entries, and of what is said beside them; nothing where no milestone is told."""
    if not entries:
        return Words()
    named = {claim.pk: claim.name for claim in claims}
    said: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(claim__in=named).only("claim_id", "passage_id", "reading_id", "start", "end", "origin")
    for each in rows.order_by("pk"):
        said[each.claim_id].append(each)
    readings = {each.reading_id for pk, evidence in said.items() if named[pk] == "milestone" for each in evidence}
    found = Reading.objects.filter(pk__in=readings).values_list("pk", "found__events", "found__places")
    missions: dict[int, list[Movement]] = defaultdict(list)
    for mission in Movement.objects.filter(root__in=entries, measure="mission", claim=None):
        missions[mission.root_id].append(mission)
    return Words(said, {pk: (events or (), places or ()) for pk, events, places in found}, missions)


def is_beginning(claim: Claim, beside: Iterable[Claim], words: Words) -> bool:
    """Whether a milestone is how the tie began: its own words say a binding kind, and nobody says that it began in another year alone."""
    value: Any = claim.value
    assert isinstance(value, Milestone)  # noqa: S101 - PROPERTIES says so
    beside, here = list(beside), words.passages(claim)
    kinds = {each.value.term for each in beside if isinstance(each.value, Choice) and here & words.passages(each)}
    years = {str(each.value.year) for each in beside if isinstance(each.value, Year)}
    return bool(kinds & set(BINDING)) and (not years or value.date[:4] in years)


def happened(claim: Claim, words: Words) -> Happened:
    """What the readings of a milestone's words know of it, where they know one thing."""
    evidence = words.said.get(claim.pk, ())
    events = [event for each in evidence for event in _events(each, claim, words)]
    soils = {soil for each in evidence for event in events if (soil := _soil(event, each, words))}
    is_own = any(each.origin == VISIT for each in evidence)
    return Happened(is_own or VISIT in {event["kind"] for event in events}, is_own, soils.pop() if len(soils) == 1 else "")


def _events(evidence: Evidence, claim: Claim, words: Words) -> Iterable[Json]:
    """The events of the milestone's day that its words tell."""
    value: Any = claim.value
    events, _places = words.found.get(evidence.reading_id, ((), ()))
    here = (event for event in events if event["start"] < evidence.end and event["end"] > evidence.start)
    return [event for event in here if is_one_day(event.get("starts") or "", value.date)]


def _soil(event: Json, evidence: Evidence, words: Words) -> str:
    """The country of the event's place, where these words name it: what a reader takes from a table's other cells is no word of theirs."""
    place = event.get("place")
    _events, places = words.found.get(evidence.reading_id, ((), ()))
    named = {(each["country"], each["name"]) for each in places if evidence.start <= each["start"] < evidence.end}
    return str(place["country"]) if place and (place["country"], place["name"]) in named else ""


def is_one_day(one: str, other: str) -> bool:
    """Whether two dates, none vaguer than a month unless both are, can be one: "2023-06" and "2023-06-12"."""
    least = min(len(one), len(other))
    return bool(least) and one[:least] == other[:least] and (least > 4 or len(one) == len(other))
