"""When they would come: days, or a window within a month (五月中旬, "deuxième quinzaine de mai", "first half of October"). Pure.

A date without a year is the next one after the letter was written.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelles.reading.model import Moment
from passerelles.reading.numbers import chinese, numbers
from passerelles.reading.reader import Reading
from passerelles.requests.terms import Dating

LAST = 31  # as a part's last day: the month's own
# Before a month, on the folded text; each with its first and last day.
_PARTS = (
    (r"(?:premiere|1re|1ere) quinzaine d(?:e|u mois de|['’])|first half of", 1, 15),
    (r"(?:deuxieme|seconde|2e|2eme) quinzaine d(?:e|u mois de|['’])|second half of|latter half of", 16, LAST),
    (r"premiere semaine d(?:e|u mois de|['’])|first week (?:of|in)", 1, 7),
    (r"(?:deuxieme|seconde) semaine d(?:e|u mois de|['’])|second week (?:of|in)", 8, 14),
    (r"troisieme semaine d(?:e|u mois de|['’])|third week (?:of|in)", 15, 21),
    (r"derniere semaine d(?:e|u mois de|['’])|last week (?:of|in)", 24, LAST),
    (r"(?:premiere |1re )decade d(?:e|['’])|debut(?: d(?:e|u mois de|['’]))?|\bearly(?: in)?|(?:beginning|start) of", 1, 10),
    (r"\bmi|milieu(?: d(?:e|u mois de|['’]))?|\bmid|middle of", 11, 20),
    (r"\bfin(?: d(?:e|u mois de|['’]))?|\blate(?: in)?|end of", 21, LAST),
)
_BEFORE = tuple((re.compile(rf"(?:{words})[ -]?$"), first, last) for words, first, last in _PARTS)
_CHINESE = (
    ("上半月", 1, 15),
    ("下半月", 16, LAST),
    ("上旬", 1, 10),
    ("中旬", 11, 20),
    ("下旬", 21, LAST),
    ("月初", 1, 10),
    ("月中", 11, 20),
)
_AT_END = ("月底", "月末")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})月")
_LONG = re.compile(r"[ \u00a0-]?(?:jours?|days?)\b|[ ]?天|[ ]?日(?=的|左右|访问|行程|之行)")
_SECOND = re.compile(r"(?:[至到~～—–-]|\b(?:au|to|et|and)\b(?: le)?)\s?(\d{1,2})(?!\d|\s?月)")
_OPEN = re.compile(r"\b(?:entre|between|within)\b[^.;]{0,12}$")
LONGEST_STAY = 60  # days


@dataclass(frozen=True, slots=True)
class _When:
    first: date
    last: date
    at: int  # where in the text
    is_window: bool = False  # a month or a part of it, or "between … and …"
    is_part: bool = False


def days_of(reading: Reading, today: date) -> dict[str, Any]:
    """Return `dating`, `starts`, `ends` and perhaps `days`: a period, else a window, else a day; nothing where no day to come is said."""
    found = list(_all(reading, _written(reading) or today))
    period = next((when for when in found if not when.is_window and when.last > when.first), None)
    part = next((when for when in found if when.is_part), None)
    single = next((when for when in found if not when.is_window), None)
    chosen = period or part or single or next(iter(found), None)
    return _said(_widened(chosen, found, reading), _stay(reading)) if chosen else {}


def _written(reading: Reading) -> date | None:
    said = reading.document.published or ""
    return date.fromisoformat(said) if len(said) == 10 else None


def _said(when: _When, stay: int | None) -> dict[str, Any]:
    length = (when.last - when.first).days + 1
    is_within = stay is not None and stay < length and (when.is_window or length > 2 * stay)
    dating = Dating.WINDOW if when.is_window or is_within else Dating.FIXED
    return {"dating": dating, "starts": when.first, "ends": when.last} | (
        {"days": stay} if dating == Dating.WINDOW and stay and is_within else {}
    )


def _widened(when: _When, found: list[_When], reading: Reading) -> _When:
    """ "Fin septembre ou à la mi-octobre" is one window: those of one sentence together."""
    sentence = reading.sentence_at(when.at)
    if not when.is_window or sentence is None:
        return when
    beside = [each for each in found if each.is_window and each.is_part == when.is_part and sentence.start <= each.at < sentence.end]
    return _When(min(each.first for each in beside), max(each.last for each in beside), when.at, True, when.is_part)


def _all(reading: Reading, base: date) -> Iterator[_When]:
    for moment in reading.of(Moment):
        when = _day(moment, reading, base) or _window(moment, reading, base)
        if when and when.last > base:
            yield when


def _day(moment: Moment, reading: Reading, base: date) -> _When | None:
    starts, ends = moment.starts, moment.ends
    if starts is None and moment.month_day:
        starts, ends = _next(moment.month_day, moment.quote.text, base)
    if not starts or len(starts) != 10 or len(ends or starts) != 10:
        return None
    try:
        first, last = date.fromisoformat(starts), date.fromisoformat(ends or starts)
    except ValueError:
        return None
    is_open = bool(_OPEN.search(reading.folded, max(0, moment.quote.start - 24), moment.quote.start))
    return _When(first, last, moment.quote.start, is_open) if last >= first else None


def _next(month_day: str, quote: str, base: date) -> tuple[str, str | None]:
    """A day and month without a year: the next such day; with the second day of "10月11日至15日"."""
    year = base.year if month_day[2:] > base.isoformat()[5:] else base.year + 1
    starts = f"{year}-{month_day[2:]}"
    second = _SECOND.search(quote)
    is_later = second is not None and int(starts[-2:]) < int(second[1]) <= LAST
    return starts, f"{starts[:8]}{int(second[1]):02}" if second and is_later else None


def _window(moment: Moment, reading: Reading, base: date) -> _When | None:
    month = _month(moment, reading)
    if month is None or moment.month_day or (moment.starts and len(moment.starts) != 7):
        return None
    is_next = "明年" in moment.quote.text
    year = int(moment.starts[:4]) if moment.starts else base.year + (is_next or month < base.month)
    first, last = _part(moment, reading) or (1, LAST)
    end = min(last, monthrange(year, month)[1])
    return _When(date(year, month, first), date(year, month, end), moment.quote.start, True, (first, last) != (1, LAST))


def _month(moment: Moment, reading: Reading) -> int | None:
    if moment.starts and len(moment.starts) == 7:
        return int(moment.starts[5:])
    cues = (cue for cue in reading.cues.within("dates", moment.quote.start, moment.quote.end) if re.fullmatch(r"mo[a-z]+-\d\d", cue.key))
    cue, said = next(cues, None), _MONTH.search(moment.quote.text)
    month = int(cue.key[-2:]) if cue else _number(said[1]) if said else None
    return month if month and 1 <= month <= 12 else None


def _number(words: str) -> int | None:
    return int(words) if words.isdigit() else chinese(words)


def _part(moment: Moment, reading: Reading) -> tuple[int, int] | None:
    words = reading.text[moment.quote.start : moment.quote.end + 3]
    for said, first, last in (*_CHINESE, *((each, 21, LAST) for each in _AT_END)):
        if said in words:
            return first, last
    start = moment.quote.start
    for pattern, first, last in _BEFORE:
        if pattern.search(reading.folded, max(0, start - 32), start):
            return first, last
    return None


def _stay(reading: Reading) -> int | None:
    """How many days they stay: 为期5天, "pour cinq jours", "a five-day visit"."""
    found = numbers(reading.text, reading.folded, reading.cues, 0, len(reading.text))
    return next((each.value for each in found if 0 < each.value <= LONGEST_STAY and _LONG.match(reading.folded, each.end)), None)
