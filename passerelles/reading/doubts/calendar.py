"""A weekday that its date does not have: "mardi 15 janvier 2023"."""

import re
from collections.abc import Iterator
from datetime import date

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import LANGUAGES, Cue
from passerelles.reading.model import Doubt, Moment
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Values

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": tuple(day.capitalize() for day in _DAYS),
}
_DAY_AFTER = re.compile(r"\.?,?\s{1,2}(?:le\s|the\s)?(?:[A-Z][a-z]+\.?\s)?(\d{1,2})(?!\d|[h:])")
_BRACKET_AFTER = re.compile(r"\s?[(（]?$")


def find(reading: Reading, known: Gazetteer) -> Iterator[Doubt]:
    """Yield a doubt for each weekday beside a date, with its year, that falls on another."""
    for cue in reading.cues.within("doubts", 0, len(reading.text)):
        if cue.key not in _DAYS:
            continue
        for moment in reading.within(Moment, cue.start - 30, cue.end + 6):
            day = _day(cue, moment, reading.text)
            if day and _DAYS[day.weekday()] != cue.key:
                yield _doubt(cue, moment, day, reading)
                break


def _day(cue: Cue, moment: Moment, text: str) -> date | None:
    """Return the date that a weekday is said of: of a period, the end with the number that follows the weekday."""
    ends = [bound for bound in (moment.starts, moment.ends) if bound and len(bound) == 10]
    if not ends or not any(bound[:4] in moment.quote.text for bound in ends):
        return None  # a year that was only inferred proves nothing
    if (number := _DAY_AFTER.match(text, cue.end)) and cue.start < moment.quote.end:
        ends = [bound for bound in ends if int(bound[8:]) == int(number[1])]
    elif cue.start < moment.quote.end or not _BRACKET_AFTER.fullmatch(text, moment.quote.end, cue.start):
        return None
    return date.fromisoformat(ends[0]) if ends else None


def _doubt(cue: Cue, moment: Moment, day: date, reading: Reading) -> Doubt:
    quote = reading.document.span(min(cue.start, moment.quote.start), max(cue.end, moment.quote.end))
    said, right = ({language: _NAMES[language][index] for language in LANGUAGES} for index in (_DAYS.index(cue.key), day.weekday()))
    values: Values = {"date": day.isoformat(), "right": right, "said": said}
    return Doubt(quote, "date", "date.weekday", values, (f"{right[reading.document.language]} {day.isoformat()}",))
