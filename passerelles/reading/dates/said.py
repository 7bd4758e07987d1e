"""Gathers date expressions of all kinds in the text's order, and joins those that say one period or one date together."""

import re
from collections.abc import Iterable
from dataclasses import replace
from weakref import WeakKeyDictionary

from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.dates.resolve import MONTH_ANCHORS, YEAR_ANCHORS
from passerelles.reading.dates.worded import worded
from passerelles.reading.dates.written import chinese_dates, days_alone, decades, numeric, years
from passerelles.reading.reader import Reading

_TO = re.compile(r" ?(?:au|a|to|until|through|jusqu au|jusqu a|jusqu en|and|et|至|到|—|~|～|/|、|和|及)? ?(?:le |the )?")
_LISTED = (" et ", " and ", ", ", "、", "和", "及")
_CLOSE = 14  # characters between two halves of one period


_found: WeakKeyDictionary[Reading, list[Expression]] = WeakKeyDictionary()


def expressions(reading: Reading) -> list[Expression]:
    """Find every date as written, none inside another, in order; looked for once in a reading."""
    if reading not in _found:
        _found[reading] = _expressions(reading)
    return _found[reading]


def _expressions(reading: Reading) -> list[Expression]:
    text, folded = reading.text, reading.folded
    found = [*numeric(text), *years(text, folded), *chinese_dates(text), *decades(folded), *days_alone(folded), *worded(reading)]
    found.sort(key=lambda said: (said.start, -said.end))
    apart: list[Expression] = []
    for said in found:
        if not apart or said.start >= apart[-1].end:
            apart.append(said)
    return _joined(reading, (said for said in apart if said.anchor != "street"))


def _joined(reading: Reading, found: Iterable[Expression]) -> list[Expression]:
    joined: list[Expression] = []
    for said in found:
        before = joined[-1] if joined else None
        if before and said.start - before.end <= _CLOSE and "\n\n" not in reading.text[before.end : said.start]:
            joined[-1:] = _pair(reading, before, said)
        else:
            joined.append(said)
    return joined


def _pair(reading: Reading, one: Expression, other: Expression) -> list[Expression]:
    """Join two neighbours: 今年 + 4月, "mai" + "de l'an dernier", "23 septembre" + "3 octobre 2018"; else fill the first one's year."""
    between = reading.folded[one.end : other.start]
    if other.first.year is None and not other.anchor and between in ("", " ") and _completes(one, other):
        return [replace(other, start=one.start, anchor=one.anchor)]
    if one.first.month and one.first.year is None and not one.anchor and other.anchor in YEAR_ANCHORS and between in (" de ", " of ", " "):
        return [replace(one, end=other.end, anchor=other.anchor)]
    if _is_period(reading, one, other, between):
        goes_over = (one.first.month or 0) > (other.first.month or 12)  # from December to January
        year = one.first.year or (other.first.year and other.first.year - goes_over)
        last = replace(other.first, year=other.first.year or None, month=other.first.month or one.first.month)
        return [replace(one, end=other.end, first=replace(one.first, year=year), last=last)]
    if between in _LISTED and one.first.month and one.first.year is None and not one.anchor and other.first.year and other.first.month:
        year = other.first.year
        return [replace(one, first=replace(one.first, year=year), last=one.last and replace(one.last, year=year)), other]
    return [one, other]


def _completes(one: Expression, other: Expression) -> bool:
    if one.anchor in YEAR_ANCHORS:
        return other.first.month is not None
    return one.anchor in MONTH_ANCHORS and other.first.month is None and other.first.day is not None


def _is_period(reading: Reading, one: Expression, other: Expression, between: str) -> bool:
    """Whether two dates are the two ends of one period: same precision, and "au", "to", 至 or a dash between them."""
    if one.last or other.last or other.anchor or (one.anchor and one.anchor not in YEAR_ANCHORS) or not _TO.fullmatch(between):
        return False
    first, last = one.first, other.first
    if bool(first.day) != bool(last.day) or (first.month is None and last.month is not None and not last.day):
        return False
    if between.strip() in ("et", "and", "、", "和", "及"):
        return bool(first.day) and last.month is None  # 6日和7日; two dates that each have a month are two
    if not between.strip():
        return any(dash in reading.text[one.end : other.start] for dash in "-–—‑/－")
    return _in_order(first, last)


def _in_order(first: Day, last: Day) -> bool:
    return (
        first.year is None
        or last.year is None
        or (first.year, first.month or 0, first.day or 0) <= (last.year, last.month or 12, last.day or 31)
    )
