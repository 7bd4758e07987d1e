"""The reading library: text and knowledge in, findings and doubts out. No Django, no database, no network, no clock.

How it is used::

    from pathlib import Path
    from passerelles.reading import Gazetteer, open_document, read

    reading = read(open_document(Path("minutes.pdf")), Gazetteer.load())
"""

from passerelles.reading.finders import read
from passerelles.reading.formats import Unreadable, open_document
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.reader import Reading

__all__ = ["Gazetteer", "Reading", "Unreadable", "open_document", "read"]
