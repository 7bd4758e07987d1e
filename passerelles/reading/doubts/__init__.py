"""Finds what a person must look at: what a document says that cannot be, or says in two ways.

Each rule stands on what earlier finders found. A doubt quotes the words and says why, with likely readings; it costs a person's
time, so each contradiction is asked once in a document.
"""

from collections.abc import Iterable

from passerelles.reading.doubts import bodies, calendar, editions, figures, parents
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Doubt
from passerelles.reading.reader import Reading

RULES = (parents.find, bodies.find, editions.find, calendar.find, figures.find)


def find(reading: Reading, known: Gazetteer) -> Iterable[Doubt]:
    """Yield the doubts in the text's order."""
    found = [doubt for rule in RULES for doubt in rule(reading, known)]
    return sorted(found, key=lambda doubt: (doubt.quote.start, doubt.about, doubt.key))
