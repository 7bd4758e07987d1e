"""Dates said with words: "les 6 et 7 novembre 2014", "May last year", "mardi", "il y a dix ans", 去年."""

import re
from collections.abc import Iterator, Sequence

from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.dates.resolve import DAY_ANCHORS, MONTH_ANCHORS, YEAR_ANCHORS
from passerelles.reading.lexicon import Cue
from passerelles.reading.numbers import numbers
from passerelles.reading.reader import Reading

_NTH = r"(?:er|e|st|nd|rd|th)?"
_LINK = r" {0,2}(?:et|au|a|and|to|ou|or|through|&|,)? {0,2}"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|s(?![a-z]))"
_DAYS_BEFORE = re.compile(
    rf"(?:(?<![\d.,:/])(?P<first>\d{{1,2}}){_NTH}(?: ?, \d{{1,2}})*(?P<link>(?=\D){_LINK})(?:le |the )?(?:[a-z]{{4,9}} )?)?"
    rf"(?<![\d.,:/])(?P<day>\d{{1,2}}){_NTH} {{1,2}}(?:of |de )?$",
    re.ASCII,
)
_YEAR_AFTER = re.compile(rf"\.?,? {{1,3}}(?:de l an |of |de |d )?{_YEAR}", re.ASCII)
_YEAR_BESIDE = re.compile(rf"\.? {{1,3}}(?:de l an |of |de |d )?{_YEAR}", re.ASCII)  # in French no comma stands before the year
_DAYS_AFTER = re.compile(  # of English: October 21, 2018; November 6 and 7, 2014
    rf"\.? {{1,2}}(?P<day>\d{{1,2}}){_NTH}(?:(?P<link>(?=\D){_LINK})(?P<last>\d{{1,2}}){_NTH})?(?![\d:h%])(?:,? {{1,2}}{_YEAR})?", re.ASCII
)
_MONTH_WORD = re.compile(
    r"(?:^|[^a-z])(?:en|in|entre|between|depuis|since|debut|fin|mi|courant|des|of|early|late|mid|mois d|mois de|jusqu en|until|by|"
    r"from|de|d) $"
)
_SEASON_WORD = re.compile(r"(?: a l|^a l| au| cet| this) $")  # "à l'automne", of the year one is in
_SHORT_MONTHS = ("mar", "jun", "jul", "sep")  # words or parts of names as often
_DAY_ALONE = re.compile(r" (\d{1,2})(?![\dh:]| ?h(?![a-z]))", re.ASCII)
_STREET_LINK = re.compile(r" (?:du|des|de|de la|of) (?:[a-z]+ )?$")
_EVERY = re.compile(r"(?:^|[^a-z])(?:le|les|chaque|tous les|du|au|every|each|de|un|jusqu au) $")  # "ouvert le lundi" has no date
_HEDGED = re.compile(
    r"^(?: (?:a peine|deja|maintenant|environ|pres de|plus de|quelques?|un peu plus de|moins de|une|about|some|over|more than|nearly))* $"
)
_SURE = (" ", " deja ", " maintenant ")

RELATIVE = YEAR_ANCHORS | MONTH_ANCHORS | DAY_ANCHORS


def worded(reading: Reading) -> Iterator[Expression]:
    """Find what month names, weekdays and relative words say, each looked at between its neighbours."""
    cues = [cue for cue in reading.cues.within("dates", 0, len(reading.text)) if not cue.key.startswith(("published", "since"))]
    last = -1
    for index, cue in enumerate(cues):
        name, _, number = cue.key.partition("-")
        if name in ("mois", "month") and cue.start != last:
            names = {other.key.partition("-")[0] for other in cues[index : index + 3] if other.start == cue.start}
            yield from _month(reading, cues, index, int(number), "month" in names)
            last = cue.start
        elif name in ("weekday", "season"):
            yield from _beside(reading, cues, index, name, int(number))
        elif name == "years":
            yield from _years_away(reading, cues, index)
        elif name in RELATIVE:
            yield Expression(cue.start, cue.end, anchor=name)


