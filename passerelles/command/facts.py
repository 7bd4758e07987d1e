"""Turns what was found in a document (FORMAT.md's object) into facts to show: a title, a few rows, and where they stand in the text.

Knows only the printed shape, none of the finders: a list that the reader prints some day and that is not named here is not shown.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from passerelles.command.words import dated, reasons

Json = dict[str, Any]

TYPES = ("tie", "place", "organisation", "event", "figure", "wish", "decision", "doubt")  # in the legend's order


class Cell(NamedTuple):
    """A value in a card: `word` has a translation, `date` is an ISO date, `text` is as the document or a list of names has it."""

    kind: str
    text: str


class Row(NamedTuple):
    name: str
    cells: tuple[Cell, ...]


class Mark(NamedTuple):
    """Characters of the text where a fact is said."""

    start: int
    end: int
    fact: int  # its number in the document


@dataclass(slots=True)
class Fact:
    """Something found, as a person is shown it."""

    type: str  # one of TYPES
    name: str  # the word for what it is: "tie", "a-wish", "person"
    title: str
    rows: list[Row] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    number: int = 0
    key: str = ""  # the same for all mentions of one place or organisation
    main: tuple[int, int] | None = None  # of its spans, the one to show where there is room for one
    is_contested: bool = False  # a doubt hangs on one of a partnership's parties
    told: Mapping[str, str] = field(default_factory=dict)  # the title by language, where it is in our words and not the document's

    def title_in(self, language: str) -> str:
        return self.told.get(language, self.title)


def facts(found: Json) -> list[Fact]:
    """Return everything found, numbered from 1; the mentions of one place are one fact."""
    found = {**found, "contested": _contested(found)}
    told: list[Fact] = []
    known: dict[str, Fact] = {}
    for name, tell in TELLERS.items():
        for item in found.get(name) or ():
            fact = tell(item, found)
            if fact.key and fact.key in known:
                known[fact.key].spans += fact.spans
                continue
            if fact.key:
                known[fact.key] = fact
            told.append(fact)
    for number, fact in enumerate(told, start=1):
        fact.number = number
        fact.spans = sorted(set(fact.spans))
    return told


def marks(told: Iterable[Fact]) -> list[Mark]:
    """Return where facts are said, in the text's order; of those that begin together, the longest first."""
    placed = (Mark(start, end, fact.number) for fact in told for start, end in fact.spans if end > start)
    return sorted(placed, key=lambda mark: (mark.start, -mark.end, mark.fact))


def pair(tie: Json) -> str:
    return " – ".join(party_name(party) for party in tie["parties"])


def party_name(party: Any) -> str:
    """Return how a party is called: parties are places, or words where no place is known."""
    return str(party["name"]) if isinstance(party, dict) else str(party or "")


def words(*texts: object) -> tuple[Cell, ...]:
    return tuple(Cell("word", str(text)) for text in texts if text not in (None, ""))


def texts(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell("text", str(value)) for value in values if value not in (None, ""))


def dates(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell("date", str(value)) for value in values if value not in (None, ""))


def _rows(*pairs: tuple[str, tuple[Cell, ...]]) -> list[Row]:
    return [Row(name, cells) for name, cells in pairs if cells]


def _span(item: Json) -> list[tuple[int, int]]:
    return [(item["start"], item["end"])]


def _said(item: Json) -> list[tuple[int, int]]:
    return [(said["start"], said["end"]) for said in item.get("says") or ()]


def _place(item: Json, _: Json) -> Fact:
    key = f"place {item['country']} {item['level']} {item['code']} {item['name']}"
    rows = _rows(("level", words(item["level"], item["country"])), ("code", texts(item["code"])), ("chinese", texts(item.get("zh"))))
    return Fact("place", "place", item["name"], rows, _span(item), key=key)


def _organisation(item: Json, _: Json) -> Fact:
    rows = _rows(("kind", words(item["kind"])), ("acronym", texts(item["acronym"])), ("where", texts(party_name(item["place"]))))
    return Fact("organisation", "organisation", item["name"], rows, _span(item), key=f"organisation {item['name']}")


def _contested(found: Json) -> set[tuple[str, str]]:
    """The places of which a person is asked whether they are meant; a parent that a doubt only names is not one of them."""
    places = sorted(found.get("places") or (), key=lambda place: int(place["start"]))
    starts = [place["start"] for place in places]
    contested = set()
    for doubt in found.get("doubts") or ():
        if doubt["about"] in ("place", "name"):
            parent = (doubt.get("values") or {}).get("said")
            named = places[bisect_left(starts, doubt["start"]) : bisect_left(starts, doubt["end"])]
            contested |= {_key(place) for place in named if place["text"] != parent}
    return contested


