"""Finds events: acts or occasions with a date, or with a name of their own.

Runs after dates and places. Words that name occasions and acts (`triggers.py`) are paired with the dates of their sentence
(`dating.py`); several mentions of one occasion become one event (`merging.py`), named in the document's words (`naming.py`).
"""

from passerelles.reading.events.find import ORIGIN, find

__all__ = ["ORIGIN", "find"]
