"""Dates as precise as they are known, in each language's way: "mars 2024", "2024年3月", "March 2024"."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from passerelles.common.words import locale_of, tongue


def said_date(partial: str, lang: str | None = None) -> str:
    """Return a partial ISO date in words; what is no date as it is."""
    return _said(partial, tongue(lang))


@lru_cache(maxsize=4096)
def _said(partial: str, tongue: str) -> str:
    """The same date stands on many lines of a list, and saying it is not quick."""
    locale = locale_of(tongue)
    try:
        day = first_day(partial)
    except ValueError:
        return partial
    if len(partial) == 4:
        return f"{partial}年" if tongue == "zh" else partial
    if len(partial) == 7:
        return str(format_skeleton("yMMMM", day, locale=locale))
    said = str(format_date(day, "long", locale=locale))
    return said.replace("1 ", "1er ", 1) if tongue == "fr" and day.day == 1 else said


def first_day(partial: str) -> date:
    """Return the first day of a year, month or day. Raises ValueError."""
    return date.fromisoformat((partial + "-01-01")[:10])


def last_day(partial: str) -> date:
    """Return the last day of a year, month or day. Raises ValueError."""
    first = first_day(partial)
    if len(partial) == 4:
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if len(partial) == 7 else first


def is_date(partial: str) -> bool:
    try:
        first_day(partial)
    except ValueError:
        return False
    return True
