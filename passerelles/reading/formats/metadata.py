"""Dates as files declare them, reduced to what the register keeps: a day, a month or a year."""

import re
from datetime import date

_ISO = re.compile(r"\s*((?:19|20)\d\d)(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?(?=$|[T\s])")


def iso_date(value: str) -> str | None:
    """Return the date a value begins with ("2017-09-14T10:00:00+02:00", "20170914", "2017-09"); None where it is none."""
    found = _ISO.match(value)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
