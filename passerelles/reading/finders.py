"""Reads a document: masks its secrets, then runs the finders in order, each on what the earlier ones found."""

from dataclasses import replace

from passerelles.reading import (
    activities,
    dates,
    decisions,
    doubts,
    events,
    figures,
    offices,
    organisations,
    people,
    places,
    practices,
    secrets,
    ties,
    wishes,
)
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Document
from passerelles.reading.reader import Find, Reading

# What stands later may use what stands earlier.
FINDERS: tuple[Find, ...] = (
    dates.find,
    places.find,
    organisations.find,
    events.find,
    figures.find,
    ties.find,
    offices.find,
    practices.find,
    wishes.find,
    activities.find,
    decisions.find,
    people.find,
    doubts.find,
)


def read(document: Document, known: Gazetteer) -> Reading:
    """Return what the document says, as findings that quote it. Same document, same gazetteer: same reading."""
    masked, secret = secrets.mask(document)
    reading = Reading(masked)
    reading.document = replace(masked, published=masked.published or dates.published_in(reading))
    reading.add(secret)
    for find in FINDERS:
        reading.add(find(reading, known))
    return reading