def _neighbour(reading: Reading, cues: Sequence[Cue], index: int, step: int) -> Cue | None:
    """The cue that stands right before (-1) or after (1) another, with one blank between them."""
    at, cue = index + step, cues[index]
    while 0 <= at < len(cues) and cues[at].start == cue.start:
        at += step
    if not 0 <= at < len(cues):
        return None
    between = reading.folded[cues[at].end : cue.start] if step < 0 else reading.folded[cue.end : cues[at].start]
    return cues[at] if between in (" ", ", ") else None


def _modifier(reading: Reading, cues: Sequence[Cue], index: int) -> tuple[str, int, int]:
    """Read "mai dernier", "last May", "cet été": last, next or this, and where the words begin and end."""
    for step in (1, -1):
        beside = _neighbour(reading, cues, index, step)
        if beside and beside.key in ("last", "next", "this", "following") and not (step > 0 and beside.key == "this"):
            return beside.key, min(beside.start, cues[index].start), max(beside.end, cues[index].end)
    return "", cues[index].start, cues[index].end


def _month(reading: Reading, cues: Sequence[Cue], index: int, month: int, is_english: bool) -> Iterator[Expression]:
    folded, cue = reading.folded, cues[index]
    sentence = reading.sentence_at(cue.start)
    floor, ceiling = (sentence.start, sentence.end) if sentence else (cue.start, cue.end)
    window = max(floor, cue.start - 40)
    before = _DAYS_BEFORE.search(folded, window, cue.start)
    year = (_YEAR_AFTER if is_english else _YEAR_BESIDE).match(folded, cue.end, ceiling)
    modifier, left, right = _modifier(reading, cues, index)
    if folded[cue.start : cue.end] in _SHORT_MONTHS and not (year or _DAYS_AFTER.match(folded, cue.end, ceiling)):
        return
    if before and "-" not in reading.text[before.end("day") : cue.start]:
        if _is_street(reading, before.start()):
            yield Expression(before.start(), year.end() if year else cue.end, anchor="street")
            return
        first, last = _days(reading.text, before, month, year and int(year["year"]))
        start = before.start("first") if last else before.start("day")
    elif is_english and (after := _DAYS_AFTER.match(folded, cue.end, ceiling)) and (after["day"] and 1 <= int(after["day"]) <= 31):
        year = after if after["year"] else None
        first = Day(int(after["year"]) if year else None, month, int(after["day"]))
        last = Day(first.year, month, int(after["last"])) if after["last"] else None
        start, right = cue.start, after.end()
    elif year or modifier or _stands_as_month(folded, window, cue):
        first, last, start = Day(int(year["year"]) if year else None, month), None, left
    else:
        return
    if first.is_possible and (last is None or last.is_possible):
        weekday, start = _weekday_before(reading, start, floor)
        yield Expression(start, max(right, year.end() if year else 0), first, last, modifier if not year else "", weekday=weekday)


def _stands_as_month(folded: str, window: int, cue: Cue) -> bool:
    """Whether a month without day or year is meant: "en mai", "fin octobre"; "may" and "mars" mean other things."""
    return bool(_MONTH_WORD.search(folded[window : cue.start]))


def _days(text: str, before: re.Match[str], month: int, year: int | None) -> tuple[Day, Day | None]:
    """Read "6", "6 et 7", "du 29 au 3": one day, or the first and the last."""
    day = Day(year, month, int(before["day"]))
    if not before["first"]:
        return day, None
    link = text[before.start("link") : before.end("link")]
    first = int(before["first"])
    if (not link.strip() or not 1 <= first <= 31) or first == day.day:
        return day, None  # two numbers side by side are no period
    if first < int(before["day"]):
        return Day(year, month, first), day
    return (Day(year, month - 1, first), day) if month > 1 else (Day(year and year - 1, 12, first), day)


