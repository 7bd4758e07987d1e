"""From a finding to claims: which entry it is about, and what is said of it, each thing with its own words."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from passerelles.library.models import Document, Passage, Reading
from passerelles.people.actions import authority_of, body_named, folded
from passerelles.people.models import Organisation
from passerelles.places.actions import place_named
from passerelles.places.models import Place
from passerelles.register import keys
from passerelles.register.actions.proposing import Identity, PassageSpan, entry_of, propose
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.register.properties import BY_NAME

Json = dict[str, Any]
# One series whatever its editions are called; other meetings of many (Journées du fleuve) are series of their own.
SERIES = re.compile(r"rencontre|assises|合作高层论坛|地方政府合作|对话会")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one finding became: the entry, and the claims it made."""

    entry: Entry
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: property, raw value, where; characters of the document's text."""

    name: str
    raw: Any
    start: int
    end: int
    context: tuple[tuple[int, int], ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding as the register takes it."""

    identity: Identity
    says: tuple[Said, ...]

    def take(self, reading: Reading) -> Taken | None:
        """Propose everything said. What no property can hold is left in the reading."""
        held = [(said, value) for said in self.says if (value := _parsed(said)) is not None]
        if not held:
            return None
        entry = entry_of(self.identity, reading.document.group)
        passages = Passages(reading.document)
        return Taken(entry, tuple(propose(entry, said.name, value, span=passages.span(said), reading=reading) for said, value in held))


def _parsed(said: Said) -> Any:
    try:
        return BY_NAME[said.name].parse(said.raw)
    except (KeyError, ValueError):
        return None


class Passages:
    """The passages of a document by where they stand."""

    def __init__(self, document: Document):
        self._document = document

    @cached_property
    def _all(self) -> list[Passage]:
        cached: list[Passage] | None = vars(self._document).get("_passages")
        if cached is None:
            cached = vars(self._document)["_passages"] = list(self._document.passages.order_by("start"))
        return cached

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self._all]

    def span(self, said: Said) -> PassageSpan:
        index = max(bisect_right(self._starts, said.start) - 1, 0)
        return PassageSpan(self._all[index], said.start, said.end, said.context, said.origin)


def proposals(reading: Reading) -> Iterator[Proposal]:
    """Yield what each finding of the register's kinds proposes, in the reading's order."""
    for kind, propose_one in KINDS.items():
        for finding in reading.found.get(kind, ()):
            proposal = propose_one(finding, reading.document)
            if proposal:
                yield proposal


def _organisation(place: Json) -> Organisation:
    return authority_of(place_named(place["country"], place["level"], place.get("code"), place["name"]))


def _says(finding: Json, *names: str) -> Iterator[Said]:
    for said in finding.get("says", ()):
        if said["name"] in names:
            yield _said(said["name"], said["value"], said)


def _said(name: str, raw: Any, where: Json) -> Said:
    context = tuple((start, end) for start, end in where.get("context", ()))
    return Said(name, raw, where["start"], where["end"], context, where.get("origin", ""))


def partnership(finding: Json, document: Document) -> Proposal:
    """A tie: its two authorities make the key; bodies that take part are said where the tie is."""
    home, partner = (_organisation(place) for place in finding["parties"])
    identity = Identity(EntryKind.PARTNERSHIP, keys.partnership(home, partner), (home, partner))
    first = finding["says"][0]
    says = [*_says(finding, "kind", "theme", "milestone"), *_beginning(finding)]
    says += [_said("associated", {"text": name}, first) for name in finding.get("associated", ())]
    says += [_said("state", finding["state"], first)] if finding.get("state") in ("wished", "ended") else []
    return Proposal(identity, tuple(says))


def _beginning(finding: Json) -> Iterator[Said]:
    """When the tie began. A visit or a later act has its own year beside it, which is a milestone and not a rival beginning."""
    since = str(finding.get("since") or "")
    return (said for said in _says(finding, "since") if not since or str(said.raw).startswith(since))


def office(finding: Json, document: Document) -> Proposal | None:
    if not finding["says"] or not finding.get("owner"):
        return None
    owner, place = _organisation(finding["owner"]), finding.get("place")
    where = place_named(place["country"], place["level"], place.get("code"), place["name"]) if place else None
    identity = Identity(EntryKind.OFFICE, keys.office(owner, where.key if where else "?"), (owner,))
    first = finding["says"][0]
    says = [_said("state", "active", first)]
    says += [_said("place", where.key, first)] if where else []
    says += [_said("since", finding["since"], first)] if finding.get("since") else []
    return Proposal(identity, tuple(says))


def practice(finding: Json, document: Document) -> Proposal | None:
    if not finding["says"]:
        return None
    name, first = finding["name"] or finding["label"], finding["says"][0]
    if not name:
        return None
    holder = _holder(finding["holder"], document)
    identity = Identity(EntryKind.PRACTICE, keys.practice(holder, name), (holder,), {document.language or "fr": name})
    says = [_said("name", {"text": name, "lang": document.language}, first)]
    says += [_said("label", {"name": finding["label"], "by": finding["by"], "year": finding["year"]}, first)] if finding["label"] else []
    return Proposal(identity, tuple(says))


def _holder(name: str, document: Document) -> Organisation:
    known = Place.objects.filter(name=name, level__in=("commune", "region", "departement", "epci")).order_by("-population").first()
    return authority_of(known) if known else body_named(name, lang=document.language or "fr")


def occasion(finding: Json, document: Document) -> Proposal | None:
    """An event: one of a series by its ordinal, else known by kind, place and year, so that a moved date is the same occasion."""
    kind, year, place = finding["kind"], (finding.get("starts") or "")[:4], finding.get("place")
    if not year and not finding.get("ordinal"):
        return None  # an occasion without a year could be any of them
    where = place_named(place["country"], place["level"], place.get("code"), place["name"]) if place else None
    name = folded(finding["name"] or kind)
    series = "rencontres-assises" if kind == "rencontres/assises" and SERIES.search(name) else name
    if finding.get("ordinal"):
        key = keys.edition(series, finding["ordinal"])
    else:
        key = keys.occasion(kind, where.key if where else folded(finding["name"] or "?"), year)
    identity = Identity(EntryKind.OCCASION, key, (), {document.language or "fr": finding["name"] or kind})
    return Proposal(identity, tuple(_of_occasion(finding, document, where)))


OCCASION_STATE = {"planned": "confirmed", "held": "held", "cancelled": "cancelled", "moved": "moved"}


def _of_occasion(finding: Json, document: Document, where: Place | None) -> Iterator[Said]:
    yield _said("occasion", finding["kind"], finding)
    yield _said("held", OCCASION_STATE.get(finding.get("state") or "held", "held"), finding)
    if finding.get("name"):
        yield _said("name", {"text": finding["name"], "lang": document.language}, finding)
    if where:
        yield _said("place", where.key, finding)
    for name in ("ordinal", "starts", "ends"):
        if finding.get(name):
            yield _said(name, finding[name], finding)


def count(finding: Json, document: Document) -> Proposal | None:
    """A figure is a count of the document's network, unless its words are of somebody else: that one stays in the reading."""
    if finding.get("of_part"):
        return None
    identity = Identity(EntryKind.NETWORK, keys.network(document.group), (), dict(document.group.name))
    return Proposal(identity, (_said("count", finding, finding),))


def wish(finding: Json, document: Document) -> Proposal | None:
    if not finding["says"] or not finding.get("party"):
        return None
    party = _organisation(finding["party"])
    identity = Identity(EntryKind.NETWORK, keys.network(party), (party,))
    return Proposal(identity, (_said("wish", {"wants": finding["wants"], "place": finding["place"]}, finding["says"][0]),))


def activity(finding: Json, document: Document) -> Proposal | None:
    """What one party does without its partner being named: kept with the party; the reader's doubt asks with whom."""
    if not finding["says"]:
        return None
    place, first = finding.get("place"), finding["says"][0]
    party = _organisation(place) if place else _holder(finding["party"], document)
    identity = Identity(EntryKind.NETWORK, keys.network(party), (party,))
    said = _said("activity", {"text": first["text"][:900], "lang": document.language}, first)
    return Proposal(identity, (said, *(_said("theme", theme, first) for theme in finding["themes"])))


KINDS: dict[str, Callable[[Json, Document], Proposal | None]] = {
    "partnerships": partnership,
    "offices": office,
    "practices": practice,
    "events": occasion,
    "figures": count,
    "wishes": wish,
    "activities": activity,
}
