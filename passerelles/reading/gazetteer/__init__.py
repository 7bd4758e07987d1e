"""The territories of the two countries and every way they are written.

Stands at the bottom of the reading library: no Django, no network, no clock. `Gazetteer.load()` reads two data files built by
``make gazetteer`` (their origin and licences: ``data/ORIGIN.md``); nothing else is needed at run time.
"""

from passerelles.reading.gazetteer.book import Gazetteer
from passerelles.reading.gazetteer.model import Candidate, Form, Match, Place
from passerelles.reading.gazetteer.naming import names_of

__all__ = ["Candidate", "Form", "Gazetteer", "Match", "Place", "names_of"]
