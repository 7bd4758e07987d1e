"""What a reading is printed as: one object a document, in the shape and order that FORMAT.md describes."""

from dataclasses import asdict
from typing import Any

from passerelles.reading.gazetteer import Place
from passerelles.reading.model import (
    Activity,
    Attendance,
    Decision,
    Doubt,
    Event,
    Figure,
    Milestone,
    Office,
    OrganisationMention,
    PlaceMention,
    Practice,
    Said,
    Span,
    Tie,
    Value,
    Wish,
)
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import say

Json = dict[str, Any]


def as_json(reading: Reading, reader_version: str) -> Json:
    """Return the object of one document; offsets are characters of the document's text.

    A place that is only part of another name (a street, a paper) is no territory the document speaks of: it is not printed.
    """
    document = reading.document
    return {
        "document": document.name,
        "language": document.language,
        "published": document.published,
        "title": document.title,
        "reader": reader_version,
        "places": [_place_mention(found) for found in reading.of(PlaceMention) if not found.is_part],
        "organisations": [_organisation(found) for found in reading.of(OrganisationMention)],
        "partnerships": [_partnership(found) for found in reading.of(Tie)],
        "events": [_event(found) for found in reading.of(Event)],
        "figures": [_figure(found) for found in reading.of(Figure)],
        "wishes": [_wish(found) for found in reading.of(Wish)],
        "offices": [_office(found) for found in reading.of(Office)],
        "practices": [_practice(found) for found in reading.of(Practice)],
        "activities": [_activity(found) for found in reading.of(Activity)],
        "decisions": [_decision(found) for found in reading.of(Decision)],
        "people": [_person(found) for found in reading.of(Attendance)],
        "doubts": [as_doubt(found, document.language) for found in reading.of(Doubt)],
    }


def as_doubt(doubt: Doubt, language: str) -> Json:
    """Return a doubt with its reason in a language; `key` and `values` let others word it in theirs (`reasons.say`)."""
    said = {"about": doubt.about, "reason": say(doubt.key, doubt.values, language), "suggestions": list(doubt.suggestions)}
    return {**said, **_where(doubt.quote), "text": doubt.quote.text, "key": doubt.key, "values": dict(doubt.values)}


def _where(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {"country": place.country, "level": place.level, "code": place.code or None, "name": place.name}


def _place_mention(found: PlaceMention) -> Json:
    place = found.place
    return {**(_place(place) or {}), "zh": place.zh, **_where(found.quote), "text": found.quote.text}


def _organisation(found: OrganisationMention) -> Json:
    named = {"name": found.name, "acronym": found.acronym, "kind": found.kind, "place": _place(found.place)}
    return {**named, **_where(found.quote), "text": found.quote.text}


def _said(said: Said) -> Json:
    return {
        "name": said.name,
        "value": _value(said.value),
        **_where(said.quote),
        "text": said.quote.text,
        "context": [[span.start, span.end] for span in said.context],
        "origin": said.origin,
    }


def _value(value: Value) -> str | Json:
    return asdict(value) if isinstance(value, Milestone) else str(value)


def _says(says: tuple[Said, ...]) -> list[Json]:
    return [_said(said) for said in says]


def _partnership(tie: Tie) -> Json:
    return {
        "parties": [_place(party) for party in tie.parties],
        "kind": tie.kind,
        "since": tie.since,
        "themes": list(tie.themes),
        "state": tie.state,
        "associated": list(tie.associated),
        "says": _says(tie.says),
    }


def _event(event: Event) -> Json:
    return {
        "kind": event.kind,
        "name": event.name,
        "ordinal": event.ordinal,
        "place": _place(event.place),
        "starts": event.starts,
        "ends": event.ends,
        "state": event.state,
        **_where(event.quote),
        "text": event.quote.text,
    }


def _figure(figure: Figure) -> Json:
    counted = {"what": figure.what, "side": figure.side, "value": figure.value, "hedge": figure.hedge, "as_of": figure.as_of}
    whose = {"of_part": True} if figure.is_of_part else {}
    return {**counted, **_where(figure.quote), "text": figure.quote.text, **whose}


def _wish(wish: Wish) -> Json:
    return {"party": _place(wish.party), "wants": wish.wants, "place": _place(wish.place), "says": _says(wish.says)}


def _office(office: Office) -> Json:
    return {"owner": _place(office.owner), "place": _place(office.place), "since": office.since, "says": _says(office.says)}


def _practice(practice: Practice) -> Json:
    held = {"holder": practice.holder, "name": practice.name, "label": practice.label, "by": practice.by, "year": practice.year}
    return {**held, "says": _says(practice.says)}


def _activity(activity: Activity) -> Json:
    held = {"party": activity.party, "place": _place(activity.place), "themes": list(activity.themes)}
    return {**held, "says": _says(activity.says)}


def _decision(decision: Decision) -> Json:
    return {"text": decision.text, "owner": decision.owner, "due": decision.due, **_where(decision.quote)}


def _person(person: Attendance) -> Json:
    return {"name": person.name, "role": person.role, "organisation": person.organisation, **_where(person.quote)}
