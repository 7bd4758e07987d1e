"""Reads a document: masks its secrets, then runs the finders in order, each on what the earlier ones found."""

from dataclasses import replace

from passerelles.reading import dates, places, secrets, ties
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Document
from passerelles.reading.reader import Find, Reading

# What stands later may use what stands earlier.
FINDERS: tuple[Find, ...] = (dates.find, places.find, ties.find)


def read(document: Document, known: Gazetteer) -> Reading:
    """Return what the document says, as findings that quote it. Same document, same gazetteer: same reading."""
    masked, doubts = secrets.mask(document)
    reading = Reading(replace(masked, published=masked.published or dates.published(masked)))
    reading.add(doubts)
    for find in FINDERS:
        reading.add(find(reading, known))
    return reading