def _weekday_before(reading: Reading, start: int, floor: int) -> tuple[int | None, int]:
    for cue in reversed(reading.cues.within("dates", max(floor, start - 14), start)):
        if cue.key.startswith("weekday") and reading.folded[cue.end : start] in (" ", ", ", " le "):
            return int(cue.key[-1]), cue.start
    return None, start


def _is_street(reading: Reading, start: int) -> bool:
    """Whether the date names a street: rue du 8 mai 1945."""
    cues = [cue for cue in reading.cues.within("dates", max(0, start - 32), start) if cue.key == "street"]
    return bool(cues) and bool(_STREET_LINK.fullmatch(reading.folded, cues[-1].end, start))


def _beside(reading: Reading, cues: Sequence[Cue], index: int, name: str, number: int) -> Iterator[Expression]:
    """Read "mardi", "lundi prochain", "cet été"; a season needs last, next or this, else its year stands alone."""
    modifier, start, end = _modifier(reading, cues, index)
    if name == "season":
        if (
            not modifier
            and _SEASON_WORD.search(reading.folded[max(0, start - 6) : start])
            and reading.folded[end : end + 5].strip()[:1] not in "12"
        ):
            modifier = "this"
        is_season = start < cues[index].start or reading.folded[max(0, start - 3) : start].endswith((" l ", "au ", " d "))
        if modifier and is_season:  # "a été passé" is no summer
            yield Expression(start, end, Day(month=number), anchor=f"season_{modifier}")
    elif _is_before_month(reading, end):
        return
    elif day := _DAY_ALONE.match(reading.folded, end):  # "mardi 10", of the month that was just named
        yield Expression(start, day.end(), Day(day=int(day[1])), weekday=number)
    elif modifier or not _EVERY.search(reading.folded[max(0, start - 12) : start]):
        yield Expression(start, end, anchor=f"weekday_{modifier or 'near'}", weekday=number)


def _is_before_month(reading: Reading, end: int) -> bool:
    """Whether "mardi" begins "mardi 29 août 2017" or "lundi 3 au jeudi 6 avril": the month then says it all."""
    if not _DAY_ALONE.match(reading.folded, end):
        return False
    ahead = reading.cues.within("dates", end, end + 32)
    return any(cue.key.startswith(("mois", "month")) and "/" not in reading.text[end : cue.start] for cue in ahead)


def _years_away(reading: Reading, cues: Sequence[Cue], index: int) -> Iterator[Expression]:
    """Read "il y a dix ans", "six years ago", "dix ans plus tard"; "plus de trente ans" is too vague for a year."""
    folded, cue = reading.folded, cues[index]
    near = [
        n
        for n in numbers(reading.text, folded, reading.cues, max(0, cue.start - 30), cue.start)
        if folded[n.end : cue.start] in (" ", " d ")
    ]
    if not near:
        return
    number = near[-1]
    before = [c for c in reading.cues.within("dates", max(0, number.start - 40), number.start) if c.key in ("ago_before", "since")]
    after = _neighbour(reading, cues, index, 1)
    if reading.folded[cue.start : cue.end] in ("jours", "days"):
        if after and after.key == "later":
            yield Expression(number.start, after.end, anchor="days_later", count=min(number.value, 400))
        return
    if after and after.key in ("ago_after", "later"):
        away, start, end = (-number.value if after.key == "ago_after" else number.value), number.start, after.end
        between = " "
    elif before and _HEDGED.search(between := folded[before[-1].end : number.start]):
        away, end = -number.value, cue.end
        start = before[-1].start if before[-1].key == "ago_before" else number.start
    else:
        return
    is_sure = between in _SURE and not number.is_round and number.value < 500
    anchor = "vague" if not is_sure else "years_later" if away > 0 else "years_ago"
    yield Expression(start, end, anchor=anchor, count=away)