def _key(place: Json) -> tuple[str, str]:
    return place["country"], place["code"] or place["name"]


def _tie(item: Json, found: Json) -> Fact:
    is_contested = any(_key(party) in found["contested"] for party in item["parties"] if isinstance(party, dict))
    rows = _rows(
        ("kind", words(item["kind"])),
        ("since", dates(item["since"])),
        ("state", words(item["state"] if item["state"] != "active" else None, "contested" if is_contested else None)),
        ("themes", words(*item["themes"])),
        ("associated", texts(*item["associated"])),
        ("chinese", texts(*_chinese(item["parties"], found))),
    )
    main = next(((said["start"], said["end"]) for said in item["says"] if said["name"] == "kind" and said["value"] == item["kind"]), None)
    return Fact("tie", "tie", pair(item), rows + list(_milestones(item)), _said(item), main=main, is_contested=is_contested)


def _milestones(item: Json) -> Iterator[Row]:
    for said in item["says"]:
        if said["name"] == "milestone" and isinstance(said["value"], dict):
            value = said["value"]
            planned = words("planned" if value["state"] == "planned" else None)
            yield Row("milestone", dates(value["date"]) + texts(value["what"]) + planned)


def _chinese(parties: list[Any], found: Json) -> list[str]:
    """The pair in Chinese, as far as the document's places give it."""
    names = {(place["country"], place["code"]): place["zh"] for place in found.get("places") or () if place.get("zh")}
    keys = [(party["country"], party["code"]) for party in parties if isinstance(party, dict)]
    known = [names[key] for key in keys if key in names]
    return [" – ".join(known)] if known else []


def _event(item: Json, _: Json) -> Fact:
    rows = _rows(
        ("kind", words(item["kind"])),
        ("when", dates(item["starts"], item["ends"])),
        ("where", texts(party_name(item["place"]))),
        ("ordinal", texts(item["ordinal"])),
        ("state", words(item["state"] if item["state"] != "held" else None)),
    )
    return Fact("event", "event", item["name"], rows, _span(item))


_COUNTED = {"partnerships": "partnerships-counted", "about": "about-hedge"}  # words that say something else elsewhere


def _figure(item: Json, _: Json) -> Fact:
    rows = _rows(
        ("what", words(_COUNTED.get(item["what"], item["what"]))),
        ("value", words(_COUNTED.get(item["hedge"], item["hedge"])) + texts(item["value"])),
        ("side", words(item["side"])),
        ("as_of", dates(item["as_of"])),
    )
    return Fact("figure", "figure", item["text"], rows, _span(item))


def _wish(item: Json, _: Json) -> Fact:
    rows = _rows(("wants", texts(item["wants"])), ("where", texts(party_name(item["place"]))))
    return Fact("wish", "a-wish", party_name(item["party"]), rows, _said(item))


def _office(item: Json, _: Json) -> Fact:
    rows = _rows(("where", texts(party_name(item["place"]))), ("since", dates(item["since"])))
    return Fact("wish", "office", party_name(item["owner"]), rows, _said(item))


def _practice(item: Json, _: Json) -> Fact:
    given = (("label", texts(item["label"])), ("by", texts(item["by"])), ("year", dates(item["year"])))
    return Fact("wish", "practice", item["name"], _rows(("holder", texts(item["holder"])), *given), _said(item))


def _activity(item: Json, _: Json) -> Fact:
    return Fact("wish", "activity", party_name(item["party"]), _rows(("themes", words(*item["themes"]))), _said(item))


def _decision(item: Json, _: Json) -> Fact:
    return Fact("decision", "decision", item["text"], _rows(("owner", texts(item["owner"])), ("due", dates(item["due"]))), _span(item))


def _person(item: Json, _: Json) -> Fact:
    rows = _rows(("role", words(item["role"])), ("body", texts(item["organisation"])))
    return Fact("organisation", "person", item["name"], rows, _span(item), key=f"person {item['name']} {item['role']}")


def _doubt(item: Json, found: Json) -> Fact:
    rows = _rows(("about", words(item["about"])), ("suggestions", texts(*item["suggestions"])))
    told = reasons(item["key"], item["values"]) if "key" in item else {}
    return Fact("doubt", "doubt", dated(item["reason"], found.get("language") or "en"), rows, _span(item), told=told)


TELLERS: dict[str, Callable[[Json, Json], Fact]] = {
    "doubts": _doubt,
    "partnerships": _tie,
    "events": _event,
    "figures": _figure,
    "wishes": _wish,
    "offices": _office,
    "practices": _practice,
    "activities": _activity,
    "decisions": _decision,
    "organisations": _organisation,
    "people": _person,
    "places": _place,
}
