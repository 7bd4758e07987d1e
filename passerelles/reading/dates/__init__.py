"""Finds dates and periods in French, Chinese and English, and says when a document was published.

Stands on words and figures alone, so it runs before the finders that date events and ties. `written.py` and `worded.py` find what is
said, `resolve.py` puts years to it, `head.py` finds the document's own date.
"""

from passerelles.reading.dates.find import ORIGIN, find
from passerelles.reading.dates.head import published, published_in

__all__ = ["ORIGIN", "find", "published", "published_in"]
