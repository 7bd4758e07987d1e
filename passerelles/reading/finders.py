"""Reads a document: masks its secrets, then runs the finders in order, each on what the earlier ones found."""

from passerelles.reading import places
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Document
from passerelles.reading.reader import Find, Reading

# What stands later may use what stands earlier.
FINDERS: tuple[Find, ...] = (places.find,)


def read(document: Document, known: Gazetteer) -> Reading:
    """Return what the document says, as findings that quote it. Same document, same gazetteer: same reading."""
    reading = Reading(document)
    for find in FINDERS:
        reading.add(find(reading, known))
    return reading
